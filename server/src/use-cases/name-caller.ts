import { appendCallbackEvent, lockCallbackOfEpisode, nameCallbackCaller } from "#db/stores/callbacks.ts";
import { appendCallEvent, type CallRow } from "#db/stores/calls.ts";
import { appendConsent } from "#db/stores/contacts.ts";
import { endHoldForNumber } from "#db/stores/holds.ts";
import type { Transaction } from "#db/transaction.ts";
import { closeItself } from "./close-itself.ts";
import type { Context } from "./context.ts";
import { acknowledgeNamed, enterNewCaller, joinOpenEpisode } from "./open-missed-call.ts";
import type { JudgedCall } from "./record-call-event.ts";

/**
 * A miss whose caller nobody knew (its first report came last, or got lost until the log was read) gets its number: the
 * callback can be called back and the one text may go. A caller who has an open matter by now is joined to that.
 */
export async function nameCaller(ctx: Context, tx: Transaction, call: JudgedCall): Promise<Partial<CallRow>> {
  const { row, around } = call;
  const { caller, episodeId } = row;
  if (around.call === null || around.call.caller !== null || caller === null || episodeId === null) return {};
  const own = await lockCallbackOfEpisode(tx, episodeId);
  if (own === null) return {};
  appendCallEvent(tx, { id: ctx.ids.next(), callId: row.id, kind: "caller-named", at: tx.now, detail: {} });
  appendConsent(tx, { id: ctx.ids.next(), number: caller, kind: "inbound_call", source: "call", sourceId: row.id });
  const joined = around.episode === null ? null : await joinOpenEpisode(ctx, tx, call, around.episode);
  if (joined !== null) {
    await closeItself(ctx, tx, own.callback.id, { because: "joined", by: null, detail: { callId: row.id } });
    return joined;
  }
  const contactId = row.contactId ?? enterNewCaller(ctx, tx, call);
  const callbackId = own.callback.id;
  nameCallbackCaller(tx, { id: callbackId, episodeId, caller, contactId });
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: "caller-named", by: null });
  for (const id of await endHoldForNumber(tx, callbackId)) tx.changed({ kind: "hold", id });
  if (own.callback.state !== "closed") await acknowledgeNamed(ctx, tx, call, { contactId, episodeId });
  tx.changed({ kind: "callback", id: callbackId });
  return { contactId };
}
