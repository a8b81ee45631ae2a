import { closeBecauseCallerGotThrough } from "@ringback/core/callbacks/close-callback.ts";
import { appendCallbackEvent, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { appendCallEvent } from "#db/stores/calls.ts";
import type { Transaction } from "#db/transaction.ts";
import { applyEffects } from "./apply-effects.ts";
import type { Context } from "./context.ts";
import type { JudgedCall } from "./record-call-event.ts";

/** A person answered: the caller's open callback closes itself and says why. It can be reopened. */
export async function closeGotThrough(
  ctx: Context,
  tx: Transaction,
  { row, around, verdict }: JudgedCall,
): Promise<void> {
  ctx.events.callAnswered({ accountId: tx.accountId, callId: row.id });
  appendCallEvent(tx, {
    id: ctx.ids.next(),
    callId: row.id,
    kind: "answered",
    at: tx.now,
    detail: { memberId: verdict.answeredBy?.memberId ?? null },
  });
  const callbackId = around.episode?.callback_id;
  if (!callbackId) return;
  const stored = await lockCallback(tx, callbackId);
  if (stored === null) return;
  const decision = closeBecauseCallerGotThrough(stored.callback, tx.now);
  if (!decision.ok) return;
  saveCallback(tx, decision.state);
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "closed-itself",
    by: null,
    detail: { callId: row.id, answeredBy: verdict.answeredBy?.memberId ?? null },
  });
  await applyEffects(ctx, tx, stored, decision.effects);
  ctx.events.callbackClosed({ accountId: tx.accountId, callbackId, kind: "caller-got-through" });
  tx.changed({ kind: "callback", id: callbackId });
}
