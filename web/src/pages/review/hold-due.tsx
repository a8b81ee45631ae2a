import { holdSoonMinutes } from "@ringback/core/callbacks/look-at-hold.ts";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { durationWords, whenWords } from "#components/time-words.ts";
import styles from "./review.module.css";

/** By when it is to be decided: soon and late are said in words, not in colour alone. */
export function HoldDue({ dueAt }: { readonly dueAt: string }) {
  const nowMs = useNowMinuteMs();
  const { timeZone } = useAccount();
  const dueMs = Date.parse(dueAt);
  const leftMs = dueMs - nowMs;
  if (leftMs <= 0) return <span className={`${styles.due} ${styles.late}`}>overdue by {durationWords(-leftMs)}</span>;
  if (leftMs <= holdSoonMinutes * 60_000)
    return <span className={`${styles.due} ${styles.soon}`}>due soon, in {durationWords(leftMs)}</span>;
  return <span className={styles.due}>decide by {whenWords(dueMs, nowMs, timeZone)}</span>;
}
