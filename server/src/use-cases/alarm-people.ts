import type { Callback } from "@ringback/core/callbacks/callback.ts";
import type { AlarmReason } from "@ringback/core/escalation/alarm-reason.ts";
import type { People } from "@ringback/core/escalation/next-escalation.ts";
import { dutyOf } from "@ringback/core/ownership/duty.ts";
import { onCallOrder } from "@ringback/core/ownership/on-call.ts";
import { isQuietFor, type NoticeUrgency, quietUntil } from "@ringback/core/people/quiet-hours.ts";
import { loadPeople } from "#db/stores/people-now.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { loadStaff } from "#db/stores/staff.ts";
import type { Transaction } from "#db/transaction.ts";

/**
 * Who is there for an alarm now. Ladder and fallback are those the callback was made under; who is on call and who wants
 * quiet are facts of today, by the rules now in force.
 */
export async function alarmPeople(
  tx: Transaction,
  callback: Pick<Callback, "ownerId" | "backupId">,
  fallbackId: string | null,
  reason: AlarmReason,
): Promise<People> {
  const [staff, people, { playbook }] = await Promise.all([loadStaff(tx), loadPeople(tx, tx.now), currentPlaybook(tx)]);
  const { routing, hours } = playbook;
  const awayIds = new Set(
    people
      .filter((one) => dutyOf(one, { ...routing, shifts: [] }, hours.timeZone, tx.now).state === "away")
      .map(({ id }) => id),
  );
  const onCall = routing.rotations.flatMap((rotation) => onCallOrder(rotation, hours.timeZone, tx.now));
  const urgency: NoticeUrgency = reason === "emergency" ? "emergency" : "high";
  const quiet = staff.flatMap(({ id, settings, businessTimeZone }) => {
    const timeZone = settings.timeZone ?? businessTimeZone;
    if (!isQuietFor(settings.quiet, timeZone, urgency, tx.now)) return [];
    return [[id, quietUntil(settings.quiet, timeZone, urgency, tx.now)] as const];
  });
  return {
    ownerId: callback.ownerId,
    backupId: callback.backupId,
    fallbackId,
    onCallIds: [...new Set(onCall)].filter((id) => !awayIds.has(id)),
    everyone: staff.map(({ id }) => id),
    quietUntil: Object.fromEntries(quiet),
  };
}
