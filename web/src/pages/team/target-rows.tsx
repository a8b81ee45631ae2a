import { Select } from "@mantine/core";
import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { IconPlus, IconX } from "@tabler/icons-react";
import { labelWords } from "#components/label-words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { NumberInWords } from "./number-words.tsx";
import styles from "./targets.module.css";

type Target = PlaybookBody["sla"]["targets"][number];
interface TargetRowsProps {
  readonly targets: readonly Target[];
  readonly numbers: readonly PhoneNumberBody[];
  readonly onChange: (targets: Target[]) => void;
}

/** The most rows a playbook holds. */
const rowsMax = 40;
const urgencies = ["emergency", "high", "normal", "low"] as const;

/** Targets of their own for callbacks of one number, urgency or wish; each row is a sentence. */
export function TargetRows({ targets, numbers, onChange }: TargetRowsProps) {
  const change = (index: number, patch: Partial<Target>) =>
    onChange(targets.map((each, at) => (at === index ? { ...each, ...patch } : each)));
  return (
    <Card title="Targets of their own">
      <p className={styles.fine}>
        For callbacks that may take longer, or less. Where several rows fit, the one that says most about the callback
        counts; of two that say as much, the upper one. A row for any urgency never puts off what is urgent.
      </p>
      {targets.length === 0 && <p className={styles.none}>None: the targets above hold for every callback.</p>}
      <ul className={styles.rows}>
        {targets.map((target, index) => {
          const row = `row ${index + 1}`;
          return (
            // Rows have no name of their own; their place in the list is what they are.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index}>
              <Select
                className={styles.urgency ?? ""}
                size="xs"
                aria-label={`Urgency of ${row}`}
                data={[{ value: "", label: "Any urgency" }, ...urgencies.map(asChoice)]}
                value={target.urgency ?? ""}
                allowDeselect={false}
                onChange={(value) => change(index, { urgency: urgencies.find((one) => one === value) ?? null })}
              />
              <Select
                className={styles.wish ?? ""}
                size="xs"
                searchable
                aria-label={`What callers of ${row} want`}
                data={[{ value: "", label: "Whatever they want" }, ...INTENTS.map(asChoice)]}
                value={target.intent ?? ""}
                allowDeselect={false}
                onChange={(value) => change(index, { intent: INTENTS.find((one) => one === value) ?? null })}
              />
              <Select
                className={styles.number ?? ""}
                size="xs"
                aria-label={`Number of ${row}`}
                data={[
                  { value: "", label: "Any number" },
                  ...numbers.map((number) => ({ value: number.id, label: number.label })),
                ]}
                value={target.numberId ?? ""}
                allowDeselect={false}
                onChange={(value) => change(index, { numberId: value === "" ? null : value })}
              />
              <span className={styles.due}>
                due in{" "}
                <NumberInWords
                  label={`Minutes of ${row}`}
                  min={1}
                  max={2880}
                  value={target.minutes}
                  onChange={(minutes) => change(index, { minutes })}
                />
              </span>
              <Select
                className={styles.clock ?? ""}
                size="xs"
                aria-label={`How the clock of ${row} counts`}
                data={[
                  { value: "open", label: "open minutes" },
                  { value: "always", label: "minutes, day and night" },
                ]}
                value={target.clock}
                allowDeselect={false}
                onChange={(value) => change(index, { clock: value === "always" ? "always" : "open" })}
              />
              <IconButton
                label={`Remove ${row}`}
                icon={<IconX size={15} />}
                size="small"
                onClick={() => onChange(targets.filter((_, at) => at !== index))}
              />
            </li>
          );
        })}
      </ul>
      {targets.length < rowsMax && (
        <Button
          size="small"
          tone="quiet"
          icon={<IconPlus size={14} aria-hidden="true" />}
          onClick={() =>
            onChange([...targets, { numberId: null, urgency: null, intent: "quote", minutes: 120, clock: "open" }])
          }
        >
          Add a row
        </Button>
      )}
    </Card>
  );
}

/** Why these rows cannot be saved, or null. */
export function targetRowsProblem(targets: readonly Target[]): string | null {
  const named = targets.map(({ numberId, urgency, intent }) => [numberId, urgency, intent].join(" ").trim());
  const empty = named.indexOf("");
  if (empty >= 0) return `Row ${empty + 1} of the targets names nothing: choose an urgency, a wish or a number.`;
  const twice = named.findIndex((name, index) => named.indexOf(name) < index);
  return twice < 0 ? null : `Row ${twice + 1} of the targets is for the same callbacks as one above it.`;
}

function asChoice(key: string): { value: string; label: string } {
  return { value: key, label: labelWords(key) };
}
