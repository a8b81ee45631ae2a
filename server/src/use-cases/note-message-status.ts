import { advanceDelivery, type DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import { moveUpCallbackJob } from "#db/jobs.ts";
import { keepReport, lockReports } from "#db/stores/message-reports.ts";
import { changeMessage, lockMessageByProviderId } from "#db/stores/messages.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { heedDeliveryError } from "./heed-delivery-error.ts";
import { noteFailedText } from "./note-staff-text.ts";

export interface ReportedMessageStatus {
  readonly accountId: string;
  readonly connectionId: string;
  readonly providerMessageId: string;
  readonly state: DeliveryState;
  readonly errorCode: string | null;
}

/**
 * Notes a delivery report. Reports come in any order and the state never goes back. A report that overtakes the answer to
 * our own request, or whose request got no answer at all, finds no message yet: it is kept and applied as soon as the
 * text's id is known, whether or not the provider brings it again.
 */
export async function noteMessageStatus(ctx: Context, report: ReportedMessageStatus): Promise<void> {
  await transaction(ctx.db, report.accountId, ctx.clock.now(), async (tx) => {
    const find = () => lockMessageByProviderId(tx, report.connectionId, report.providerMessageId);
    let message = await find();
    if (message === null) {
      lockReports(tx, report.connectionId, report.providerMessageId);
      message = await find();
    }
    if (message === null) return keepReport(tx, report);
    if (message.state === "received") return;
    const current: DeliveryState =
      message.state === "delivered" || message.state === "undelivered" || message.state === "failed"
        ? message.state
        : "sent";
    const state = advanceDelivery(current, report.state);
    changeMessage(tx, message.id, { state, errorCode: report.errorCode });
    heedDeliveryError(ctx, tx, message, report.errorCode);
    if (state !== message.state && (state === "undelivered" || state === "failed"))
      await noteFailedText(ctx, tx, message);
    if (state !== message.state)
      ctx.events.messageSettled({ accountId: tx.accountId, messageId: message.id, purpose: message.purpose, state });
    if (message.callback_id) {
      tx.changed({ kind: "callback", id: message.callback_id });
      if (message.purpose === "acknowledgement" && (state === "undelivered" || state === "failed"))
        tx.enqueue(moveUpCallbackJob(tx.accountId, message.callback_id));
    }
    tx.changed({ kind: "message", id: message.id });
  });
}
