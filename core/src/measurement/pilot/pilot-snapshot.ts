import type { Counts } from "#measurement/figures/counts.ts";
import { type FigureValue, figureDefinitions, figuresOf } from "#measurement/figures/definitions.ts";
import type { ComparedRecords } from "./compare-records.ts";
import { judgePilot, type Lacking, lackingOf, type PilotMatters, type PilotResult } from "./judge-pilot.ts";
import { type ToldFigure, verdictFigure, verdictFigureOf } from "./verdict-figure.ts";

/** A figure as it was when a snapshot was taken. */
export interface KeptFigure extends FigureValue {
  readonly id: string;
}

/** One callback as a verdict judges it. `callId`: the call that began it. */
export interface PilotMatter extends PilotMatters {
  readonly id: string;
  readonly callId: string | null;
  readonly at: string;
}

/** A callback that lacked something. */
export type LackingMatter = Pick<PilotMatter, "id" | "callId" | "at"> & { readonly lacks: readonly Lacking[] };

/** Which callbacks were counted, newest first, so that the verdict's figure opens those and no others. */
export interface JudgedMatters {
  /** By their ids, those that lacked nothing. */
  readonly kept: readonly string[];
  readonly lacking: readonly LackingMatter[];
}

/** What is kept of a baseline, as JSON. `numberIds` null: all numbers. */
export interface BaselineSnapshot {
  readonly source: "imported" | "first-days";
  readonly from: string;
  readonly to: string;
  readonly numberIds: readonly string[] | null;
  readonly figures: readonly KeptFigure[];
  /** Missing where a log was imported, and where an older release kept it. */
  readonly judged?: JudgedMatters;
}

/** What is kept of a pilot that has ended, as JSON. */
export interface ResultSnapshot {
  readonly from: string;
  readonly to: string;
  readonly numberIds: readonly string[] | null;
  readonly result: PilotResult;
  readonly figures: readonly KeptFigure[];
  readonly records: ComparedRecords;
  /** Missing where an older release kept it. */
  readonly judged?: JudgedMatters;
}

/** Which of the callbacks a verdict counts lacked what. */
export function judgedOf(matters: readonly PilotMatter[]): JudgedMatters {
  const judged = matters.map((matter) => ({ ...matter, lacks: lackingOf(matter) }));
  return {
    kept: judged.flatMap(({ id, lacks }) => (lacks.length === 0 ? [id] : [])),
    lacking: judged.flatMap(({ id, callId, at, lacks }) => (lacks.length === 0 ? [] : [{ id, callId, at, lacks }])),
  };
}

/**
 * The figures a pilot is compared by, missed calls and callbacks first (requirement S0-39). The baseline metric of the trade,
 * `missed_call_callback_time`, stands in both its forms (requirements S1-42, S1-43).
 */
export const comparedFigures = [
  "calls.missed",
  "calls.missed-rate",
  "callers.attempted",
  "callers.attempted-in-time",
  "callers.recovered",
  "callers.stale",
  "callers.booked",
  "callers.time-to-attempt.open.median",
  "callers.time-to-conversation.open.median",
  "missed_call_callback_time.assigned.wall.median",
  "missed_call_callback_time.completed.wall.median",
] as const;

/** What a phone log cannot know, so that a baseline out of one has nothing to compare with. */
const notInLogs: readonly string[] = [
  "callers.booked",
  "missed_call_callback_time.assigned.wall.median",
  "missed_call_callback_time.completed.wall.median",
];

/** The figures of a baseline: those of its days, and what a verdict would have counted in them. */
export function keepBaselineFigures(counts: Counts, matters: readonly PilotMatters[]): KeptFigure[] {
  return [...keepFigures(counts), { id: verdictFigure.id, ...verdictFigureOf(judgePilot(matters)) }];
}

/** The figures of a snapshot, out of the counts of its days. */
export function keepFigures(counts: Counts): KeptFigure[] {
  const values = new Map(figuresOf(counts).map((figure) => [figure.id, figure]));
  return comparedFigures.flatMap((id) => {
    const figure = values.get(id);
    return figure === undefined ? [] : [figure];
  });
}

export interface ComparedPair {
  readonly definition: ToldFigure;
  readonly baseline: FigureValue | null;
  readonly pilot: FigureValue | null;
  /** Why the two cannot be compared; null where they can. */
  readonly caution: string | null;
}

/** Baseline and pilot side by side, figure by figure, that of the verdict first. */
export function compareSnapshots(
  baseline: Pick<BaselineSnapshot, "source" | "figures">,
  pilot: Pick<ResultSnapshot, "result" | "figures"> | null,
): ComparedPair[] {
  return [verdictPair(baseline, pilot?.result ?? null), ...otherPairs(baseline, pilot?.figures ?? null)];
}

function verdictPair(
  { source, figures }: Pick<BaselineSnapshot, "source" | "figures">,
  result: PilotResult | null,
): ComparedPair {
  const before = source === "imported" ? undefined : figures.find(({ id }) => id === verdictFigure.id);
  const pilot = result === null ? null : verdictFigureOf(result);
  if (before !== undefined) return { definition: verdictFigure, baseline: before, pilot, caution: null };
  const caution = source === "imported" ? logsAreBlind : "This baseline was kept before Ringback kept this figure.";
  return { definition: verdictFigure, baseline: null, pilot, caution };
}

const logsAreBlind = "A phone log knows no owners, outcomes or bookings, so there is nothing to compare with.";

function otherPairs(
  baseline: Pick<BaselineSnapshot, "source" | "figures">,
  pilot: readonly KeptFigure[] | null,
): ComparedPair[] {
  return comparedFigures.flatMap((id) => {
    const definition = figureDefinitions.find((one) => one.id === id);
    if (definition === undefined) return [];
    const blind = baseline.source === "imported" && notInLogs.includes(id);
    return [
      {
        definition,
        baseline: blind ? null : (baseline.figures.find((one) => one.id === id) ?? null),
        pilot: pilot?.find((one) => one.id === id) ?? null,
        caution: blind ? logsAreBlind : null,
      },
    ];
  });
}

/** What may be claimed from a pilot, printed on every page of its report (requirements S1-39, S1-54). */
export const pilotClaim =
  "Claim level: for planning. Fourteen days of one business before and after, without a control group; not validated evidence of an outcome.";
