import type { Playbook } from "#playbook/playbook.ts";
import type { Callback } from "./callback.ts";
import { clockTimes, type Pause } from "./sla.ts";

/**
 * The clock after an action. A snooze that the caller wished for pauses it, any other leaves the due time where it is. A
 * pause whose snooze ended is cut to what it took, so a callback that is woken at once is due when it was before. The
 * warning comes again where its time has moved to the future.
 */
export function pauseClock<After extends Callback>(
  before: Callback,
  after: After,
  playbook: Pick<Playbook, "sla" | "hours">,
  now: Temporal.Instant,
): After {
  if (!touchesPause(before, after)) return after;
  const clock = { ...after.clock, pauses: pausesAfter(before, after, now) };
  const times = clockTimes(after.startedAt, clock, playbook);
  const warnsAgain =
    after.state !== "snoozed" && after.breachedAt === null && Temporal.Instant.compare(times.warnAt, now) > 0;
  return { ...after, ...times, clock, warnedAt: warnsAgain ? null : after.warnedAt };
}

/** Whether an action begins or ends a pause, so that the playbook has to be at hand. */
export function touchesPause(before: Callback, after: Callback): boolean {
  const goesOn = before.state === "snoozed" && isSameSnooze(before, after);
  return !goesOn && (presentPause(before) !== null || presentPause(after) !== null);
}

/** The pause that a snoozed callback is in; null when its snooze does not stop the clock. */
function presentPause(callback: Callback): Pause | null {
  const last = callback.clock.pauses.at(-1);
  return callback.state === "snoozed" && last?.until.equals(callback.snoozedUntil) ? last : null;
}

function isSameSnooze(before: Callback, after: Callback): boolean {
  return (
    after.state === "snoozed" &&
    before.clock.pauses.length === after.clock.pauses.length &&
    presentPause(before) !== null &&
    presentPause(after) !== null
  );
}

function pausesAfter(before: Callback, after: Callback, now: Temporal.Instant): readonly Pause[] {
  const ended = presentPause(before) === null ? -1 : before.clock.pauses.length - 1;
  return after.clock.pauses.flatMap((pause, index) => {
    if (index !== ended || Temporal.Instant.compare(pause.until, now) <= 0) return [pause];
    return Temporal.Instant.compare(pause.from, now) < 0 ? [{ from: pause.from, until: now }] : [];
  });
}
