// The named differences between the provider's own log of calls and ours. Each has one name, one meaning and one way out.

/**
 * - `never-heard`: their log has a call of ours that never reached us.
 * - `end-missing`: we heard of the call, but not how it ended.
 * - `answered-only-here`: we hold it for answered by a person, their log proves that nobody did.
 * - `answered-only-there`: we hold it for missed, their log proves that a person answered.
 * - `duplicate`: two entries on one side for one call on the other.
 * - `unknown-number`: it went to a number of the provider's account that Ringback does not have.
 * - `not-in-their-log`: we have it, and their log of that time has not.
 */
export type GapKind =
  | "never-heard"
  | "end-missing"
  | "answered-only-here"
  | "answered-only-there"
  | "duplicate"
  | "unknown-number"
  | "not-in-their-log";

/** `open` waits for a person; `repaired` was put right by a comparison; `accepted`: a person says that it may stay so. */
export type GapState = "open" | "repaired" | "accepted";

/** Everything people read about a gap of one kind. */
export interface GapWords {
  readonly title: string;
  readonly means: string;
  /** How it is repaired, or why Ringback cannot. */
  readonly repair: string;
}

/** The words for each kind, in the order in which gaps are looked at. */
export const gapWords: Readonly<Record<GapKind, GapWords>> = {
  "never-heard": {
    title: "Never heard of",
    means: "The phone system's log has this call, and it never reached Ringback.",
    repair:
      "The call is entered late, from the log. A missed one gets its callback, and a text only while that is still useful.",
  },
  "end-missing": {
    title: "End missing",
    means: "Ringback heard of this call, but not how it ended.",
    repair: "The end is taken from the log, and the call is judged by it.",
  },
  "answered-only-here": {
    title: "Answered only here",
    means: "Ringback holds this call for answered; the phone system's log shows that no person did.",
    repair:
      "What the log knows and Ringback did not is added. If the two still disagree, a person looks: ask whoever is said to have answered.",
  },
  "answered-only-there": {
    title: "Answered only there",
    means: "Ringback holds this call for missed; the phone system's log shows that a person answered.",
    repair:
      "What the log knows and Ringback did not is added. If the two still disagree, the callback stays open until a person looks.",
  },
  duplicate: {
    title: "Counted twice",
    means: "One call stands twice in one of the two books.",
    repair:
      "Nothing is removed by itself, because two calls of one caller within two seconds can both be real. A person looks and accepts it.",
  },
  "unknown-number": {
    title: "Unknown number",
    means: "The call went to a number of the phone system's account that is not among the numbers here.",
    repair:
      "Add the number under Numbers: its calls are then compared like all others. Accept it if the number is none of Ringback's business.",
  },
  "not-in-their-log": {
    title: "Not in their log",
    means: "Ringback has this call; the phone system's own log does not, also when asked for this very call.",
    repair:
      "It settles itself if the log shows the call later. Otherwise a person looks: a number forwarded from elsewhere, or events somebody else sent.",
  },
};

export const gapKinds: readonly GapKind[] = [
  "never-heard",
  "end-missing",
  "answered-only-here",
  "answered-only-there",
  "duplicate",
  "unknown-number",
  "not-in-their-log",
];
