// The figures of a range, for a screen or a program: everything that `GET /figures` answers.
import type { Figure, FigurePoint, FigureQuery, FigureSplit, FiguresAnswer } from "@ringback/contract/figures.ts";
import { noNumberId } from "@ringback/contract/no-number.ts";
import { missLabel } from "@ringback/core/callbacks/call-words.ts";
import type { Compare } from "@ringback/core/measurement/figures/asked.ts";
import {
  add,
  type CallCounts,
  type Counts,
  type MatterCounts,
  noCalls,
  noMatters,
} from "@ringback/core/measurement/figures/counts.ts";
import { type DayRange, trendParts } from "@ringback/core/measurement/figures/day-range.ts";
import { type FigureValue, figuresOf } from "@ringback/core/measurement/figures/definitions.ts";
import { outsideRanges } from "@ringback/core/measurement/figures/figure-sources.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { hoursLabels, laneLabels, returningLabels } from "@ringback/core/measurement/figures/range-words.ts";
import { isEnough, isEnoughForShare } from "@ringback/core/measurement/figures/small-numbers.ts";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { loadParts, type Part } from "./figure-parts.ts";
import {
  type FigureQuestion,
  noneLabel,
  type ReadQuestion,
  type ReportedNumber,
  readQuestion,
} from "./figure-question.ts";
import { summedRange } from "./figure-ranges.ts";
import { splitCounts } from "./figure-splits.ts";
import { countsOf } from "./figures.ts";

export type AskedFigures = FigureQuery & { readonly compare?: Compare | undefined };
export type FiguresOrRefusal =
  | { readonly ok: true; readonly answer: FiguresAnswer }
  | Extract<ReadQuestion, { ok: false }>;

/** Every figure of a range with its splits, its trend and what it is compared with. */
export async function figuresAnswer(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: AskedFigures,
): Promise<FiguresOrRefusal> {
  return await transaction(db, accountId, now, (tx) => loadFigures(tx, asked), { sees: "one moment" });
}

/** The same within a transaction that asks for more. */
export async function loadFigures(tx: Transaction, asked: AskedFigures): Promise<FiguresOrRefusal> {
  const read = await readQuestion(tx, asked);
  if (!read.ok) return read;
  const { range, before, filter, ...about } = read.question;
  const { step } = trendParts(range);
  const [now, then] = await Promise.all([summedRange(tx, range), before === null ? null : summedRange(tx, before)]);
  const [counts, countsBefore, parts, trend, trendBefore] = await Promise.all([
    countsOf(tx, now, filter),
    then === null ? null : countsOf(tx, then, filter),
    loadParts(tx, now, filter),
    loadTrend(tx, range, filter),
    before === null ? [] : loadTrend(tx, before, filter),
  ]);
  const answer: FiguresAnswer = {
    timeZone: about.timeZone,
    today: about.today,
    firstDay: about.firstDay,
    range,
    before,
    rangeWords: about.rangeWords,
    beforeWords: about.beforeWords,
    filterWords: [...about.filterWords],
    figures: compareFigures(counts, countsBefore),
    splits: splitsOf(parts, about),
    trend: { step, points: trend, before: trendBefore },
    whatBecame: whatBecameOf(counts),
    outside: [...outsideRanges],
  };
  return { ok: true, answer };
}

/** Each figure with the same of the range before. */
export function compareFigures(counts: Counts, before: Counts | null): Figure[] {
  const earlier = new Map(before === null ? [] : figuresOf(before).map((figure) => [figure.id, figure]));
  return figuresOf(counts).map((figure) => {
    const then = earlier.get(figure.id);
    return {
      id: figure.id,
      ...toValue(figure.id, figure),
      before: then === undefined ? null : toValue(figure.id, then),
    };
  });
}

function toValue(id: string, { value, part, whole }: FigureValue) {
  return { value, part, whole, enough: isEnough(id, { whole }) };
}

type Parts = Awaited<ReturnType<typeof loadParts>>;

function splitsOf(parts: Parts, { numbers }: Pick<FigureQuestion, "numbers">): FiguresAnswer["splits"] {
  const labels = new Map(numbers.map(({ id, label }) => [id, label]));
  const byNumber = parts.number.map((part) => toSplit(part, labels.get(part.key) ?? noneLabel));
  return {
    byNumber,
    bySource: byLabelOf(parts.number, numbers, "source", "No source"),
    byLine: byLabelOf(parts.number, numbers, "line", "No line of service"),
    byReason: parts.reason
      .filter(({ key }) => key !== "answered")
      .map((part) => ({ ...toSplit(part, missLabel(part.key)), missedRate: null }))
      .sort((a, b) => b.missed - a.missed),
    byLane: parts.lane.map((part) =>
      toSplit(part, (laneLabels as Readonly<Record<string, string>>)[part.key] ?? part.key),
    ),
    byReturning: parts.returning.map((part) => toSplit(part, returningLabels[part.key === "true" ? "true" : "false"])),
    byHours: parts.hours.map(({ key, ...sums }) => {
      const hours = key === "true" ? "open" : "closed";
      return toSplit({ key: hours, ...sums }, hoursLabels[hours]);
    }),
  };
}

/** Numbers that share a label, summed up. Those without are one part that no filter names. */
function byLabelOf(
  parts: readonly Part[],
  numbers: readonly ReportedNumber[],
  what: "source" | "line",
  none: string,
): FigureSplit[] {
  const labels = new Map(numbers.map((number) => [number.id, number[what]]));
  const grouped = Map.groupBy(
    parts,
    ({ key }) => (key === noNumberId ? null : (labels.get(key) ?? null))?.toLowerCase() ?? null,
  );
  return [...grouped].map(([group, ofGroup]) => {
    const label = numbers.find((number) => number[what]?.toLowerCase() === group)?.[what] ?? null;
    const sums = ofGroup.reduce(
      (sum, part) => ({ key: "", calls: add(sum.calls, part.calls), matters: add(sum.matters, part.matters) }),
      { key: "", calls: noCalls, matters: noMatters },
    );
    return { ...toSplit(sums, label ?? none), key: label };
  });
}

function toSplit({ key, calls, matters }: Part, label: string): FigureSplit {
  return { key, label, ...toSums(calls, matters), enough: isEnoughForShare(calls.calls) };
}

function toSums(calls: CallCounts, matters: MatterCounts) {
  return {
    calls: calls.calls,
    answered: calls.answered,
    missed: calls.missed,
    missedRate: calls.calls === 0 ? null : calls.missed / calls.calls,
    callers: matters.matters,
    attempted: matters.attempted,
    attemptedInTime: matters.attemptedInTime,
    recovered: matters.recovered,
    booked: matters.booked,
    completed: matters.completed,
    stale: matters.stale,
  };
}

/** The range in parts that a screen can draw; those in which nothing was are there with zeros. */
async function loadTrend(tx: Transaction, range: DayRange, filter: MeasureFilter): Promise<FigurePoint[]> {
  const { step, parts } = trendParts(range);
  const by = step === "month" || step === "quarter" ? "month" : "day";
  const counted = await splitCounts(tx, range, filter, by);
  return parts.map((part) => {
    const inside = counted.filter(({ key }) => {
      if (key === null) return false;
      return by === "month"
        ? key >= part.from.slice(0, 7) && key <= part.to.slice(0, 7)
        : key >= part.from && key <= part.to;
    });
    const calls = inside.reduce((sum, one) => add(sum, one.calls), noCalls);
    const matters = inside.reduce((sum, one) => add(sum, one.matters), noMatters);
    return { ...part, ...toSums(calls, matters) };
  });
}

function whatBecameOf({ calls, matters }: Counts): FiguresAnswer["whatBecame"] {
  const steps = [
    ["owned", "Given an owner", matters.owned, "callers.owned"],
    ["told", "Told at once", matters.told, "callers.told"],
    ["attempted", "Called back", matters.attempted, "callers.attempted"],
    ["recovered", "Talked to a person", matters.recovered, "callers.recovered"],
    ["booked", "Booked", matters.booked, "callers.booked"],
    ["open", "Still open", matters.open, "callers.open"],
  ] as const;
  return {
    missedCalls: calls.missed,
    callers: matters.matters,
    steps: steps.map(([step, title, callers, figure]) => ({ step, title, callers, figure })),
  };
}
