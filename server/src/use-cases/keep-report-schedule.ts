import { nextReportAt } from "@ringback/core/measurement/report/report-timing.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import {
  countMembers,
  lockSchedule,
  putSchedule,
  removeSchedule,
  type ScheduledReport,
  setPaused,
} from "#db/stores/report-schedules.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";
import { planScheduledMails } from "./plan-report-mails.ts";

type Refusal = "schedule-not-found" | "nobody-to-mail" | "member-not-found" | "no-mail-server";
type Kept<Value = object> = ({ readonly ok: true } & Value) | { readonly ok: false; readonly refusal: Refusal };
type Parts = Pick<Context, "db" | "clock" | "ids">;

/** Has a report mailed again and again, from its next due time on; with an id it takes the place of what was set before. */
export async function putReportSchedule(
  ctx: Parts,
  actor: AccountActor,
  settings: ScheduledReport,
  changed: string | null = null,
): Promise<Kept<{ readonly id: string; readonly nextAt: Temporal.Instant }>> {
  const { memberIds, addresses } = settings;
  if (memberIds.length + addresses.length === 0) return { ok: false, refusal: "nobody-to-mail" };
  return await inAccount<{ readonly id: string; readonly nextAt: Temporal.Instant }>(ctx, actor, async (tx) => {
    if (changed !== null && (await lockSchedule(tx, changed)) === null)
      return { ok: false, refusal: "schedule-not-found" };
    if ((await countMembers(tx, memberIds)) !== new Set(memberIds).size)
      return { ok: false, refusal: "member-not-found" };
    const timeZone = await timeZoneOf(tx);
    const id = changed ?? ctx.ids.next();
    const nextAt = nextReportAt(settings.timing, tx.now, timeZone);
    putSchedule(tx, { ...settings, id, timeZone, nextAt, by: actor.memberId });
    audit(ctx, tx, actor, "report-schedule-set", id);
    return { ok: true, id, nextAt };
  });
}

/** Stops mailing for a while. What came due meanwhile is not made up for. */
export async function pauseReportSchedule(
  ctx: Parts,
  actor: AccountActor,
  { id, paused }: { readonly id: string; readonly paused: boolean },
): Promise<Kept> {
  return await inAccount<object>(ctx, actor, async (tx) => {
    const schedule = await lockSchedule(tx, id);
    if (schedule === null) return { ok: false, refusal: "schedule-not-found" };
    setPaused(tx, id, paused, nextReportAt(schedule.timing, tx.now, await timeZoneOf(tx)));
    audit(ctx, tx, actor, "report-schedule-set", id);
    return { ok: true };
  });
}

/** Mails it no more. What was written down already still goes. */
export async function removeReportSchedule(ctx: Parts, actor: AccountActor, id: string): Promise<Kept> {
  return await inAccount<object>(ctx, actor, async (tx) => {
    if (!(await removeSchedule(tx, id))) return { ok: false, refusal: "schedule-not-found" };
    audit(ctx, tx, actor, "report-schedule-removed", id);
    return { ok: true };
  });
}

/** Mails it now as well, as it would be at this moment. Twice within a minute is once. */
export async function sendReportSchedule(
  ctx: Parts & Pick<Context, "email" | "secretBox">,
  actor: AccountActor,
  id: string,
): Promise<Kept<{ readonly mails: number }>> {
  if (ctx.email === null) return { ok: false, refusal: "no-mail-server" };
  return await inAccount<{ readonly mails: number }>(ctx, actor, async (tx) => {
    const schedule = await lockSchedule(tx, id);
    if (schedule === null) return { ok: false, refusal: "schedule-not-found" };
    const at = tx.now.round({ smallestUnit: "minute", roundingMode: "floor" });
    const mails = await planScheduledMails(ctx, tx, schedule, { at, timeZone: await timeZoneOf(tx) });
    audit(ctx, tx, actor, "report-mailed", id);
    return { ok: true, mails };
  });
}

async function inAccount<Value>(
  { db, clock }: Parts,
  { accountId }: AccountActor,
  work: (tx: Transaction) => Promise<Kept<Value>>,
): Promise<Kept<Value>> {
  return await transaction(db, accountId, clock.now(), work);
}

function audit(
  { ids }: Pick<Context, "ids">,
  tx: Transaction,
  { memberId }: AccountActor,
  action: "report-schedule-set" | "report-schedule-removed" | "report-mailed",
  subject: string,
): void {
  appendAuditEvent(tx, { id: ids.next(), by: memberId, action, subject });
}
