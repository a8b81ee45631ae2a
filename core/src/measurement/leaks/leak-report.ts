// Everything the page of leaks shows of a range, but for its words about range and filter.
import type { MissReason } from "#calls/missed-call.ts";
import { applyChanges } from "#measurement/replay/apply-changes.ts";
import type { PastCall } from "#measurement/replay/past-call.ts";
import { type PreparedPast, prepareInSteps, type ReplayPast, replayInSteps } from "#measurement/replay/replay-calls.ts";
import { type CountRange, callersOf, sum } from "#measurement/replay/scenario-result.ts";
import { atOnce, type Steps } from "#measurement/steps.ts";
import { findLeaks } from "./find-leaks.ts";
import { isIn } from "./find-windows.ts";
import { type Finding, leakCauses } from "./finding.ts";
import { fewerThan, type GridCell, gridOf, hoursWithCalls, rateOf } from "./grid.ts";
import { headlineOf } from "./headline.ts";
import type { LeakContext } from "./leak-context.ts";
import { othersName } from "./others-name.ts";
import { othersOnTheLine } from "./others-on-the-line.ts";

interface Part {
  readonly label: string;
  readonly calls: number;
  readonly missed: number;
  readonly rate: number | null;
}

export interface ReportedFinding extends Omit<Finding, "missed" | "change" | "window"> {
  readonly cause: string;
  readonly missed: number;
  /** All missed calls behind it, newest first. */
  readonly callIds: readonly string[];
  readonly callers: number;
  readonly emergencies: number;
  readonly share: number;
  readonly change:
    | (NonNullable<Finding["change"]> & { readonly meets: (CountRange & { readonly of: number }) | null })
    | null;
}

export interface LeakFigures {
  readonly calls: number;
  readonly missed: number;
  readonly missedInHours: number;
  readonly headline: string | null;
  readonly fewerThan: number;
  readonly hours: { readonly from: number; readonly to: number } | null;
  readonly cells: readonly (GridCell & { readonly findings: readonly string[] })[];
  readonly byNumber: readonly (Part & { readonly numberId: string | null })[];
  readonly byReason: readonly (Part & { readonly reason: MissReason })[];
  readonly byOthers: readonly (Part & { readonly others: number; readonly orMore: boolean })[];
  readonly findings: readonly ReportedFinding[];
  /** The missed calls of each part of `byOthers`, newest first, by the name under which they are opened. */
  readonly callsByOthers: Readonly<Record<string, readonly string[]>>;
}

/** A report as it is kept and shown: the figures with what they are about. The calls behind a finding are kept beside it. */
export interface LeakReport extends Omit<LeakFigures, "findings" | "callsByOthers"> {
  readonly timeZone: string;
  readonly range: { readonly from: string; readonly to: string };
  readonly rangeWords: string;
  readonly filterWords: readonly string[];
  readonly madeAt: string;
  readonly refreshing: boolean;
  readonly cutTo: number | null;
  readonly findings: readonly Omit<ReportedFinding, "callIds">[];
}

/** As many others on the line are shown one by one; more are put together. */
const mostOthers = 4;

/**
 * Works out where calls leak. `about` names people, numbers and who might help, and says which of the calls are asked for (null:
 * all of them): the others still keep people busy, and still show how they answer.
 */
export function leakFigures(past: ReplayPast, about: LeakAbout): LeakFigures {
  return atOnce(leaksInSteps(past, about));
}

interface LeakAbout extends Pick<LeakContext, "names" | "helpers"> {
  readonly reasonWords: (reason: MissReason) => string;
  readonly asked: ReadonlySet<PastCall> | null;
}

/** The same in steps, for very many calls. */
export function* leaksInSteps(past: ReplayPast, about: LeakAbout): Steps<LeakFigures> {
  const prepared = yield* prepareInSteps(past);
  yield;
  const { current } = prepared;
  const { asked, names, helpers } = about;
  const others = othersOnTheLine(past.calls);
  const onTheLine = new Map(past.calls.map((call, index) => [call, others[index] ?? 0]));
  const othersOf = (call: PastCall) => onTheLine.get(call) ?? 0;
  const calls = asked === null ? past.calls : past.calls.filter((call) => asked.has(call));
  yield;
  const findings = yield* findLeaks({ ...prepared, calls, names, helpers, othersOf });
  const missed = calls.filter(({ outcome }) => outcome === "missed");
  const grid = gridOf(calls, current.hours.timeZone, othersOf);
  yield;
  const { byOthers, callsByOthers } = othersParts(calls, othersOf);
  const reported: ReportedFinding[] = [];
  for (const finding of findings) reported.push(yield* reportInSteps(prepared, finding, missed.length));
  return {
    calls: calls.length,
    missed: missed.length,
    missedInHours: missed.filter(({ inHours }) => inHours).length,
    headline: headlineOf(calls, findings),
    fewerThan,
    hours: hoursWithCalls(grid),
    cells: grid.map((cell) => ({ ...cell, findings: findings.filter((one) => covers(one, cell)).map(({ id }) => id) })),
    byNumber: partsBy(calls, ({ numberId }) => numberId).map(([numberId, part]) => ({
      ...part,
      numberId,
      label: numberId === null ? "Numbers not in your list" : about.names.number(numberId),
    })),
    byReason: partsBy(missed, ({ missReason }) => missReason ?? "unknown").map(([reason, part]) => ({
      ...part,
      reason,
      label: about.reasonWords(reason),
      rate: part.missed / missed.length,
    })),
    byOthers,
    findings: reported,
    callsByOthers,
  };
}

function covers({ window }: Finding, { weekday, hour }: GridCell): boolean {
  if (window === null) return false;
  const from = Math.floor(minuteOf(window.from) / 60);
  return isIn({ weekday, hour }, { weekdays: window.weekdays, from, to: Math.ceil(minuteOf(window.to) / 60) });
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function* reportInSteps(past: PreparedPast, finding: Finding, allMissed: number): Steps<ReportedFinding> {
  const { missed, change, window: _window, ...plain } = finding;
  const callIds = newestFirst(missed);
  return {
    ...plain,
    cause: leakCauses[finding.kind],
    missed: missed.length,
    callIds,
    callers: callersOf(missed),
    emergencies: missed.filter(({ emergency }) => emergency).length,
    share: allMissed === 0 ? 0 : missed.length / allMissed,
    change: change === null ? null : { ...change, meets: yield* meetsInSteps(past, finding) },
  };
}

function newestFirst(calls: readonly PreparedPast["calls"][number][]): string[] {
  return calls.toSorted((a, b) => b.arrivedMs - a.arrivedMs).map(({ id }) => id);
}

/** How many of the leak's own missed calls its change would have met. */
function* meetsInSteps(past: PreparedPast, { change, missed }: Finding): Steps<(CountRange & { of: number }) | null> {
  if (change === null || change.changes.length === 0) return null;
  const own = new Set(missed);
  const replayed = yield* replayInSteps(past, applyChanges(past.current, change.changes));
  return { ...sum(replayed.filter(({ call }) => own.has(call)).map(({ avoided }) => avoided)), of: missed.length };
}

function othersParts(
  calls: PreparedPast["calls"],
  othersOf: LeakContext["othersOf"],
): Pick<LeakFigures, "byOthers" | "callsByOthers"> {
  const counts = Array.from({ length: mostOthers + 1 }, () => ({
    calls: 0,
    missed: [] as PreparedPast["calls"][number][],
  }));
  for (const call of calls) {
    const count = counts[Math.min(othersOf(call), mostOthers)];
    if (count === undefined) continue;
    count.calls += 1;
    if (call.outcome === "missed") count.missed.push(call);
  }
  const words = (count: number) =>
    count === 0
      ? "No other call on"
      : `${count === mostOthers ? `${count} or more` : count} other ${count === 1 ? "call" : "calls"} on`;
  return {
    byOthers: counts
      .map((count, index) => ({
        calls: count.calls,
        missed: count.missed.length,
        others: index,
        orMore: index === mostOthers,
        label: words(index),
        rate: rateOf(count.missed.length, count.calls),
      }))
      .filter((part) => part.calls > 0),
    callsByOthers: Object.fromEntries(counts.map(({ missed }, index) => [othersName(index), newestFirst(missed)])),
  };
}

function partsBy<Key>(
  calls: PreparedPast["calls"],
  keyOf: (call: PreparedPast["calls"][number]) => Key,
): [Key, { calls: number; missed: number; rate: number | null }][] {
  const parts = new Map<Key, { calls: number; missed: number }>();
  for (const call of calls) {
    const key = keyOf(call);
    const part = parts.get(key) ?? { calls: 0, missed: 0 };
    part.calls += 1;
    if (call.outcome === "missed") part.missed += 1;
    parts.set(key, part);
  }
  return [...parts]
    .sort(([, a], [, b]) => b.missed - a.missed || b.calls - a.calls)
    .map(([key, part]) => [key, { ...part, rate: rateOf(part.missed, part.calls) }]);
}
