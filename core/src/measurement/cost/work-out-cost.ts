// What missed calls cost, from what was counted and what was typed in, with every input's source.
import type { DayRange } from "#measurement/figures/day-range.ts";
import { type CostInput, fromOwn, fromTyped, type Scenarios, type TypedInput } from "./cost-input.ts";
import { type CostEstimate, estimateCost, type LostVolume } from "./estimate-cost.ts";
import { type CountedLine, type LaneCallers, lostCallers } from "./lost-callers.ts";
import { dividedHalfUp } from "./money.ts";
import { guessedConversion, ownConversion, ownWorth, type Reached, type Worth } from "./own-inputs.ts";

/** One of the business's numbers in the range; the last may stand for calls to none of them. */
export interface CostNumber {
  readonly id: string | null;
  readonly label: string;
  readonly number: string | null;
  readonly source: string | null;
  readonly calls: number;
  readonly missed: number;
  readonly lanes: readonly LaneCallers[];
}

export type TypedCost = {
  readonly [key in
    | "missedPerMonth"
    | "conversion"
    | "worth"
    | "repeat"
    | "referral"
    | "minutesPerTry"
    | "staffHour"]: TypedInput | null;
};

export interface CostMaterial {
  readonly range: DayRange;
  readonly today: string;
  /** The first day there are calls of; null without any. */
  readonly firstDay: string | null;
  readonly currency: string;
  readonly typed: TypedCost;
  /** What an advertised source costs a month. */
  readonly adSpend: readonly { readonly source: string; readonly cents: number }[];
  readonly numbers: readonly CostNumber[];
  /** Of lead callers of the last twelve months. */
  readonly reached: Reached;
  readonly won: Worth;
  /** Tries beyond the first of each caller, in the range. */
  readonly extraTries: number;
}

interface GroupCost {
  readonly callers: number;
  readonly lost: Scenarios;
  readonly monthCents: Scenarios | null;
}

export interface Cost extends CostEstimate {
  readonly days: number;
  readonly inputs: {
    readonly lost: CostInput;
    readonly conversion: CostInput;
    readonly worth: CostInput | null;
    readonly repeat: CostInput | null;
    readonly referral: CostInput | null;
  };
  readonly own: { readonly conversion: CostInput | null; readonly worth: CostInput | null };
  readonly lines: readonly CountedLine[];
  readonly numbers: readonly (GroupCost & Omit<CostNumber, "lanes" | "calls" | "missed">)[];
  readonly sources: readonly (GroupCost & {
    readonly source: string;
    readonly calls: number;
    readonly missed: number;
    readonly spendMonthCents: number | null;
    readonly wastedMonthCents: Scenarios | null;
  })[];
  readonly phoneTag: {
    readonly extraTries: number;
    readonly minutesAMonth: number | null;
    readonly monthCents: number | null;
  };
}

/** What was typed in wins over what was counted: whoever types knows something the books do not. */
export function workOutCost(material: CostMaterial): Cost {
  const { typed, numbers, currency } = material;
  const days = daysCounted(material);
  const own = { conversion: ownConversion(material.reached), worth: ownWorth(material.won) };
  const { lost, lines } = lostCallers(byLane(numbers));
  const callers = numbers.reduce((sum, { lanes }) => sum + callersOf(lanes), 0);
  const volume: LostVolume =
    typed.missedPerMonth === null
      ? { lost: fromOwn(lost, callers, callers === 1 ? "caller missed" : "callers missed"), days }
      : { lost: fromTyped(typed.missedPerMonth), days: "month" };
  const inputs = {
    lost: volume.lost,
    conversion: typed.conversion === null ? (own.conversion ?? guessedConversion) : fromTyped(typed.conversion),
    worth: typed.worth === null ? own.worth : fromTyped(typed.worth),
    repeat: typed.repeat === null ? null : fromTyped(typed.repeat),
    referral: typed.referral === null ? null : fromTyped(typed.referral),
  };
  const costOf = (lanes: readonly LaneCallers[]): GroupCost => {
    const group = lostCallers(lanes).lost;
    const estimate = estimateCost({ ...inputs, volume: { lost: fromOwn(group, 0, ""), days } }, currency);
    const sums = estimate.realistic ?? estimate.simple;
    return { callers: callersOf(lanes), lost: group, monthCents: sums?.monthCents ?? null };
  };
  return {
    ...estimateCost({ ...inputs, volume }, currency),
    days,
    inputs,
    own,
    lines: typed.missedPerMonth === null ? lines : [],
    numbers: numbers
      .filter(({ lanes }) => callersOf(lanes) > 0)
      .map(({ id, label, number, source, lanes }) => ({ id, label, number, source, ...costOf(lanes) })),
    sources: bySource(material, costOf),
    phoneTag: phoneTag(material, days),
  };
}

/** Each advertised source: all its numbers together, and the part of what it costs that paid for callers who were lost. */
function bySource({ numbers, adSpend }: CostMaterial, costOf: (lanes: readonly LaneCallers[]) => GroupCost) {
  const named = numbers.flatMap((one) => (one.source === null ? [] : [{ ...one, source: one.source }]));
  return [...Map.groupBy(named, ({ source }) => source.toLocaleLowerCase("en-US"))].map(([key, of]) => {
    const group = costOf(byLane(of));
    const calls = of.reduce((sum, one) => sum + one.calls, 0);
    const spend = adSpend.find((one) => one.source.toLocaleLowerCase("en-US") === key)?.cents ?? null;
    const wasted = (lost: number) => dividedHalfUp(BigInt(spend ?? 0) * BigInt(Math.min(lost, calls)), BigInt(calls));
    return {
      source: of[0]?.source ?? key,
      calls,
      missed: of.reduce((sum, one) => sum + one.missed, 0),
      ...group,
      spendMonthCents: spend,
      wastedMonthCents:
        spend === null || calls === 0
          ? null
          : { low: wasted(group.lost.low), middle: wasted(group.lost.middle), high: wasted(group.lost.high) },
    };
  });
}

function phoneTag({ extraTries, typed }: CostMaterial, days: number): Cost["phoneTag"] {
  const { minutesPerTry, staffHour } = typed;
  if (minutesPerTry === null) return { extraTries, minutesAMonth: null, monthCents: null };
  // Per month in minutes: tries x minutes x 365 / (12 x days); in money another sixtieth of an hour's wage.
  const minutes = BigInt(extraTries) * BigInt(minutesPerTry.value) * 365n;
  const by = BigInt(12 * days);
  return {
    extraTries,
    minutesAMonth: dividedHalfUp(minutes, by),
    monthCents: staffHour === null ? null : dividedHalfUp(minutes * BigInt(staffHour.value), by * 60n),
  };
}

/** Days of the range that calls can be from: since there are any, and not in the future. At least one. */
function daysCounted({ range, today, firstDay }: CostMaterial): number {
  const from = firstDay !== null && firstDay > range.from ? firstDay : range.from;
  const to = range.to < today ? range.to : today;
  return Math.max(1, Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days + 1);
}

/** The sums of several numbers, lane by lane. */
function byLane(numbers: readonly { readonly lanes: readonly LaneCallers[] }[]): LaneCallers[] {
  const grouped = Map.groupBy(
    numbers.flatMap(({ lanes }) => lanes),
    ({ lane }) => lane,
  );
  return [...grouped].map(([lane, of]) => {
    const sum = (field: Exclude<keyof LaneCallers, "lane">) => of.reduce((total, one) => total + one[field], 0);
    return {
      lane,
      callers: sum("callers"),
      recovered: sum("recovered"),
      duplicates: sum("duplicates"),
      noLeads: sum("noLeads"),
      open: sum("open"),
      openLate: sum("openLate"),
    };
  });
}

function callersOf(lanes: readonly LaneCallers[]): number {
  return lanes.reduce((sum, { callers }) => sum + callers, 0);
}
