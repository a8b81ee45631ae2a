import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import type { TextDecision } from "@ringback/contract/consent.ts";
import { useQuery } from "@tanstack/react-query";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { whenWords } from "#components/time-words.ts";
import { BottomSheet } from "#ui/bottom-sheet.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { StandingOfNumber } from "./standing-of-number.tsx";
import styles from "./why-not-texted.module.css";

/** Why each text of a case went, waits or did not go: every rule, what would help, what was looked at, and the versions. */
export function WhyNotTexted({ story, onClose }: { readonly story: CallbackCase; readonly onClose: () => void }) {
  const { data, error, isPending } = useQuery(read("listTextDecisions", { params: { id: story.id } }));
  const texts = data?.texts.filter(({ decisions }) => decisions.length > 0) ?? [];
  return (
    <BottomSheet title="Why was this one not texted?" onClose={onClose}>
      {isPending && <p className={styles.quiet}>Looking it up…</p>}
      <ProblemNote error={error} />
      {data !== undefined && texts.length === 0 && (
        <p className={styles.quiet}>No decision about a text was kept for this case.</p>
      )}
      {texts.map((text) => (
        <section key={text.messageId} className={styles.text} aria-label={purposeWords[text.purpose] ?? "A text"}>
          <h3 className={styles.title}>{purposeWords[text.purpose] ?? "A text"}</h3>
          {text.decisions.map((decision) => (
            <Decision key={decision.at} decision={decision} />
          ))}
        </section>
      ))}
      {story.callerNumber !== null && <StandingOfNumber number={story.callerNumber} callbackId={story.id} />}
    </BottomSheet>
  );
}

const purposeWords: Readonly<Record<string, string>> = {
  acknowledgement: "The automatic text after the missed call",
  "keyword-reply": "The answer to STOP, START or HELP",
  "emergency-notice": "The warning of danger",
  "staff-text": "A text a person wrote",
  reply: "An automatic answer",
  notice: "A text that informs",
  campaign: "An advertisement",
};

const outcomes = { allow: "It may go.", hold: "It waits.", block: "It did not go." } as const;

function Decision({ decision }: { readonly decision: TextDecision }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  const when = (at: string) => whenWords(Date.parse(at), nowMs, timeZone);
  return (
    <div className={styles.decision}>
      <p className={styles.outcome}>
        <strong>{outcomes[decision.decision]}</strong> <span className={styles.quiet}>Asked {when(decision.at)}.</span>
        {decision.until !== null && <> It goes {when(decision.until)}, if the rules still say yes then.</>}
      </p>
      {decision.rules.length > 0 && (
        <ul className={styles.rules}>
          {decision.rules.map(({ rule, words, remedy }) => (
            <li key={rule}>
              {capital(words)}.<span className={styles.remedy}>{remedy ?? "Nothing would change that."}</span>
            </li>
          ))}
        </ul>
      )}
      <details className={styles.more}>
        <summary>What was looked at</summary>
        <dl className={styles.facts}>
          {decision.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.quiet}>
          Rules {decision.rulesVersion}
          {decision.playbookVersion === null ? "" : `, your settings version ${decision.playbookVersion}`}
          {decision.tables.map(({ table, version }) => `, ${table} ${version}`).join("")}.
        </p>
      </details>
    </div>
  );
}

function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
