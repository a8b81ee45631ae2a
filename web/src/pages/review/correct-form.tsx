import type { Hold } from "@ringback/contract/review.ts";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { CorrectFields, type Correction, missingIn } from "#components/reading/correct-fields.tsx";
import { Button } from "#ui/button.tsx";
import styles from "./review.module.css";

interface CorrectFormProps {
  readonly hold: Hold;
  readonly onSubmit: (correction: Correction) => void;
  readonly onCancel: () => void;
}

/** What it really is, and why. Escape leaves it as it was. */
export function CorrectForm({ hold, onSubmit, onCancel }: CorrectFormProps) {
  const [correction, setCorrection] = useState<Correction>({});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("select")?.focus(), []);
  const missing = missingIn(correction);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing === null) onSubmit(correction);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onCancel();
  };
  return (
    <form ref={form} className={styles.correct} onSubmit={submit} onKeyDown={onKeyDown}>
      <CorrectFields intent={hold.intent} urgency={hold.urgency} value={correction} onChange={setCorrection} />
      <div className={styles.actions}>
        <Button type="submit" tone="primary" refusal={missing}>
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
