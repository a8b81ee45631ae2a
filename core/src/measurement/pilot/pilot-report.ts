import type { DayRange } from "#measurement/figures/day-range.ts";
import { rangeWords } from "#measurement/figures/range-words.ts";
import type { ReadinessCheck } from "#measurement/readiness/judge-readiness.ts";
import { type Report, type ReportColumn, type ReportSection, wordsSection } from "#measurement/report/report-model.ts";
import { agreementWords, type ComparedRecords, differenceWords } from "./compare-records.ts";
import { callsMin, type PilotResult, type PilotShare, passPercent, pilotDays } from "./judge-pilot.ts";
import { type ComparedPair, pilotClaim } from "./pilot-snapshot.ts";
import { verdictFigure, verdictFigureNote, verdictFigureOf, verdictShareWords } from "./verdict-figure.ts";

export interface ReportedPilot {
  readonly businessName: string;
  readonly ownerName: string;
  /** null: all. */
  readonly numbers: readonly string[] | null;
  readonly baseline: DayRange;
  readonly baselineSource: "imported" | "first-days";
  readonly baselineHash: string | null;
  /** null before it was started. */
  readonly days: DayRange | null;
  readonly readiness: readonly ReadinessCheck[];
  readonly result: PilotResult | null;
  /** The verdict was taken; else it is how it stands so far. */
  readonly final: boolean;
  readonly resultHash: string | null;
  readonly figures: readonly ComparedPair[];
  readonly records: ComparedRecords | null;
}

export const verdictWords: Readonly<Record<PilotResult["verdict"], string>> = {
  passed: "Passed",
  failed: "Failed",
  "too-few": "Too few calls to say",
};

/** The pilot as a report: verdict, what lacked, in and after hours, compared figures, compared records, readiness. */
export function pilotReport(pilot: ReportedPilot): Report {
  const { result, records } = pilot;
  return {
    id: "pilot",
    title: `Recovery pilot${pilot.final && result !== null ? `: ${verdictWords[result.verdict]}` : ""}`,
    subtitle: `${pilot.businessName}, ${pilot.days === null ? "not started yet" : rangeWords(pilot.days)}`,
    claim: pilotClaim,
    sections: [
      about(pilot),
      ...(result === null ? [] : [verdict(result, pilot.final)]),
      figures(pilot),
      ...(records === null ? [] : [places(records), differences(records)]),
      readiness(pilot.readiness),
      proof(pilot),
    ],
  };
}

/** Before one was planned: whether the business is ready for it. */
export function unplannedPilotReport(businessName: string, checks: readonly ReadinessCheck[]): Report {
  return {
    id: "pilot",
    title: "Recovery pilot",
    subtitle: `${businessName}, not planned yet`,
    claim: pilotClaim,
    sections: [readiness(checks)],
  };
}

const text = (title: string): ReportColumn => ({ title, kind: "text" });
const counted = (title: string): ReportColumn => ({ title, kind: "count" });

function about({ ownerName, numbers, baseline, baselineSource, days }: ReportedPilot): ReportSection {
  return wordsSection("about", "What was tried", [
    `Answers for it: ${ownerName}. Numbers: ${numbers === null ? "all" : numbers.join(", ")}.`,
    `Baseline: ${rangeWords(baseline)}, ${baselineSource === "imported" ? "from the imported phone log" : "the first days Ringback listened"}. Pilot: ${days === null ? "not started" : rangeWords(days)}.`,
    `It passes when ${passPercent} % of the missed calls of ${pilotDays} days, in and after business hours, got an owner, an outcome and a callback attempt before the promise was due. Fewer than ${callsMin} missed calls prove nothing.`,
  ]);
}

function verdict(result: PilotResult, final: boolean): ReportSection {
  const row = (title: string, { calls, kept }: PilotShare) => [title, calls, kept, calls === 0 ? null : kept / calls];
  const { lacking } = result;
  return {
    id: "verdict",
    title: final ? verdictWords[result.verdict] : "So far",
    words: [
      `${verdictFigure.title}: ${verdictShareWords(verdictFigureOf(result).value)}. ${result.kept} of ${result.calls} missed calls had all three; so did ${result.callersKept} of ${result.callers} callers.`,
      `Lacking an owner: ${lacking.owner}; an outcome: ${lacking.outcome}; an attempt in time: ${lacking.attempt}. One call may lack several.`,
    ],
    columns: [text(""), counted("Missed calls"), counted("With all three"), { title: "Share", kind: "goal-share" }],
    rows: [row("All", result), row("In business hours", result.inHours), row("After hours", result.afterHours)],
  };
}

function figures({ figures: pairs }: ReportedPilot): ReportSection {
  return {
    id: "figures",
    title: "Before and during",
    words: [
      ...(pairs.length === 0 ? [] : [verdictFigureNote]),
      ...pairs.flatMap(({ definition, caution }) => (caution === null ? [] : [`${definition.title}: ${caution}`])),
    ],
    columns: [text("Figure"), counted("Baseline"), counted("Pilot"), text("What counts")],
    rows: pairs.map(({ definition, baseline, pilot }) => [
      definition.title,
      baseline?.value ?? null,
      pilot?.value ?? null,
      definition.counts,
    ]),
    rowKinds: pairs.map(({ definition: { id, unit } }) => (id === verdictFigure.id ? "goal-share" : unit)),
  };
}

function places({ places: found }: ComparedRecords): ReportSection {
  return {
    id: "places",
    title: "From the phone log to a closed callback",
    words: [],
    columns: [text("Place"), counted("Calls")],
    rows: found.map(({ title, calls }) => [title, calls]),
  };
}

function differences(records: ComparedRecords): ReportSection {
  const { differences: found } = records;
  const agreement = agreementWords(records);
  return {
    id: "differences",
    title: "Differences",
    words: agreement === null ? [] : [agreement],
    columns: found.length === 0 ? [] : [text("Difference"), counted("Calls")],
    rows: found.map(({ kind, calls }) => [differenceWords[kind], calls]),
  };
}

function readiness(checks: readonly ReadinessCheck[]): ReportSection {
  return {
    id: "readiness",
    title: "Readiness",
    words: [],
    columns: [text("Check"), text("Ready"), { ...text("Found"), people: true }],
    rows: checks.map(({ title, ready, words }) => [title, ready ? "yes" : "no", words]),
  };
}

function proof({ baselineHash, resultHash }: ReportedPilot): ReportSection {
  return wordsSection("proof", "Kept as it was", [
    baselineHash === null ? "The baseline is still being counted." : `Baseline, SHA-256: ${baselineHash}`,
    ...(resultHash === null ? [] : [`Verdict, SHA-256: ${resultHash}`]),
  ]);
}
