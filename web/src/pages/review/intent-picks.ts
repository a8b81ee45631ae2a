import type { Hold } from "@ringback/contract/review.ts";

/** What people most often mean, for the places that a message leaves free. */
const common = [
  "booking",
  "quote",
  "job-status",
  "support",
  "reschedule-or-cancel",
  "billing",
  "complaint",
  "question",
  "spam",
  "vendor",
  "wrong-number",
] as const;

/** Nine at most, so that each has a key: what it was read as first, then what else was heard, then the common ones. */
export function intentPicks({ reading, intent }: Pick<Hold, "reading" | "intent">): readonly string[] {
  const read = reading?.labels?.intent ?? intent ?? "unclear";
  const heard = reading?.labels?.secondaryIntents ?? [];
  return [...new Set([read, ...heard, ...common])].slice(0, 9);
}
