import { Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { clockTime } from "#components/time-words.ts";
import { sayDone } from "#components/undo.tsx";
import { caseChanges } from "#pages/today/case-changes.ts";
import { BottomSheet } from "#ui/bottom-sheet.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { type Dialed, settleDialed } from "./dialed.ts";
import styles from "./how-did-it-go.module.css";

const results = [
  { value: "reached", words: "Talked with them" },
  { value: "no-answer", words: "Nobody answered" },
  { value: "left-voicemail", words: "Left a voicemail" },
  { value: "busy", words: "Busy" },
  { value: "wrong-number", words: "Wrong number" },
] as const;
type Result = (typeof results)[number]["value"];

/** Asks after a call with the phone itself how it went. It counts for the moment of the call, also without a connection. */
export function HowDidItGo({ dialed }: { readonly dialed: Dialed }) {
  const { timeZone } = useAccount();
  const params = { id: dialed.callbackId };
  const { data: story } = useQuery(read("getCallback", { params }));
  const [result, setResult] = useState<Result | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const options = { changes: caseChanges, ownErrors: true } as const;
  const attempt = useAct("recordAttempt", options);
  const close = useAct("close", options);
  const outcomes = story?.state === "closed" ? [] : (story?.dispositions ?? []).filter(({ recovered }) => recovered);

  const save = async () => {
    if (result === null) return;
    const happenedAt = dialed.at;
    const words = note.trim() === "" ? {} : { note: note.trim() };
    const answer = await attempt.mutateAsync({ params, body: { channel: "call", result, happenedAt, ...words } });
    if (result === "reached" && outcome !== null) {
      // An answer that waits has no version yet; then the queue sees to it.
      const version = "version" in answer ? answer.version : story?.version;
      await close.mutateAsync({
        params,
        body: { disposition: outcome, happenedAt, ...(version === undefined ? {} : { version }) },
      });
    }
    if ("version" in answer) sayDone(outcome === null ? "Attempt recorded" : "Attempt recorded and closed");
    settleDialed();
  };

  return (
    <BottomSheet title={`How did it go with ${dialed.who}?`} onClose={settleDialed}>
      <p className={styles.when}>Called with this phone at {clockTime(Date.parse(dialed.at), timeZone)}.</p>
      <fieldset className={styles.choices}>
        <legend className="visually-hidden">How it went</legend>
        {results.map(({ value, words }) => (
          <BigChoice key={value} words={words} isChosen={result === value} onChoose={() => setResult(value)} />
        ))}
      </fieldset>
      {result === "reached" && outcomes.length > 0 && (
        <fieldset className={styles.choices}>
          <legend>And the matter?</legend>
          {outcomes.map(({ key, label }) => (
            <BigChoice key={key} words={label} isChosen={outcome === key} onChoose={() => setOutcome(key)} />
          ))}
          <BigChoice words="Not settled yet" isChosen={outcome === null} onChoose={() => setOutcome(null)} />
        </fieldset>
      )}
      {result !== null && (
        <Textarea
          label="Note"
          maxLength={500}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <ProblemNote error={attempt.error ?? close.error} />
      <div className={styles.foot}>
        <Button size="large" tone="quiet" onClick={settleDialed}>
          I did not call
        </Button>
        <Button
          size="large"
          tone="primary"
          busy={attempt.isPending || close.isPending}
          refusal={result === null ? "Choose how it went." : null}
          // A refusal is shown above; the sheet stays.
          onClick={() => void save().catch(() => undefined)}
        >
          Save
        </Button>
      </div>
    </BottomSheet>
  );
}

interface BigChoiceProps {
  readonly words: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function BigChoice({ words, isChosen, onChoose }: BigChoiceProps) {
  return (
    <button type="button" className={styles.choice} aria-pressed={isChosen} onClick={onChoose}>
      {words}
    </button>
  );
}
