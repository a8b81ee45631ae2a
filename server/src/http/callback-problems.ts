import { type CallbackRefusal, refusalWords } from "@ringback/core/callbacks/refusal.ts";

/** The statuses of what core/callbacks refuses; its words for the person are core's own. */
const statuses = {
  "not-allowed": 403,
  "already-closed": 409,
  "not-closed": 409,
  "claimed-by-someone-else": 409,
  "not-claimed": 409,
  "not-snoozed": 409,
  "no-such-outcome": 422,
  "reason-missing": 422,
  "snooze-in-the-past": 422,
  "snooze-too-long": 422,
  "closed-too-long-ago": 409,
  "called-again-since": 409,
  "no-such-person": 422,
  "same-owner": 409,
  "no-running-alarm": 409,
  "not-late": 409,
  "no-number": 409,
  "no-own-phone": 409,
  "no-line": 409,
  "provider-cannot-call": 409,
  "provider-cannot-text": 409,
  "changed-meanwhile": 409,
  "say-how": 422,
  "tries-left": 409,
  "happened-too-long-ago": 422,
  "request-reused": 422,
  "nothing-to-take-back": 409,
  "too-late-to-take-back": 409,
  "note-not-found": 404,
  "note-settled": 409,
} as const satisfies Readonly<Record<CallbackRefusal, number>>;

/** A problem line for each refusal of a callback's rules. */
export const callbackProblems = Object.fromEntries(
  Object.entries(statuses).map(([refusal, status]) => [
    refusal,
    { status, title: refusalWords[refusal as CallbackRefusal] },
  ]),
  // fromEntries forgets the keys; they are those of the table above.
) as { readonly [Refusal in CallbackRefusal]: { readonly status: (typeof statuses)[Refusal]; readonly title: string } };
