// The test every call has to pass in at least one of four ways (requirements S4-20 to S4-24).

export const waysToPass = ["answered-live", "routed", "captured", "next-step"] as const;
export type Way = (typeof waysToPass)[number];

/** What is known of a call when the test is taken. */
export interface FourWayCall {
  readonly answered: boolean;
  /** One person has the callback by a rule, or had it until it was closed; nobody said it was the wrong one. */
  readonly rightOwner: boolean;
  /** The caller can be called back: their number is known. */
  readonly reachable: boolean;
  /** Why they called is known: words that were judged, a wish that was found, or an open matter of a known contact. */
  readonly reasonKnown: boolean;
  /** The first text left, or nobody had to be texted because they got through. */
  readonly told: boolean;
}

export interface FourWayResult {
  readonly ways: readonly Way[];
  readonly passed: boolean;
}

export const wayWords: Readonly<Record<Way, string>> = {
  "answered-live": "answered live",
  routed: "given to the right person",
  captured: "captured with enough to act on",
  "next-step": "told at once what happens next",
};

/** In which of the four ways a call passed. A call that passed in none is one the business has let drop. */
export function fourWayTest(call: FourWayCall): FourWayResult {
  const holds: Record<Way, boolean> = {
    "answered-live": call.answered,
    routed: call.rightOwner,
    captured: call.reachable && call.reasonKnown,
    "next-step": call.told,
  };
  const ways = waysToPass.filter((way) => holds[way]);
  return { ways, passed: ways.length > 0 };
}

/** Those that passed in no way first, then by the number of ways; within that as they came. */
export function violationsFirst<Tested extends { readonly result: FourWayResult }>(calls: readonly Tested[]): Tested[] {
  return calls.toSorted((a, b) => a.result.ways.length - b.result.ways.length);
}
