import type { Actor } from "@ringback/core/callbacks/callback.ts";
import type { Urgency } from "@ringback/core/classification/assessment.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { lockCallback } from "#db/stores/callbacks.ts";
import { findJudgedMessage, type MeantMessage } from "#db/stores/label-corrections.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { readCorrection, setLabels } from "./set-labels.ts";

export interface CallbackCorrection {
  readonly accountId: string;
  readonly actor: Actor;
  readonly callbackId: string;
  readonly intent?: string | undefined;
  readonly urgency?: Urgency | undefined;
  readonly note?: string | undefined;
  /** The message that was read wrongly; without it the newest. */
  readonly about: MeantMessage;
}

export type CorrectCallbackRefusal = "not-found" | "not-allowed" | "nothing-corrected" | "no-such-intent";

/** Sets right what a callback's message was taken for, without a hold: on the case, at any time. */
export async function correctCallback(
  ctx: Context,
  command: CallbackCorrection,
): Promise<{ ok: true } | { ok: false; refusal: CorrectCallbackRefusal }> {
  const correction = readCorrection(command);
  if (typeof correction === "string") return { ok: false, refusal: correction };
  if (command.actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
  return await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx) => {
    const stored = await lockCallback(tx, command.callbackId);
    if (stored === null) return { ok: false, refusal: "not-found" };
    const judged = await findJudgedMessage(tx, stored.episodeId, command.about);
    const by = command.actor.memberId;
    const reason = command.note ?? null;
    await setLabels(ctx, tx, { stored, judged, correction, by, reason, holdId: null, told: {} });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by,
      action: "labels-corrected",
      subject: stored.callback.id,
      detail: {},
    });
    tx.changed({ kind: "callback", id: stored.callback.id });
    return { ok: true };
  });
}
