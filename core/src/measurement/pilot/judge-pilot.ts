// The verdict of a pilot: of all missed calls of its numbers, how many got an owner, an outcome and a try in time
// (requirements S1-45 to S1-48). Calls that the business's own rules leave out are left out of nothing here.

/** A pilot runs over so many whole days of the business's calendar, and so does a baseline. */
export const pilotDays = 14;
/** So long after the last day the verdict waits, so that callbacks of its evening can be closed. */
export const countingOutDays = 2;
/** Of a hundred missed calls, how many have to be kept. */
export const passPercent = 90;
/** With fewer missed calls one forgotten callback would decide. */
export const callsMin = 20;

/** Callers of whom the same is known, each with one matter. `calls`: missed calls in all of them. */
export interface PilotMatters {
  readonly callers: number;
  readonly calls: number;
  readonly inHours: boolean;
  readonly hasOwner: boolean;
  /** Closed with an outcome. */
  readonly closed: boolean;
  readonly attempts: number;
  readonly attemptedInTime: boolean;
  readonly recovered: boolean;
  readonly stale: boolean;
}

export type Lacking = "owner" | "outcome" | "attempt";

export interface PilotShare {
  readonly calls: number;
  /** Missed calls with all three. */
  readonly kept: number;
}

export interface PilotResult extends PilotShare {
  readonly verdict: "passed" | "failed" | "too-few";
  readonly callers: number;
  readonly callersKept: number;
  readonly inHours: PilotShare;
  readonly afterHours: PilotShare;
  /** Missed calls that lack it; one call may lack several. */
  readonly lacking: Readonly<Record<Lacking, number>>;
}

/** What a caller's matter lacks. A caller who got through before the promise was due needed no try. */
export function lackingOf(matter: PilotMatters): Lacking[] {
  const gotThrough = matter.recovered && matter.attempts === 0 && !matter.stale;
  return [
    ...(matter.hasOwner ? [] : ["owner" as const]),
    ...(matter.closed ? [] : ["outcome" as const]),
    ...(matter.attemptedInTime || gotThrough ? [] : ["attempt" as const]),
  ];
}

/** Counts in missed calls, as the threshold is stated; callers stand beside it. */
export function judgePilot(matters: readonly PilotMatters[]): PilotResult {
  const judged = matters.map((matter) => ({ ...matter, lacks: lackingOf(matter) }));
  const shareOf = (of: typeof judged): PilotShare => ({ calls: callsOf(of), kept: callsOf(of.filter(keptAll)) });
  const all = shareOf(judged);
  return {
    ...all,
    verdict: verdictOf(all),
    callers: callersOf(judged),
    callersKept: callersOf(judged.filter(keptAll)),
    inHours: shareOf(judged.filter(({ inHours }) => inHours)),
    afterHours: shareOf(judged.filter(({ inHours }) => !inHours)),
    lacking: {
      owner: callsOf(judged.filter(({ lacks }) => lacks.includes("owner"))),
      outcome: callsOf(judged.filter(({ lacks }) => lacks.includes("outcome"))),
      attempt: callsOf(judged.filter(({ lacks }) => lacks.includes("attempt"))),
    },
  };
}

function verdictOf({ calls, kept }: PilotShare): PilotResult["verdict"] {
  if (calls < callsMin) return "too-few";
  return kept * 100 >= calls * passPercent ? "passed" : "failed";
}

function keptAll({ lacks }: { readonly lacks: readonly Lacking[] }): boolean {
  return lacks.length === 0;
}

function callsOf(of: readonly { readonly calls: number }[]): number {
  return of.reduce((total, { calls }) => total + calls, 0);
}

function callersOf(of: readonly { readonly callers: number }[]): number {
  return of.reduce((total, { callers }) => total + callers, 0);
}
