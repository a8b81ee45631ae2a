import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { BottomSheet } from "#ui/bottom-sheet.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./choices.module.css";

interface DialogFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The verb on the button. */
  readonly submit: string;
  /** Why it cannot be submitted yet. */
  readonly missing: string | null;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** The shape that all dialogs of a case share: question, fields, one verb. On a phone it comes up from below. */
export function DialogFrame(props: DialogFrameProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (props.missing === null && !props.busy) props.onSubmit();
  };
  return (
    <BottomSheet title={props.title} onClose={props.onClose}>
      <form onSubmit={submit} onKeyDown={props.onKeyDown}>
        {props.children}
        <div style={{ marginTop: 12 }}>
          <ProblemNote error={props.error} />
        </div>
        <div className={styles.foot}>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" tone="primary" busy={props.busy} refusal={props.missing}>
            {props.submit}
          </Button>
        </div>
      </form>
    </BottomSheet>
  );
}
