import { addBusinessTime } from "#business-hours/add-business-time.ts";
import type { Urgency } from "#classification/assessment.ts";
import type { Playbook } from "#playbook/playbook.ts";

export interface CallbackClock {
  readonly targetMinutes: number;
  readonly dueAt: Temporal.Instant;
  /** When the owner is warned that the promise is about to break. */
  readonly warnAt: Temporal.Instant;
  readonly countsBusinessMinutes: boolean;
}

/**
 * When a callback is due. The clock starts at the call, counts open minutes of the business, and for emergencies, where
 * the playbook says so, every minute. Where no text may go the target is the shorter one: the callback moves up instead.
 */
export function callbackClock(
  startedAt: Temporal.Instant,
  urgency: Urgency,
  mayText: boolean,
  { sla, hours }: Playbook,
): CallbackClock {
  const byUrgency =
    urgency === "emergency" ? sla.emergencyMinutes : urgency === "high" ? sla.highMinutes : sla.targetMinutes;
  const targetMinutes = mayText ? byUrgency : Math.min(byUrgency, sla.noTextMinutes);
  const aroundTheClock = urgency === "emergency" && sla.emergencyIgnoresHours;
  const dueAt = aroundTheClock ? startedAt.add({ minutes: targetMinutes }) : businessDue(startedAt, targetMinutes);
  // Never earlier than half-way: a five-minute target with a five-minute warning would warn at the call itself.
  const warnMinutes = targetMinutes - Math.min(sla.warnBeforeMinutes, Math.floor(targetMinutes / 2));
  const warnAt = aroundTheClock ? startedAt.add({ minutes: warnMinutes }) : businessDue(startedAt, warnMinutes);
  return { targetMinutes, dueAt, warnAt, countsBusinessMinutes: !aroundTheClock };

  function businessDue(start: Temporal.Instant, minutes: number): Temporal.Instant {
    const added = addBusinessTime(hours, start, minutes);
    // A playbook that never opens is refused when it is saved; if one got here, the caller is due at once, not never.
    return added.ok ? added.due : start;
  }
}
