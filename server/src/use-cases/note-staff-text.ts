import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { stepOf } from "./note-notice.ts";
import { noticeFailedEverywhere } from "./notice-failed-everywhere.ts";

/** A text did not get through. If it told a person of an alarm, and nothing else did, the alarm climbs at once. */
export async function noteFailedText(
  ctx: Context,
  tx: Transaction,
  message: { readonly id: string; readonly purpose: string },
): Promise<void> {
  if (message.purpose !== "staff-alert") return;
  const about = await tx.first<{ callback_id: string | null; escalation_id: string | null; notice: string | null }>(
    sql`select callback_id, escalation_id, decision->>'notice' as notice from ringback.message where account_id = ${tx.accountId} and id = ${message.id}`,
  );
  if (!about?.callback_id || !about.escalation_id || !about.notice) return;
  await noticeFailedEverywhere(ctx, tx, {
    callbackId: about.callback_id,
    escalationId: about.escalation_id,
    key: about.notice,
    step: stepOf(about.notice),
  });
}
