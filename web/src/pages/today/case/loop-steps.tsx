import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { momentWords } from "#components/time-words.ts";
import styles from "./loop-steps.module.css";

const names = {
  detected: "Detected",
  acknowledged: "Acknowledged",
  classified: "Classified",
  owned: "Owned",
  recovered: "Recovered",
} as const;
const stateWords = { done: "done", now: "under way", todo: "to come", stopped: "stopped" } as const;

/** The recovery loop of this call: what has happened, when, and what is missing. */
export function LoopSteps({ steps }: { readonly steps: CallbackCase["loop"] }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  return (
    <ol className={styles.loop} aria-label="Recovery loop">
      {steps.map((step) => (
        <li key={step.step} className={`${styles.step} ${step.state === "done" ? "" : styles[step.state]}`}>
          <span className={styles.name}>
            {names[step.step]}
            <span className="visually-hidden"> ({stateWords[step.state]})</span>
          </span>
          {step.at !== null && <time dateTime={step.at}>{momentWords(Date.parse(step.at), nowMs, timeZone)}</time>}
          <span title={step.detail ?? undefined}>{step.note}</span>
        </li>
      ))}
    </ol>
  );
}
