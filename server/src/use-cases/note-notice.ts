import { changeNotification, type NotificationState, type StoredNotification } from "#db/stores/notifications.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { noticeFailedEverywhere } from "./notice-failed-everywhere.ts";

/** Notes what became of a notice; one that got through nowhere makes its alarm climb at once. The row is locked. */
export async function noteNotice(
  ctx: Context,
  tx: Transaction,
  notice: StoredNotification,
  state: NotificationState,
  reason: string | null,
  providerCallId?: string,
): Promise<void> {
  changeNotification(tx, notice.id, state, reason === null ? null : reason.slice(0, 200), providerCallId);
  if (notice.callback_id !== null) tx.changed({ kind: "callback", id: notice.callback_id });
  else if (notice.member_id !== null) tx.changed({ kind: "team", id: notice.member_id });
  const bad = state === "failed" || (state === "queued" && reason !== null);
  if (!bad || notice.escalation_id === null || notice.callback_id === null || notice.notice_key === null) return;
  await noticeFailedEverywhere(ctx, tx, {
    callbackId: notice.callback_id,
    escalationId: notice.escalation_id,
    key: notice.notice_key,
    step: stepOf(notice.notice_key),
  });
}

/** The last part of a notice's key (`tell-staff.ts`). */
export function stepOf(noticeKey: string): string {
  return noticeKey.split(":").at(-1) ?? "";
}
