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

/** What the server asks about once, and the words with which the writer says that it is meant. */
const meanings: Readonly<Record<string, string>> = {
  "reads-like-a-promise": "I mean to promise this, and we can keep it",
  "outside-texting-hours": "It cannot wait until the morning",
};

/** Writes a text to the caller. A promise, or a text at night, goes out only when the writer says that it is meant. */
export function Composer({ story, onDone }: ComposerProps) {
  const [body, setBody] = useState("");
  const [isMeant, setMeant] = useState(false);
  const send = useAct("textCaller", {
    changes: ["getCallback", "today", "listMessages"],
    ownErrors: true,
    onHeld: onDone,
    onDone: (answer) => {
      sayDone("Text sent", answer.warnings.join(" "));
      onDone();
    },
  });
  const meaning = send.error instanceof Problem ? (meanings[send.error.code] ?? null) : null;
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
      {meaning !== null ? <p className={styles.promise}>{send.error?.message}</p> : <ProblemNote error={send.error} />}
      {(meaning !== null || isMeant) && (
        <Checkbox
          checked={isMeant}
          onChange={(event) => setMeant(event.currentTarget.checked)}
          label={meaning ?? "Send it all the same"}
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
