import { NativeSelect } from "@mantine/core";
import type { Urgency } from "@ringback/contract/common.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { type FormEvent, useState } from "react";
import { labelWords } from "#components/label-words.ts";
import { Button } from "#ui/button.tsx";
import styles from "./review.module.css";
import type { Correction } from "./use-resolve.ts";

const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "low", "unknown"];

interface CorrectFormProps {
  readonly urgency: Urgency;
  readonly onSubmit: (correction: Correction) => void;
  readonly onCancel: () => void;
}

/** What it really is: the intent, one of those the rules know, and the urgency. */
export function CorrectForm({ urgency, onSubmit, onCancel }: CorrectFormProps) {
  const [intent, setIntent] = useState("");
  const [right, setRight] = useState(urgency);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({
      ...(intent === "" ? {} : { intent }),
      ...(right === urgency ? {} : { urgency: right }),
    });
  };
  const missing = intent === "" && right === urgency ? "Change the intent or the urgency first." : null;
  return (
    <form className={styles.correct} onSubmit={submit}>
      <NativeSelect
        label="They want"
        autoFocus
        value={intent}
        onChange={(event) => setIntent(event.currentTarget.value)}
        data={[{ value: "", label: "As it is" }, ...INTENTS.map((each) => ({ value: each, label: labelWords(each) }))]}
      />
      <NativeSelect
        label="Urgency"
        value={right}
        onChange={(event) => setRight(urgencies.find((each) => each === event.currentTarget.value) ?? urgency)}
        data={urgencies.map((each) => ({ value: each, label: labelWords(each) }))}
      />
      <Button onClick={onCancel}>Cancel</Button>
      <Button type="submit" tone="primary" refusal={missing}>
        Save
      </Button>
    </form>
  );
}
