import { type Confidence, type CostInput, type Scenarios, scenarioNames, weakest } from "./cost-input.ts";
import { dividedHalfUp, moneyWords } from "./money.ts";
import { wholeShare } from "./own-inputs.ts";

/** How many callers were lost, and in which time: so many days, or what is a month already. */
export interface LostVolume {
  readonly lost: CostInput;
  readonly days: number | "month";
}

export interface CostQuestion {
  readonly volume: LostVolume;
  /** In hundredths of a percent. */
  readonly conversion: CostInput;
  /** What a booked job, sale or first purchase brings, in cents; null: not known, and then no sum is named. */
  readonly worth: CostInput | null;
  /** What the same customer brings later (repeat orders, renewals, maintenance plans), in cents. */
  readonly repeat: CostInput | null;
  /** What customers bring whom they send, in cents. */
  readonly referral: CostInput | null;
}

export interface CostSums {
  readonly monthCents: Scenarios;
  readonly yearCents: Scenarios;
  /** What one more missed caller costs on average: conversion x worth (requirement S2-132). */
  readonly callerCents: Scenarios;
  readonly confidence: Confidence;
  /** The formula with the numbers put in, one line a reading. */
  readonly formula: Readonly<Record<keyof Scenarios, string>>;
}

export interface CostEstimate {
  readonly callersAMonth: Scenarios;
  /** Callers lost x conversion x what a customer brings first (requirement S2-36). */
  readonly simple: CostSums | null;
  /** The same with repeat orders and word of mouth (requirement S2-40); null where neither is known. */
  readonly realistic: CostSums | null;
}

/** How each sum is rounded, as every page and report says it. */
export const roundingWords =
  "Worked out in whole cents and rounded once, at the end, half up. A month is a twelfth of 365 days, a year twelve months.";

/** Both formulas, for each of the three readings. Nothing is guessed about what a customer is worth. */
export function estimateCost(question: CostQuestion, currency: string): CostEstimate {
  const { volume, worth, repeat, referral } = question;
  const callersAMonth = each((name) => perMonth(volume, volume.lost.value[name]));
  if (worth === null) return { callersAMonth, simple: null, realistic: null };
  const later = [repeat, referral].filter((input) => input !== null);
  return {
    callersAMonth,
    simple: sumsOf(question, [worth], currency),
    realistic: later.length === 0 ? null : sumsOf(question, [worth, ...later], currency),
  };
}

function sumsOf({ volume, conversion }: CostQuestion, values: readonly CostInput[], currency: string): CostSums {
  const worthOf = (name: keyof Scenarios) => values.reduce((total, { value }) => total + value[name], 0);
  const months = volume.days === "month" ? { times: 1n, by: 1n } : { times: 365n, by: BigInt(12 * volume.days) };
  const sum = (name: keyof Scenarios, times: bigint) =>
    dividedHalfUp(
      BigInt(volume.lost.value[name]) * BigInt(conversion.value[name]) * BigInt(worthOf(name)) * months.times * times,
      BigInt(wholeShare) * months.by,
    );
  const monthCents = each((name) => sum(name, 1n));
  return {
    monthCents,
    yearCents: each((name) => sum(name, 12n)),
    callerCents: each((name) =>
      dividedHalfUp(BigInt(conversion.value[name]) * BigInt(worthOf(name)), BigInt(wholeShare)),
    ),
    confidence: weakest([volume.lost, conversion, ...values]),
    formula: each((name) => {
      const callers = tidy(perMonth(volume, volume.lost.value[name]));
      const share = tidy(conversion.value[name] / (wholeShare / 100));
      const worth = values.map(({ value }) => moneyWords(value[name], currency));
      const money = worth.length === 1 ? worth[0] : `(${worth.join(" + ")})`;
      return `${callers} callers a month × ${share} % × ${money} = ${moneyWords(monthCents[name], currency)} a month`;
    }),
  };
}

function perMonth({ days }: LostVolume, callers: number): number {
  return days === "month" ? callers : (callers * 365) / (12 * days);
}

function each<Value>(of: (name: keyof Scenarios) => Value): Record<keyof Scenarios, Value> {
  const [low, middle, high] = scenarioNames;
  return { low: of(low), middle: of(middle), high: of(high) };
}

/** At most one digit after the point, and none where it would be a zero. */
function tidy(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}
