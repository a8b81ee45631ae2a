import { Checkbox, Textarea } from "@mantine/core";
import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { Problem } from "#api/problem.ts";
import { useAct } from "#api/use-act.ts";
import { callerWords } from "#components/phone-words.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./messages-card.module.css";

interface ComposerProps {
  readonly story: CallbackCase;
  readonly onDone: () => void;
}

const longest = 1600;

/** Writes a text to the caller. A price, a time or another promise goes out only when the writer says that it is meant. */
export function Composer({ story, onDone }: ComposerProps) {
  const [body, setBody] = useState("");
  const [isMeant, setMeant] = useState(false);
  const send = useAct("textCaller", {
    changes: ["getCallback", "today", "listMessages"],
    ownErrors: true,
    onDone: (answer) => {
      sayDone("Text sent", answer.warnings.join(" "));
      onDone();
    },
  });
  const promises = send.error instanceof Problem && send.error.code.includes("promise");
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (body.trim() === "" || send.isPending) return;
    send.mutate({ params: { id: story.id }, body: { body, confirmedPromise: isMeant } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onDone();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <form className={styles.composer} onSubmit={submit} ref={(form) => form?.scrollIntoView({ block: "center" })}>
      <Textarea
        label={`Text to ${callerWords(story)}`}
        autoFocus
        rows={3}
        maxLength={longest}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder="What do you want to tell them?"
      />
      {promises ? <p className={styles.promise}>{send.error?.message}</p> : <ProblemNote error={send.error} />}
      {(promises || isMeant) && (
        <Checkbox
          checked={isMeant}
          onChange={(event) => setMeant(event.currentTarget.checked)}
          label="I mean to promise this, and we can keep it"
        />
      )}
      <div className={styles.foot}>
        <span className={styles.count}>
          {body.length} of {longest}
        </span>
        <Button onClick={onDone}>Cancel</Button>
        <Button
          type="submit"
          tone="primary"
          busy={send.isPending}
          refusal={body.trim() === "" ? "Write something first." : null}
        >
          Send
        </Button>
      </div>
    </form>
  );
}
