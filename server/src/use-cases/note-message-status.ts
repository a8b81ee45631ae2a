import { advanceDelivery, type DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import { watchCallbackJob } from "#db/jobs.ts";
import { appendConsent, setSmsCapable } from "#db/stores/contacts.ts";
import { changeMessage, lockMessageByProviderId } from "#db/stores/messages.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

export interface ReportedMessageStatus {
  readonly accountId: string;
  readonly connectionId: string;
  readonly providerMessageId: string;
  readonly state: DeliveryState;
  readonly errorCode: string | null;
}

/** Errors after which this number never gets a text from us again (docs/rules.md T3.3). */
const landlineCodes = new Set(["30006", "21614", "21635", "40001"]);
const optOutCodes = new Set(["21610", "40300"]);

/**
 * Notes a delivery report. Reports come in any order and the state never goes back. A report that overtakes the answer to
 * our own request finds no message yet; it is `early`, and the caller answers so that the provider comes again.
 */
export async function noteMessageStatus(ctx: Context, report: ReportedMessageStatus): Promise<"noted" | "early"> {
  return await transaction(ctx.db, report.accountId, ctx.clock.now(), async (tx) => {
    const message = await lockMessageByProviderId(tx, report.connectionId, report.providerMessageId);
    if (message === null) return "early";
    if (message.state === "received") return "noted";
    const current: DeliveryState =
      message.state === "delivered" || message.state === "undelivered" || message.state === "failed"
        ? message.state
        : "sent";
    const state = advanceDelivery(current, report.state);
    changeMessage(tx, message.id, { state, errorCode: report.errorCode });
    if (report.errorCode && message.to_number) {
      if (landlineCodes.has(report.errorCode)) setSmsCapable(tx, message.to_number, false);
      if (optOutCodes.has(report.errorCode))
        appendConsent(tx, {
          id: ctx.ids.next(),
          number: message.to_number,
          kind: "opt_out",
          source: "provider",
          sourceId: message.id,
        });
    }
    if (state !== message.state)
      ctx.events.messageSettled({ accountId: tx.accountId, messageId: message.id, purpose: message.purpose, state });
    if (message.callback_id) {
      tx.changed({ kind: "callback", id: message.callback_id });
      if (message.purpose === "acknowledgement" && (state === "undelivered" || state === "failed"))
        tx.enqueue(watchCallbackJob(tx.accountId, message.callback_id, tx.now));
    }
    tx.changed({ kind: "message", id: message.id });
    return "noted";
  });
}
