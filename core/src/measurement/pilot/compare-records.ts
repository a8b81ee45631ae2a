// What makes this workflow one of its own: the phone log against everything that should have come of it (requirement S1-49).

/** Missed calls of which the same became in each place. */
export interface RecordedCalls {
  readonly calls: number;
  /** Some of them to open, with the time as ISO 8601. */
  readonly examples: readonly { readonly id: string; readonly at: string }[];
  /** It is in the phone system's own log; null: that log was never compared. */
  readonly inPhoneLog: boolean | null;
  /** It is in Ringback's books. */
  readonly inBooks: boolean;
  readonly callerKnown: boolean;
  /** A contact or lead stands behind it. */
  readonly matched: boolean;
  /** Somebody still has to say which of several contacts it was. */
  readonly matchUnsure: boolean;
  readonly hasCallback: boolean;
  readonly overdue: boolean;
  readonly closed: boolean;
  readonly hasOutcome: boolean;
  /** A person closed it with an outcome that says they reached somebody, or tried. */
  readonly saysTried: boolean;
  readonly wasTried: boolean;
  readonly duplicate: boolean;
}

export const differenceWords = {
  "not-in-books": "In the phone system's log, but not in Ringback",
  "not-in-log": "In Ringback, but not in the phone system's log",
  "no-callback": "Missed, but nobody owes a callback",
  "no-record": "The caller is in nobody's records",
  "match-unsure": "It is not settled whose call it was",
  duplicate: "Two callbacks for one matter",
  "no-outcome": "The promise has run out and there is no outcome",
  "outcome-without-try": "The outcome says somebody tried, but no try was recorded",
} as const;
export type DifferenceKind = keyof typeof differenceWords;

export interface Difference {
  readonly kind: DifferenceKind;
  readonly calls: number;
  /** Some of them to open, with the time as ISO 8601. */
  readonly examples: readonly { readonly id: string; readonly at: string }[];
}

export interface ComparedRecords {
  /** Missed calls in each place, in the order in which one should lead to the next. */
  readonly places: readonly {
    readonly place: "phone-log" | "books" | "matched" | "callbacks" | "dispositions" | "completed";
    readonly title: string;
    /** null: not compared. */
    readonly calls: number | null;
  }[];
  readonly differences: readonly Difference[];
}

const callsNamed = 50;

/** Compares call by call, so that two differences cannot hide each other in equal sums. */
export function compareRecords(calls: readonly RecordedCalls[]): ComparedRecords {
  const count = (holds: (call: RecordedCalls) => boolean) => sumOf(calls.filter(holds));
  const compared = calls.some(({ inPhoneLog }) => inPhoneLog !== null);
  const difference = (kind: DifferenceKind): Difference[] => {
    const found = calls.filter((call) => differs[kind](call));
    if (found.length === 0) return [];
    const examples = found.flatMap((some) => some.examples).slice(0, callsNamed);
    return [{ kind, calls: sumOf(found), examples }];
  };
  return {
    places: [
      {
        place: "phone-log",
        title: "Missed calls in the phone system's log",
        calls: compared ? count(({ inPhoneLog }) => inPhoneLog === true) : null,
      },
      { place: "books", title: "Missed calls in Ringback", calls: count(({ inBooks }) => inBooks) },
      { place: "matched", title: "Matched to a contact or lead", calls: count(({ matched }) => matched) },
      { place: "callbacks", title: "With a callback", calls: count(({ hasCallback }) => hasCallback) },
      { place: "dispositions", title: "With an outcome", calls: count(({ hasOutcome }) => hasOutcome) },
      { place: "completed", title: "Callback completed", calls: count(({ closed }) => closed) },
    ],
    differences: (Object.keys(differenceWords) as DifferenceKind[]).flatMap(difference),
  };
}

/** What is said where nothing differs; null where something does. Withheld numbers are the one reason to match fewer than there are. */
export function agreementWords({
  places,
  differences,
}: {
  readonly places: readonly { readonly place: string; readonly calls: number | null }[];
  readonly differences: readonly unknown[];
}): string | null {
  if (differences.length > 0) return null;
  const callsIn = (wanted: string) => places.find(({ place }) => place === wanted)?.calls ?? 0;
  const withheld = callsIn("books") - callsIn("matched");
  const whole = "No differences: every missed call is whole in every place.";
  if (withheld <= 0) return whole;
  return `${whole} ${withheld === 1 ? "One came" : `${withheld} came`} from a withheld number, which nobody's records can hold.`;
}

const differs: Readonly<Record<DifferenceKind, (call: RecordedCalls) => boolean>> = {
  "not-in-books": ({ inBooks }) => !inBooks,
  "not-in-log": ({ inPhoneLog, inBooks }) => inBooks && inPhoneLog === false,
  "no-callback": ({ inBooks, hasCallback }) => inBooks && !hasCallback,
  // A withheld number can be in nobody's records.
  "no-record": ({ inBooks, matched, matchUnsure, callerKnown }) => inBooks && callerKnown && !matched && !matchUnsure,
  "match-unsure": ({ matchUnsure }) => matchUnsure,
  duplicate: ({ duplicate }) => duplicate,
  "no-outcome": ({ hasCallback, overdue, closed }) => hasCallback && overdue && !closed,
  "outcome-without-try": ({ closed, saysTried, wasTried }) => closed && saysTried && !wasTried,
};

function sumOf(of: readonly RecordedCalls[]): number {
  return of.reduce((total, { calls }) => total + calls, 0);
}
