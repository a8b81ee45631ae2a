import { countingOutDays, type PilotResult, pilotDays } from "./judge-pilot.ts";

/** A pilot as it is kept. Days are of the business's own calendar. */
export interface PilotPlan {
  /** Both included. */
  readonly baselineFrom: string;
  readonly baselineTo: string;
  /** When the baseline was kept for good; null while it still runs. */
  readonly lockedAt: Temporal.Instant | null;
  /** The first day of the pilot; null until somebody started it. */
  readonly startsOn: string | null;
  readonly verdict: PilotResult["verdict"] | null;
  readonly canceledAt: Temporal.Instant | null;
}

export type PilotStage =
  /** Something is missing without which a verdict would mean nothing. */
  | { readonly stage: "not-ready" }
  /** Nothing stands in the way; no pilot was planned. */
  | { readonly stage: "unplanned" }
  | { readonly stage: "baseline"; readonly day: number; readonly of: number; readonly endsOn: string }
  | { readonly stage: "ready-to-start" }
  /** Begins on the next day, since a pilot counts whole days. */
  | { readonly stage: "starting"; readonly startsOn: string }
  | { readonly stage: "running"; readonly day: number; readonly of: number; readonly endsOn: string }
  /** All days are over; the last callbacks are being closed. */
  | { readonly stage: "counting-out"; readonly verdictOn: string }
  | { readonly stage: "ended"; readonly verdict: PilotResult["verdict"] };

/** Where a pilot stands on a day. A pilot that began goes on although something stopped being ready: that shows in its verdict. */
export function pilotStage(plan: PilotPlan | null, ready: boolean, today: string): PilotStage {
  if (plan === null || plan.canceledAt !== null) return { stage: ready ? "unplanned" : "not-ready" };
  if (plan.verdict !== null) return { stage: "ended", verdict: plan.verdict };
  if (plan.startsOn === null) {
    if (plan.lockedAt !== null) return { stage: ready ? "ready-to-start" : "not-ready" };
    const day = Math.min(pilotDays, daysBetween(plan.baselineFrom, today) + 1);
    return { stage: "baseline", day, of: pilotDays, endsOn: plan.baselineTo };
  }
  const day = daysBetween(plan.startsOn, today) + 1;
  if (day < 1) return { stage: "starting", startsOn: plan.startsOn };
  if (day <= pilotDays) return { stage: "running", day, of: pilotDays, endsOn: lastDayOf(plan.startsOn) };
  return { stage: "counting-out", verdictOn: verdictDayOf(plan.startsOn) };
}

/** The last day that counts. */
export function lastDayOf(startsOn: string): string {
  return later(startsOn, pilotDays - 1);
}

/** The day from whose beginning on the verdict is taken. */
export function verdictDayOf(startsOn: string): string {
  return later(startsOn, pilotDays + countingOutDays);
}

export function later(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
}
