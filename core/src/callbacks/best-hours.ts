import { clockWords } from "./clock-words.ts";

/** A moment at which the caller was on the phone: they called, or they answered. */
export interface CallerMoment {
  readonly at: Temporal.Instant;
  readonly did: "called" | "answered";
}

/** An hour of the day at which calling is likely to reach them, and why. */
export interface BestHour {
  /** 0 to 23 in the business's zone. */
  readonly hour: number;
  readonly why: string;
}

const hoursMax = 3;
/** That they answered says twice as much as that they called. */
const weights: Readonly<Record<CallerMoment["did"], number>> = { answered: 2, called: 1 };

/**
 * The hours of the day in which the caller used to be on the phone, best first, three at most. One call says nothing yet
 * (everybody has called once); one answer does.
 */
export function bestHours(moments: readonly CallerMoment[], now: Temporal.Instant, timeZone: string): BestHour[] {
  const byHour = new Map<number, { weight: number; newest: CallerMoment; calls: number }>();
  for (const moment of moments) {
    const { hour } = moment.at.toZonedDateTimeISO(timeZone);
    const known = byHour.get(hour);
    const isNewer = known === undefined || isBetter(moment, known.newest);
    byHour.set(hour, {
      weight: (known?.weight ?? 0) + weights[moment.did],
      newest: isNewer ? moment : known.newest,
      calls: (known?.calls ?? 0) + 1,
    });
  }
  return [...byHour]
    .filter(([, { weight }]) => weight >= 2)
    .sort(([a, x], [b, y]) => y.weight - x.weight || a - b)
    .slice(0, hoursMax)
    .map(([hour, { newest, calls }]) => ({ hour, why: whyWords(newest, calls, now, timeZone) }));
}

/** An answer is worth telling before a call, the newest of each. */
function isBetter(a: CallerMoment, b: CallerMoment): boolean {
  if (a.did !== b.did) return a.did === "answered";
  return Temporal.Instant.compare(a.at, b.at) > 0;
}

function whyWords({ did, at }: CallerMoment, calls: number, now: Temporal.Instant, timeZone: string): string {
  if (did === "answered") return `answered ${clockWords(at, now, timeZone)}`;
  return calls === 2 ? "called twice around then" : `called ${calls} times around then`;
}
