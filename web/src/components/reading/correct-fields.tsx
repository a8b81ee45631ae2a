import { NativeSelect, Textarea } from "@mantine/core";
import type { Urgency } from "@ringback/contract/common.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { labelWords } from "#components/label-words.ts";
import styles from "./reading.module.css";

const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "low", "unknown"];

/** What a person sets: a label that is not given stays as it is. */
export interface Correction {
  readonly intent?: string;
  readonly urgency?: Urgency;
  readonly note?: string;
}

interface CorrectFieldsProps {
  /** The labels as they stand. */
  readonly intent: string | null;
  readonly urgency: Urgency;
  readonly value: Correction;
  readonly onChange: (value: Correction) => void;
}

/** What it really is: what they want, how urgent, and why it was read wrongly. */
export function CorrectFields({ intent, urgency, value, onChange }: CorrectFieldsProps) {
  return (
    <div className={styles.fields}>
      <NativeSelect
        label="They want"
        data-autofocus
        value={value.intent ?? ""}
        onChange={({ currentTarget }) => {
          const { intent: _, ...rest } = value;
          onChange(currentTarget.value === "" ? rest : { ...rest, intent: currentTarget.value });
        }}
        data={[
          { value: "", label: `As it is${intent === null ? "" : `: ${labelWords(intent).toLowerCase()}`}` },
          ...INTENTS.filter((each) => each !== intent).map((each) => ({ value: each, label: labelWords(each) })),
        ]}
      />
      <NativeSelect
        label="Urgency"
        value={value.urgency ?? urgency}
        onChange={({ currentTarget }) => {
          const { urgency: _, ...rest } = value;
          const chosen = urgencies.find((each) => each === currentTarget.value);
          onChange(chosen === undefined || chosen === urgency ? rest : { ...rest, urgency: chosen });
        }}
        data={urgencies.map((each) => ({ value: each, label: labelWords(each) }))}
      />
      <Textarea
        className={styles.reason}
        label="Why (kept with the correction)"
        maxLength={300}
        rows={2}
        value={value.note ?? ""}
        onChange={({ currentTarget }) => {
          const { note: _, ...rest } = value;
          onChange(currentTarget.value === "" ? rest : { ...rest, note: currentTarget.value });
        }}
      />
    </div>
  );
}

/** Why it cannot be saved yet. */
export function missingIn({ intent, urgency }: Correction): string | null {
  return intent === undefined && urgency === undefined ? "Change what they want or the urgency first." : null;
}
