import type { BusinessCalendar } from "#business-hours/calendar.ts";
import type { Ladder } from "#playbook/playbook.ts";
import type { AlarmReason } from "./alarm-reason.ts";
import { firstStepAt, nextEscalation, type People } from "./next-escalation.ts";

export interface PreviewedStep {
  readonly at: Temporal.Instant;
  readonly memberIds: readonly string[];
  readonly everyone: boolean;
}

/** The first steps of an alarm that nobody takes in hand, as they would be told. `peopleAt` answers who is there when. */
export function previewLadder(
  reason: AlarmReason,
  ladder: Ladder,
  peopleAt: (at: Temporal.Instant) => People,
  raisedAt: Temporal.Instant,
  hours: BusinessCalendar,
  mostSteps: number,
): readonly PreviewedStep[] {
  const told: PreviewedStep[] = [];
  let alarm = { level: 0, round: 0 };
  let at = firstStepAt(raisedAt, ladder);
  // A hold answers a later time; so many of them in a row would be days without anybody awake.
  for (let looks = 0; looks < mostSteps * 4 && told.length < mostSteps; looks += 1) {
    const people = peopleAt(at);
    const next = nextEscalation(alarm, reason, ladder, people, at, hours);
    if (next.do === "tell") {
      const { memberIds } = next;
      told.push({ at, memberIds, everyone: people.everyone.length > 1 && memberIds.length === people.everyone.length });
      alarm = next;
    }
    at = next.nextAt;
  }
  return told;
}
