import { changeNotification, lockNotification } from "#db/stores/notifications.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { noteNotice } from "./note-notice.ts";

/**
 * Sends one e-mail to a member of staff. A mail whose outcome is unknown (a crash between sending and noting it) is sent
 * again with the same Message-ID: a second alarm by mail does less harm than none, and mail programs fold the two.
 * @throws Error when the mail server could not take it now; the job comes back later.
 */
export async function sendEmail(ctx: Context, job: { accountId: string; notificationId: string }): Promise<void> {
  if (!ctx.email) return;
  const notification = await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const found = await lockNotification(tx, job.notificationId);
    if (found === null || (found.state !== "queued" && found.state !== "sending")) return null;
    if (found.useful_until !== null && Temporal.Instant.compare(tx.now, found.useful_until) > 0) {
      await noteNotice(ctx, tx, found, "failed", "too-late");
      return null;
    }
    changeNotification(tx, found.id, "sending", null);
    return found;
  });
  if (notification?.email == null) return;
  const host = new URL(ctx.publicUrl).hostname;
  const result = await ctx.email.send({
    to: notification.email,
    subject: notification.subject,
    text: notification.body,
    messageId: `<${notification.id}@${host}>`,
  });
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const current = await lockNotification(tx, notification.id);
    if (current === null) return;
    if (result.outcome === "sent") await noteNotice(ctx, tx, current, "sent", null);
    else await noteNotice(ctx, tx, current, result.outcome === "refused" ? "failed" : "queued", result.reason);
  });
  if (result.outcome === "not-sent") throw new Error("The mail server did not take the message.");
}
