import type { EscalationReason } from "#classification/decide-handling.ts";

/** Why an alarm runs: the clock ran out, somebody took the callback and did nothing, or what was said calls for people at once. */
export type AlarmReason = "overdue" | "forgotten" | EscalationReason;

/** From the most pressing down. A more pressing reason takes over an alarm that runs, with its own ladder. */
export const alarmReasons: readonly AlarmReason[] = [
  "emergency",
  "complaint",
  "open-issue-of-existing-customer",
  "high-value",
  "overdue",
  "forgotten",
];

/** Each reason in words that stand inside a sentence. */
export const alarmReasonWords: Record<AlarmReason, string> = {
  overdue: "overdue",
  forgotten: "taken, and nobody tried",
  emergency: "emergency",
  complaint: "complaint",
  "open-issue-of-existing-customer": "customer with an open issue",
  "high-value": "high value",
};

/** Whether a new reason presses more than the one an alarm runs for. */
export function pressesMore(reason: AlarmReason, than: AlarmReason): boolean {
  return alarmReasons.indexOf(reason) < alarmReasons.indexOf(than);
}

/** Why a callback that is overdue alarms people: late is a calm matter, but an emergency stays one. */
export function reasonWhenOverdue(urgency: string): AlarmReason {
  return urgency === "emergency" ? "emergency" : "overdue";
}
