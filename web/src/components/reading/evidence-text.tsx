import { Tooltip } from "@mantine/core";
import type { CSSProperties, KeyboardEvent } from "react";
import { type MarkSpan, markSpans } from "#components/mark-spans.ts";
import type { ShownLabel } from "./label-list.ts";
import styles from "./reading.module.css";

interface EvidenceTextProps {
  readonly text: string;
  readonly labels: readonly ShownLabel[];
  /** The label whose words stand out; null: all alike. */
  readonly active: string | null;
  readonly onPoint: (key: string | null) => void;
  readonly onPick: (key: string) => void;
}

/** A message with every label's words marked, each with the label's letter; words of several labels carry them all. */
export function EvidenceText({ text, labels, active, onPoint, onPick }: EvidenceTextProps) {
  const spans = labels.flatMap(({ key, pieces }): MarkSpan[] =>
    pieces.flatMap(({ start, end }) => (start === null || end === null ? [] : [{ start, end, label: key }])),
  );
  const known = new Map(labels.map((label) => [label.key, label]));
  return (
    <p className={styles.transcript} data-active={active === null ? undefined : ""}>
      {markSpans(text, spans).map((piece) => {
        if (piece.labels === null) return <span key={piece.start}>{piece.text}</span>;
        const of = piece.labels.flatMap((key) => known.get(key) ?? []);
        const end = piece.start + piece.text.length;
        const ending = of.filter(({ key }) => spans.some((span) => span.label === key && span.end === end));
        return (
          <Mark
            key={piece.start}
            text={piece.text}
            labels={of}
            letters={ending.map(({ letter }) => letter).join("")}
            isActive={active !== null && piece.labels.includes(active)}
            onPoint={onPoint}
            onPick={onPick}
          />
        );
      })}
    </p>
  );
}

interface MarkProps {
  readonly text: string;
  readonly labels: readonly ShownLabel[];
  readonly letters: string;
  readonly isActive: boolean;
  readonly onPoint: (key: string | null) => void;
  readonly onPick: (key: string) => void;
}

function Mark({ text, labels, letters, isActive, onPoint, onPick }: MarkProps) {
  const first = labels[0];
  const counted = labels.filter(({ group }) => group !== "discounted");
  const words = labels.map((label) => label.words).join("; ");
  const pick = () => first !== undefined && onPick(first.key);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick();
  };
  return (
    <Tooltip label={words} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <mark
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must reach it, and a button would not break over lines
        tabIndex={0}
        className={`${styles.mark} ${counted.length < labels.length ? styles.struck : ""}`}
        style={background(counted)}
        data-active={isActive ? "" : undefined}
        data-labels={labels.map(({ key }) => key).join(" ")}
        onMouseEnter={() => onPoint(first?.key ?? null)}
        onMouseLeave={() => onPoint(null)}
        onClick={pick}
        onKeyDown={onKeyDown}
      >
        {text}
        <span className="visually-hidden"> ({words})</span>
        {letters !== "" && (
          <sup className={styles.letter} aria-hidden="true">
            {letters}
          </sup>
        )}
      </mark>
    </Tooltip>
  );
}

/** One colour a group, one above the other where words have several. */
function background(labels: readonly ShownLabel[]): CSSProperties {
  const colours = [...new Set(labels.map(({ group }) => `var(--group-${group})`))];
  if (colours.length === 0) return { background: "none" };
  if (colours.length === 1) return { background: colours[0] };
  const share = 100 / colours.length;
  const stops = colours.map((colour, index) => `${colour} ${index * share}% ${(index + 1) * share}%`);
  return { background: `linear-gradient(${stops.join(", ")})` };
}
