import { Checkbox, TextInput } from "@mantine/core";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { isBooking } from "@ringback/core/playbook/playbook.ts";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import styles from "./calling-back.module.css";

type Outcomes = PlaybookBody["dispositions"];
type Outcome = Outcomes[number];

/** Outcomes that the program itself gives a meaning; their name can be changed, they cannot go. */
const meant: ReadonlySet<string> = new Set(["do-not-contact", "no-answer", "wrong-number"]);

interface OutcomesEditorProps {
  readonly outcomes: Outcomes;
  /** The keys that callbacks may have been closed with: these are retired, others simply removed. */
  readonly known: ReadonlySet<string>;
  readonly onChange: (outcomes: Outcomes) => void;
}

/** The ways a callback can end, in the order in which they are offered. */
export function OutcomesEditor({ outcomes, known, onChange }: OutcomesEditorProps) {
  const offered = outcomes.filter(({ retired }) => retired !== true);
  const retired = outcomes.filter((one) => one.retired === true);
  const change = (key: string, patch: Partial<Outcome>) =>
    onChange(outcomes.map((one) => (one.key === key ? { ...one, ...patch } : one)));
  const move = (key: string, by: -1 | 1) => {
    const order = [...offered];
    const from = order.findIndex((one) => one.key === key);
    const [one] = order.splice(from, 1);
    if (one !== undefined) order.splice(from + by, 0, one);
    onChange([...order, ...retired]);
  };
  const remove = (key: string) =>
    known.has(key) ? change(key, { retired: true }) : onChange(outcomes.filter((one) => one.key !== key));
  return (
    <Card title="How a callback can end">
      <ul className={styles.outcomes}>
        {offered.map((one, index) => (
          <li key={one.key}>
            <TextInput
              className={styles.label ?? ""}
              aria-label={`Outcome ${index + 1}`}
              size="sm"
              maxLength={60}
              value={one.label}
              onChange={(event) => change(one.key, { label: event.currentTarget.value })}
            />
            <Checkbox
              label="a person talked with them"
              size="xs"
              checked={one.recovered}
              onChange={(event) => change(one.key, { recovered: event.currentTarget.checked })}
            />
            {one.recovered && (
              <Checkbox
                label="they booked"
                size="xs"
                checked={isBooking(one)}
                onChange={(event) => change(one.key, { booked: event.currentTarget.checked })}
              />
            )}
            <span className={styles.tools}>
              {index > 0 && (
                <IconButton
                  label={`Offer ${one.label} earlier`}
                  icon={<IconArrowUp size={15} />}
                  size="small"
                  onClick={() => move(one.key, -1)}
                />
              )}
              {index < offered.length - 1 && (
                <IconButton
                  label={`Offer ${one.label} later`}
                  icon={<IconArrowDown size={15} />}
                  size="small"
                  onClick={() => move(one.key, 1)}
                />
              )}
              {!meant.has(one.key) && (
                <IconButton
                  label={`No longer offer ${one.label}`}
                  icon={<IconX size={15} />}
                  size="small"
                  onClick={() => remove(one.key)}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {outcomes.length < 60 && (
        <Button
          size="small"
          tone="quiet"
          icon={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange([...offered, { key: freeKey(outcomes), label: "", recovered: false }, ...retired])}
        >
          Add an outcome
        </Button>
      )}
      {retired.length > 0 && (
        <p className={styles.retired}>
          No longer offered:{" "}
          {retired.map((one) => (
            <Button key={one.key} size="small" tone="quiet" onClick={() => change(one.key, { retired: false })}>
              {`Offer ${one.label} again`}
            </Button>
          ))}
        </p>
      )}
      <p className={styles.fine}>
        A voicemail left, or nobody answering, is a try and no outcome: the callback comes back when the next try is
        due. What was closed keeps the outcome it was closed with.
      </p>
    </Card>
  );
}

/** What keeps the outcomes from being saved, in words. */
export function outcomesProblem(outcomes: Outcomes): string | null {
  const offered = outcomes.filter(({ retired }) => retired !== true);
  const labels = offered.map(({ label }) => label.trim().toLowerCase());
  if (labels.includes("")) return "Give each outcome a name.";
  if (new Set(labels).size < labels.length) return "Two outcomes have the same name.";
  if (!offered.some(({ recovered }) => recovered)) return "Keep one outcome for a caller who was reached.";
  if (!offered.some(({ recovered }) => !recovered)) return "Keep one outcome for a caller who was not reached.";
  return null;
}

/** A key is never shown and never changes, so that it may be anything that is free. */
function freeKey(outcomes: Outcomes): string {
  const taken = new Set(outcomes.map(({ key }) => key));
  let number = outcomes.length + 1;
  while (taken.has(`own-${number}`)) number += 1;
  return `own-${number}`;
}
