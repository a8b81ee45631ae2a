import { sql } from "kysely";
import { runEscalationJob } from "#db/jobs.ts";
import { appendCallbackEvent } from "#db/stores/callbacks.ts";
import { anyHope } from "#db/stores/notifications.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** A notice of an alarm, by what makes it one of a kind. */
export interface AlarmNotice {
  readonly callbackId: string;
  readonly escalationId: string;
  readonly key: string;
  /** Which step of the ladder, as `<round>.<level>`. */
  readonly step?: string;
}

/**
 * A step of an alarm's ladder reached nobody on any channel: the next step's time is now. Only from step to step within a
 * round, so that an hour without a network does not use up the ladder's repeats. Does nothing while any channel may still
 * have got through.
 */
export async function noticeFailedEverywhere(ctx: Context, tx: Transaction, notice: AlarmNotice): Promise<void> {
  const [round = Number.NaN, level = Number.NaN] = (notice.step ?? "").split(".").map(Number);
  // What was given on by hand, or stands between two rounds, is no step.
  if (!Number.isInteger(round) || !Number.isInteger(level)) return;
  if (await anyHope(tx, notice.key, notice.callbackId)) return;
  const hurried = await tx.rows(sql`
    update ringback.escalation set next_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${notice.escalationId} and acknowledged_at is null and ended_at is null
      and round = ${round} and level = ${level + 1} and next_at > ${tx.now} returning id`);
  if (hurried.length === 0) return;
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: notice.callbackId,
    kind: "nobody-reached",
    by: null,
    detail: {},
  });
  tx.enqueue(runEscalationJob(tx.accountId, notice.escalationId, tx.now));
  tx.changed({ kind: "callback", id: notice.callbackId });
}
