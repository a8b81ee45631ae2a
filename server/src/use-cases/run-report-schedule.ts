import { nextReportAt } from "@ringback/core/measurement/report/report-timing.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import { lockSchedule, moveOn, type StoredSchedule } from "#db/stores/report-schedules.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { planScheduledMails } from "./plan-report-mails.ts";

/**
 * Writes down the mails of a report that has come due, and moves its next time on, in one transaction: whoever else comes,
 * or comes back after a crash, finds it moved. Of several times that passed while nobody worked the last one is made up for.
 */
export async function runReportSchedule(
  ctx: Context,
  { accountId, scheduleId }: { readonly accountId: string; readonly scheduleId: string },
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const schedule = await lockSchedule(tx, scheduleId);
    if (schedule === null || schedule.paused) return;
    const timeZone = await timeZoneOf(tx);
    const isDue = Temporal.Instant.compare(schedule.nextAt, tx.now) <= 0;
    if (!isDue && schedule.timeZone === timeZone) return;
    const next = nextReportAt(schedule.timing, tx.now, timeZone);
    moveOn(tx, scheduleId, next, timeZone);
    if (!isDue) return;
    const at = lastDue(schedule, tx.now);
    await planScheduledMails(ctx, tx, schedule, { at, timeZone: schedule.timeZone });
  });
}

/** The last time it came due, by the zone it was worked out in. */
function lastDue({ timing, nextAt, timeZone }: StoredSchedule, now: Temporal.Instant): Temporal.Instant {
  let due = nextAt;
  for (;;) {
    const next = nextReportAt(timing, due, timeZone);
    if (Temporal.Instant.compare(next, now) > 0) return due;
    due = next;
  }
}
