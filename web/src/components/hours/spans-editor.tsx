import { IconPlus, IconX } from "@tabler/icons-react";
import { Button } from "#ui/button.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./hours.module.css";
import { nextSpan } from "./hours-draft.ts";
import { runsOvernight } from "./hours-words.ts";
import { TimeField } from "./time-field.tsx";

interface SpansEditorProps {
  /** Whose spans they are, in words: "Monday". */
  readonly day: string;
  readonly spans: [string, string][];
  readonly onChange: (spans: [string, string][]) => void;
}

/** The spans of one day: none is closed, several are a split day, one that ends before it starts runs overnight. */
export function SpansEditor({ day, spans, onChange }: SpansEditorProps) {
  const change = (index: number, span: [string, string]) =>
    onChange(spans.map((each, at) => (at === index ? span : each)));
  return (
    <div className={styles.spans}>
      {spans.length === 0 && <span className={styles.closed}>Closed</span>}
      {spans.map((span, index) => (
        // Spans have no name of their own; their place is what identifies them.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className={styles.span}>
          <TimeField
            label={`${day} opens${nth(index)}`}
            which="start"
            value={span[0]}
            onChange={(start) => change(index, [start, span[1]])}
          />
          <span aria-hidden="true">–</span>
          <TimeField
            label={`${day} closes${nth(index)}`}
            which="end"
            value={span[1]}
            onChange={(end) => change(index, [span[0], end])}
          />
          {runsOvernight(span) && <span className={styles.overnight}>next day</span>}
          <IconButton
            label={`Remove these hours of ${day}`}
            icon={<IconX size={15} />}
            size="small"
            onClick={() => onChange(spans.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {spans.length < 4 && (
        <Button
          size="small"
          tone="quiet"
          icon={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange([...spans, nextSpan(spans)])}
        >
          {spans.length === 0 ? "Open" : <span className={styles.rest}>Split</span>}
          <span className="visually-hidden"> {day}</span>
        </Button>
      )}
    </div>
  );
}

function nth(index: number): string {
  return index === 0 ? "" : `, ${index + 1}`;
}
