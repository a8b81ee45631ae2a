import { wilson } from "#measurement/wilson.ts";
import { type CostInput, fromOwn, guessed, type Scenarios } from "./cost-input.ts";

/** Shares are kept in hundredths of a percent, so that money stays whole: 20 % is 2,000. */
export const wholeShare = 10_000;

/** Callers reached, and those of them who booked. */
export interface Reached {
  readonly reached: number;
  readonly booked: number;
}

/** What the business's won leads were worth, in cents. */
export interface Worth {
  readonly cases: number;
  readonly meanCents: number;
  /** Sample standard deviation. */
  readonly spreadCents: number;
}

/** With fewer callers reached, chance alone moves the share by ten points and more. */
export const reachedMin = 20;
/** With fewer won leads, one big job would be "the average customer". */
export const worthMin = 5;
/** Four of five times the true value lies within so many standard errors. */
const width = 1.2816;

/** The conservative range for whoever does not know better: 10, 20 and 30 percent (requirement S2-38). */
export const guessedConversion: CostInput = guessed({ low: 1_000, middle: 2_000, high: 3_000 });

/**
 * How many of the callers who are reached book, by the business's own callbacks; null with fewer than `reachedMin`. The range
 * is Wilson's: the fewer, the wider.
 */
export function ownConversion({ reached, booked }: Reached): CostInput | null {
  if (reached < reachedMin) return null;
  const share = booked / reached;
  const bounds = wilson(booked, reached, width);
  const value = {
    low: Math.floor(bounds.low * wholeShare),
    middle: Math.round(share * wholeShare),
    high: Math.ceil(bounds.high * wholeShare),
  };
  return fromOwn(ordered(value), reached, "callers reached");
}

/** What a customer is worth by the business's own won leads; null with fewer than `worthMin`. */
export function ownWorth({ cases, meanCents, spreadCents }: Worth): CostInput | null {
  if (cases < worthMin) return null;
  const half = (width * spreadCents) / Math.sqrt(cases);
  const value = {
    low: Math.max(0, Math.round(meanCents - half)),
    middle: Math.round(meanCents),
    high: Math.round(meanCents + half),
  };
  return fromOwn(value, cases, "won leads");
}

function ordered({ low, middle, high }: Scenarios): Scenarios {
  return { low: Math.min(low, middle), middle, high: Math.max(high, middle) };
}
