import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { dayAndTime, dayDistance, whenWords } from "./time-words.ts";

/** When a callback is due, where the ring can only say the day. Nothing for what is due today, late or closed. */
export function FarDue({ row }: { readonly row: Pick<CallbackRow, "state" | "dueAt"> }) {
  const nowMs = useNowMinuteMs();
  const { timeZone } = useAccount();
  const dueMs = Date.parse(row.dueAt);
  if (row.state === "closed" || row.state === "snoozed" || dayDistance(dueMs, nowMs, timeZone) <= 0) return null;
  // The weekday also for tomorrow: it is what the ring says, and shorter.
  const isThisWeek = dayDistance(dueMs, nowMs, timeZone) < 7;
  return <> · due {isThisWeek ? dayAndTime(dueMs, timeZone) : whenWords(dueMs, nowMs, timeZone)}</>;
}
