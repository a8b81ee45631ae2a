import { callbackClock, type Pause } from "#callbacks/sla.ts";
import type { PromisedAbout } from "#callbacks/target.ts";
import type { Playbook } from "#playbook/playbook.ts";

/** A callback as far as its promise goes. */
export interface PastCallback {
  readonly id: string;
  readonly startedAt: Temporal.Instant;
  readonly about: PromisedAbout;
  readonly pauses: readonly Pause[];
  /** When it was due by the books. */
  readonly dueAt: Temporal.Instant;
  /** The rules it was promised by. */
  readonly playbookVersion: number;
  /** When somebody first tried; null: nobody did. */
  readonly triedAt: Temporal.Instant | null;
}

export interface TargetsReplay {
  readonly measured: number;
  /** Their due time cannot be had again from the rules of their day: what they were about has changed since. */
  readonly leftOut: number;
  readonly lateBefore: number;
  readonly lateThen: number;
  readonly newlyLateIds: readonly string[];
  readonly nowInTimeIds: readonly string[];
}

/**
 * Which callbacks would have been overdue under other targets or hours, were people as quick as they were. Late: the first try came
 * after the due time, or nobody had tried when it passed. `asOf` is now: what was not due yet is in no number.
 */
export function replayTargets(
  callbacks: readonly PastCallback[],
  playbooks: ReadonlyMap<number, Playbook>,
  now: Pick<Playbook, "sla" | "hours">,
  then: Pick<Playbook, "sla" | "hours">,
  asOf: Temporal.Instant,
): TargetsReplay {
  const counts = { measured: 0, leftOut: 0, lateBefore: 0, lateThen: 0 };
  const newlyLateIds: string[] = [];
  const nowInTimeIds: string[] = [];
  for (const callback of callbacks) {
    const playbook = playbooks.get(callback.playbookVersion);
    const due = (rules: Pick<Playbook, "sla" | "hours">) =>
      callbackClock(callback.startedAt, callback.about, rules, callback.pauses).dueAt;
    if (playbook === undefined || Temporal.Instant.compare(due(playbook), callback.dueAt) !== 0) {
      counts.leftOut += 1;
      continue;
    }
    const before = isLate(callback, due(now), asOf);
    const after = isLate(callback, due(then), asOf);
    if (before === null || after === null) continue;
    counts.measured += 1;
    if (before) counts.lateBefore += 1;
    if (after) counts.lateThen += 1;
    if (after && !before) newlyLateIds.push(callback.id);
    if (before && !after) nowInTimeIds.push(callback.id);
  }
  return { ...counts, newlyLateIds, nowInTimeIds };
}

/** null: nobody has tried, and it is not due yet. */
function isLate({ triedAt }: PastCallback, dueAt: Temporal.Instant, asOf: Temporal.Instant): boolean | null {
  if (triedAt !== null) return Temporal.Instant.compare(triedAt, dueAt) > 0;
  return Temporal.Instant.compare(asOf, dueAt) >= 0 ? true : null;
}
