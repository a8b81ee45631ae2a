import { Select, Textarea } from "@mantine/core";
import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { breachReasons, breachReasonWords } from "@ringback/core/callbacks/breach-reason.ts";
import { sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { caseChanges } from "#pages/today/case-changes.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./late-card.module.css";

interface LateCardProps {
  readonly story: CallbackCase;
}

/** Why a callback was late: what the record says, or what a person said who knows better. */
export function LateCard({ story }: LateCardProps) {
  const { role } = useAccount();
  const [isSaying, say] = useState(false);
  const { lateness } = story;
  if (lateness === null) return null;
  return (
    <Card
      title="Why it was late"
      aside={
        !isSaying &&
        role !== "viewer" && (
          <Button size="small" tone="quiet" onClick={() => say(true)}>
            Say why
          </Button>
        )
      }
    >
      {isSaying ? (
        <SayWhy story={story} reason={lateness.reason} note={lateness.note} onDone={() => say(false)} />
      ) : (
        <p className={styles.why}>
          {sentenceCase(lateness.words)}.{lateness.note !== null && <q className={styles.note}>{lateness.note}</q>}
          <span className={styles.by}>{lateness.by === null ? "From the record" : `Said by ${lateness.by}`}</span>
        </p>
      )}
    </Card>
  );
}

interface SayWhyProps extends LateCardProps {
  readonly reason: string;
  readonly note: string | null;
  readonly onDone: () => void;
}

function SayWhy({ story, reason: before, note: noteBefore, onDone }: SayWhyProps) {
  const [reason, setReason] = useState(breachReasons.find((one) => one === before) ?? "other");
  const [note, setNote] = useState(noteBefore ?? "");
  const explain = useAct("explainLateness", {
    changes: caseChanges,
    ownErrors: true,
    onDone: () => {
      sayDone("Noted why it was late");
      onDone();
    },
  });
  const missing = reason === "other" && note.trim() === "" ? "Say why in a word or two." : null;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) explain.mutate({ params: { id: story.id }, body: { reason, note: note.trim() } });
      }}
    >
      <Select
        label="Reason"
        data={breachReasons.map((each) => ({ value: each, label: sentenceCase(breachReasonWords[each]) }))}
        value={reason}
        allowDeselect={false}
        onChange={(value) => setReason(breachReasons.find((one) => one === value) ?? reason)}
      />
      <Textarea
        label="In your words"
        maxLength={500}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {explain.error !== null && <ProblemNote error={explain.error} />}
      <div className={styles.buttons}>
        <Button type="submit" size="small" tone="primary" busy={explain.isPending} refusal={missing}>
          Save
        </Button>
        <Button size="small" tone="quiet" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
