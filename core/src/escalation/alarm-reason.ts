import type { EscalationReason } from "#classification/decide-handling.ts";

/** Why an alarm runs: the clock ran out, or what was said calls for people at once. */
export type AlarmReason = "overdue" | EscalationReason;

/** Each reason in words that stand inside a sentence. */
export const alarmReasonWords: Record<AlarmReason, string> = {
  overdue: "overdue",
  emergency: "emergency",
  complaint: "complaint",
  "open-issue-of-existing-customer": "customer with an open issue",
  "high-value": "high value",
};
