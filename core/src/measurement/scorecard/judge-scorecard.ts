// The scorecard: five checks, each a level with its evidence. Missing data is red, never green.
import type { DrillChecks } from "#measurement/judge-drill.ts";
import { checkDefinitions, levelOf } from "./check-definitions.ts";
import { type CheckName, checkNames, type ScorecardCase, stageOf } from "./scorecard-case.ts";

/** The newest drill that came to an end. */
export interface ScorecardDrill {
  readonly id: string;
  readonly startedAt: Temporal.Instant;
  readonly checks: DrillChecks;
}

export interface ScorecardMaterial {
  /** The newest callers missed, newest first; `queries` say how many and how far back. */
  readonly cases: readonly ScorecardCase[];
  readonly drill: ScorecardDrill | null;
  /** Whether texts to missed callers are switched on. */
  readonly textsOn: boolean;
}

export type EvidenceKind = "callers" | "lately" | "drill" | "setting";

export interface CheckEvidence {
  readonly kind: EvidenceKind;
  readonly words: string;
  /** What this alone would make of the check; null: it proves nothing. */
  readonly level: number | null;
  /** The calls to open: those that failed, else those that passed; the newest first. */
  readonly calls: readonly EvidenceCall[];
  readonly drillId: string | null;
}

/** A call to open. */
export interface EvidenceCall {
  readonly id: string;
  readonly at: Temporal.Instant;
}

export interface CheckResult {
  readonly check: CheckName;
  /** 1 to 5; null: not proven. */
  readonly level: number | null;
  readonly colour: "green" | "amber" | "red";
  readonly passed: number;
  readonly judged: number;
  readonly evidence: readonly CheckEvidence[];
}

export interface Scorecard {
  readonly checks: readonly CheckResult[];
  /** How many checks are green, 0 to 5. */
  readonly score: number;
  readonly words: string;
}

/** With fewer callers a share says nothing; then only a drill can prove a check. */
export const callersMin = 5;
/** What broke yesterday must not hide behind a good month: of the last ten, seven have to pass. */
export const lately = { callers: 10, passMin: 7, halfMin: 4 } as const;
/** A drill older than this proves nothing any more. */
export const drillDays = 28;
const callsNamed = 50;

/** Judges all five checks. A check has the level of its worst evidence; a share alone reaches 4, with a passed drill 5. */
export function judgeScorecard(material: ScorecardMaterial, now: Temporal.Instant): Scorecard {
  const checks = checkNames.map((check) => judgeCheck(check, material, now));
  const score = checks.filter(({ colour }) => colour === "green").length;
  return { checks, score, words: scoreWords(score) };
}

/** What a total means (requirements S3-37 to S3-40, S3-15). */
export function scoreWords(score: number): string {
  if (score >= 5) return "A system that recovers callers: every stage holds, and you can prove it.";
  if (score === 4) return "Nearly a system: one stage does not hold, and that is where callers get lost.";
  if (score === 3) return "Recovery on good days: two stages do not hold, so who is saved depends on who is around.";
  return "Callers are leaking: when one is saved, it is luck.";
}

function judgeCheck(
  check: CheckName,
  { cases, drill, textsOn }: ScorecardMaterial,
  now: Temporal.Instant,
): CheckResult {
  const judged = cases.flatMap((one) => {
    const verdict = stageOf(one, check);
    return verdict === "not-judged" ? [] : [{ ...one, passed: verdict === "passed" }];
  });
  const passed = judged.filter((one) => one.passed).length;
  const fromDrill = drillEvidence(check, drill, now);
  const drilled = fromDrill?.level === 5;
  const evidence = [
    ...settingEvidence(check, textsOn),
    callersEvidence(check, judged, drilled),
    ...latelyEvidence(judged),
    ...(fromDrill === null ? [] : [fromDrill]),
  ];
  const level = overall(evidence, drilled);
  return { check, level, colour: colourOf(level), passed, judged: judged.length, evidence };
}

interface Judged extends Pick<ScorecardCase, "callId" | "startedAt"> {
  readonly passed: boolean;
}

function callersEvidence(check: CheckName, judged: readonly Judged[], drilled: boolean): CheckEvidence {
  const passed = judged.filter((one) => one.passed).length;
  const failed = judged.filter((one) => !one.passed);
  const share = judged.length === 0 ? 0 : passed / judged.length;
  const level = levelOf(share, checkDefinitions[check].shares);
  const enough = judged.length >= callersMin;
  return {
    kind: "callers",
    words: enough
      ? `${passed} of ${judged.length} callers passed.`
      : `${judged.length === 0 ? "No caller" : `Only ${judged.length} ${judged.length === 1 ? "caller" : "callers"}`} to judge by yet; it takes ${callersMin}.`,
    level: enough ? (drilled ? level : Math.min(level, 4)) : null,
    calls: callsOf(failed.length > 0 ? failed : judged),
    drillId: null,
  };
}

function latelyEvidence(judged: readonly Judged[]): CheckEvidence[] {
  const last = judged.slice(0, lately.callers);
  if (last.length < lately.callers) return [];
  const passed = last.filter((one) => one.passed).length;
  if (passed >= lately.passMin) return [];
  return [
    {
      kind: "lately",
      words: `Of the last ${lately.callers} callers only ${passed} passed: something broke.`,
      level: passed < lately.halfMin ? 1 : 2,
      calls: callsOf(last.filter((one) => !one.passed)),
      drillId: null,
    },
  ];
}

function settingEvidence(check: CheckName, textsOn: boolean): CheckEvidence[] {
  if (check !== "acknowledge" || textsOn) return [];
  return [{ kind: "setting", words: "Texts to missed callers are switched off.", level: 1, calls: [], drillId: null }];
}

/** A drill's failure counts against the first stage that failed: what comes after it had nothing to work with. */
function drillEvidence(check: CheckName, drill: ScorecardDrill | null, now: Temporal.Instant): CheckEvidence | null {
  if (drill === null) return null;
  const age = now.since(drill.startedAt).total("hours");
  if (age > drillDays * 24) return null;
  const { [check]: found, detect, ownership } = drill.checks;
  const spoiled =
    (check !== "detect" && detect.state === "failed") || (check === "loop" && ownership.state === "failed");
  if (spoiled || found.state === "waiting" || found.state === "not-needed") return null;
  const passed = found.state === "passed";
  return {
    kind: "drill",
    words: `The last drill ${passed ? "passed" : "failed"}: ${found.words}`,
    level: passed ? 5 : 1,
    calls: [],
    drillId: drill.id,
  };
}

/** The worst of what says something. A drill alone proves that it can work, not that it does: level 3. */
function overall(evidence: readonly CheckEvidence[], drilled: boolean): number | null {
  const callers = evidence.find(({ kind }) => kind === "callers")?.level ?? null;
  const against = evidence.filter(({ kind, level }) => kind !== "callers" && level !== null && level < 5);
  const base = callers ?? (drilled ? 3 : null);
  const levels = [base, ...against.map(({ level }) => level)].filter((level) => level !== null);
  return levels.length === 0 ? null : Math.min(...levels);
}

function colourOf(level: number | null): CheckResult["colour"] {
  if (level === null || level <= 2) return "red";
  return level === 3 ? "amber" : "green";
}

function callsOf(judged: readonly Judged[]): EvidenceCall[] {
  return judged
    .flatMap(({ callId, startedAt }) => (callId === null ? [] : [{ id: callId, at: startedAt }]))
    .slice(0, callsNamed);
}
