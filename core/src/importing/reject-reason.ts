/** Why a row of a log became no call. */
export type RejectReason =
  | "broken-quotes"
  | "line-too-long"
  | "not-text"
  | "wrong-column-count"
  | "no-time"
  | "unreadable-time"
  | "time-does-not-exist"
  | "time-happened-twice"
  | "time-out-of-range"
  | "unknown-direction"
  | "unknown-result"
  | "no-number"
  | "number-destroyed"
  | "unreadable-number"
  | "negative-duration"
  | "unreadable-duration"
  | "ends-before-start"
  | "duplicate-id"
  | "leg-without-call"
  | "internal-call"
  | "not-a-call";

/** The reason in words for the person who brought the log. */
export const rejectWords: Readonly<Record<RejectReason, string>> = {
  "broken-quotes": "A quotation mark is opened and never closed, or closed too early.",
  "line-too-long": "The line is longer than any call could be.",
  "not-text": "The line holds bytes that are no text.",
  "wrong-column-count": "The line has more or fewer columns than the log.",
  "no-time": "It says no time at which the call came.",
  "unreadable-time": "The time cannot be read.",
  "time-does-not-exist": "This local time did not exist: the clock was put forward over it.",
  "time-happened-twice":
    "This local time happened twice, because the clock was put back; you chose to leave such rows out.",
  "time-out-of-range": "The time lies in the future or before 1990.",
  "unknown-direction":
    "It does not say whether the call came in or went out, or says it in a word that means nothing here.",
  "unknown-result": "How the call ended is said in a word that means nothing here.",
  "no-number": "It names neither who called nor who was called.",
  "number-destroyed": "A spreadsheet has cut the phone number short (like 1.5551E+10); its last digits are lost.",
  "unreadable-number": "What stands where the phone number belongs is none.",
  "negative-duration": "It lasted less than nothing.",
  "unreadable-duration": "How long it lasted cannot be read.",
  "ends-before-start": "It ended before it began.",
  "duplicate-id": "The log gives this id to another call, too.",
  "leg-without-call": "It belongs to a call that the log does not hold.",
  "internal-call": "A call between two phones of the business.",
  "not-a-call": "A fax, a text, a heading or a line of sums, no call.",
};

/** Every reason, as the table lists them. */
export const rejectReasons = Object.keys(rejectWords) as readonly RejectReason[];
