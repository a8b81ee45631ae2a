import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { whenWords } from "#components/time-words.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./why-not-texted.module.css";

interface StandingOfNumberProps {
  readonly number: string;
  readonly callbackId: string;
}

/** What this number has agreed to and asked for, and the place to note what they just said. */
export function StandingOfNumber({ number, callbackId }: StandingOfNumberProps) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const { data, error } = useQuery(read("getConsent", { params: { number } }));
  const [reason, setReason] = useState("");
  const act = useAct("setConsent", {
    changes: ["getConsent", "getCallback", "listTextDecisions"],
    ownErrors: true,
    onDone: (_, { body }) => {
      setReason("");
      sayDone(body.kind === "opt_out" ? "They get no more texts" : "They may get texts again");
    },
  });
  if (data === undefined) return <ProblemNote error={error} />;
  const isOut = data.optedOutAt !== null;
  const missing = reason.trim().length < 3 ? "Say in a few words what they said, and where." : null;
  return (
    <section className={styles.text} aria-label="This number and texts">
      <h3 className={styles.title}>This number and texts</h3>
      <p className={styles.outcome}>{data.words}</p>
      <ul className={styles.ledger}>
        {data.entries.slice(0, 8).map((entry) => (
          <li key={entry.id}>
            {entry.words}
            <span className={styles.quiet}>
              {" "}
              · {entry.by ?? entry.source} · {whenWords(Date.parse(entry.at), nowMs, timeZone)}
            </span>
            {entry.quote !== null && <q className={styles.quote}>{entry.quote}</q>}
          </li>
        ))}
      </ul>
      <TextInput
        label={isOut ? "They want texts again, because" : "They want no more texts, because"}
        placeholder="Said so on the phone"
        maxLength={200}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <div className={styles.foot}>
        <ProblemNote error={act.error} />
        <Button
          size="small"
          busy={act.isPending}
          refusal={missing}
          onClick={() =>
            act.mutate({
              params: { number },
              body: { kind: isOut ? "opt_in" : "opt_out", reason: reason.trim(), callbackId },
            })
          }
        >
          {isOut ? "Note that they want texts again" : "Note that they want no texts"}
        </Button>
      </div>
    </section>
  );
}
