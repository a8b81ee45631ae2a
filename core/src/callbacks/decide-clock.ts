// A due time as a decision: everything the clock was told besides the playbook, and what it answered.
import { INTENTS, type Intent, type Urgency } from "#classification/assessment.ts";
import type { Playbook } from "#playbook/playbook.ts";
import { renewPromise } from "./renew-promise.ts";
import { callbackClock, clockTimes, type Pause, type RunningClock } from "./sla.ts";

/** The promise in force before labels changed. */
export interface PromiseInForce {
  readonly dueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly warnedAt: Temporal.Instant | null;
  readonly breachedAt: Temporal.Instant | null;
  readonly clock: RunningClock;
}

export type ClockInputs =
  /** A call was missed: the first promise. */
  | { readonly because: "opened"; readonly startedAt: Temporal.Instant; readonly about: ClockAbout }
  /** Labels changed, by rule or by a person. */
  | {
      readonly because: "labels";
      readonly startedAt: Temporal.Instant;
      readonly about: ClockAbout;
      readonly promised: PromiseInForce;
      readonly by: "rule" | "person";
      readonly now: Temporal.Instant;
    }
  /** A snooze that pauses the clock began or ended. */
  | { readonly because: "pause"; readonly startedAt: Temporal.Instant; readonly clock: RunningClock };

interface ClockAbout {
  readonly urgency: Urgency;
  readonly intent: Intent | null;
  readonly numberId: string | null;
  readonly mayText: boolean;
}

export interface ClockDecision {
  readonly dueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly warnedAt: Temporal.Instant | null;
  readonly clock: RunningClock;
  /** The rows of the targets that decided; `promised` where the promise in force stands. */
  readonly rules: readonly string[];
}

/** Which release of the rule decides. */
export const clockRulesVersion = "1";

/** When a callback is due and warned about, and why then. */
export function decideClock(inputs: ClockInputs, playbook: Pick<Playbook, "sla" | "hours">): ClockDecision {
  const { startedAt } = inputs;
  if (inputs.because === "pause")
    return {
      ...clockTimes(startedAt, inputs.clock, playbook),
      warnedAt: null,
      clock: inputs.clock,
      rules: ["paused-by-caller"],
    };
  const pauses = inputs.because === "labels" ? inputs.promised.clock.pauses : [];
  const anew = callbackClock(startedAt, inputs.about, playbook, pauses);
  const { targetMinutes, aroundTheClock } = anew;
  if (inputs.because === "opened") {
    const { dueAt, warnAt, rules } = anew;
    return { dueAt, warnAt, warnedAt: null, clock: { targetMinutes, aroundTheClock, pauses }, rules };
  }
  const { dueAt, warnAt, warnedAt, clock, kept } = renewPromise(inputs.promised, anew, inputs.by, inputs.now);
  return { dueAt, warnAt, warnedAt, clock, rules: kept ? ["promised"] : anew.rules };
}

/** Decides again from the inputs as they were kept. @throws what reading inputs of another shape throws. */
export function replayClock(kept: unknown, playbook: Playbook | null): ClockDecision {
  if (playbook === null) throw new Error("The clock's decision needs the playbook it was made under.");
  return decideClock(readInputs(asRecord(kept)), playbook);
}

type Kept = Readonly<Record<string, unknown>>;

function readInputs(kept: Kept): ClockInputs {
  const startedAt = instant(kept["startedAt"]);
  const { because } = kept;
  if (because === "pause") return { because, startedAt, clock: readClock(asRecord(kept["clock"])) };
  const about = readAbout(asRecord(kept["about"]));
  if (because === "opened") return { because, startedAt, about };
  if (because !== "labels")
    throw new Error("A clock decides when a callback opens, its labels change or it is paused.");
  const promised = asRecord(kept["promised"]);
  return {
    because,
    startedAt,
    about,
    by: kept["by"] === "person" ? "person" : "rule",
    now: instant(kept["now"]),
    promised: {
      dueAt: instant(promised["dueAt"]),
      warnAt: instant(promised["warnAt"]),
      warnedAt: instantOrNull(promised["warnedAt"]),
      breachedAt: instantOrNull(promised["breachedAt"]),
      clock: readClock(asRecord(promised["clock"])),
    },
  };
}

function readAbout({ urgency, intent, numberId, mayText }: Kept): ClockAbout {
  return {
    urgency: urgencies.find((one) => one === urgency) ?? "unknown",
    intent: INTENTS.find((one) => one === intent) ?? null,
    numberId: typeof numberId === "string" ? numberId : null,
    mayText: mayText === true,
  };
}

const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "low", "unknown"];

function readClock({ targetMinutes, aroundTheClock, pauses }: Kept): RunningClock {
  if (typeof targetMinutes !== "number") throw new Error("A clock has a target in minutes.");
  return { targetMinutes, aroundTheClock: aroundTheClock === true, pauses: readPauses(pauses) };
}

/** Pauses as they are kept: instants are text. @throws RangeError or Error for anything else. */
export function readPauses(kept: unknown): readonly Pause[] {
  if (!Array.isArray(kept)) return [];
  return kept.map((pause) => {
    const { from, until } = asRecord(pause);
    return { from: instant(from), until: instant(until) };
  });
}

function asRecord(value: unknown): Kept {
  if (typeof value !== "object" || value === null) throw new Error("An object is kept here.");
  return { ...value };
}

function instant(value: unknown): Temporal.Instant {
  if (typeof value !== "string") throw new Error("A time is kept as text.");
  return Temporal.Instant.from(value);
}

function instantOrNull(value: unknown): Temporal.Instant | null {
  return value === null || value === undefined ? null : instant(value);
}
