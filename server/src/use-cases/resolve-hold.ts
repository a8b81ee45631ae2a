import type { Actor } from "@ringback/core/callbacks/callback.ts";
import type { LabelCorrection } from "@ringback/core/callbacks/correct-labels.ts";
import type { Urgency } from "@ringback/core/classification/assessment.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { appendCallbackEvent, lockCallback } from "#db/stores/callbacks.ts";
import { callbackOfHold, lockHold, type StoredHold, resolveHold as settleHold } from "#db/stores/holds.ts";
import { findJudgedMessage, keepLabelCorrection } from "#db/stores/label-corrections.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { readCorrection, setLabels } from "./set-labels.ts";

export interface HoldResolution {
  readonly accountId: string;
  readonly actor: Actor;
  readonly holdId: string;
  readonly resolution: "confirmed" | "corrected" | "dismissed";
  readonly intent?: string | undefined;
  readonly urgency?: Urgency | undefined;
  /** Why, in the person's words. */
  readonly note?: string | undefined;
}

export type HoldRefusal = "not-found" | "not-allowed" | "hold-already-settled" | "nothing-corrected" | "no-such-intent";

/**
 * Settles what waited for a person. Dismissing leaves the labels and says nothing about them; confirming says that they
 * are right; a correction writes a new judgement made by the person (`set-labels.ts`).
 */
export async function resolveHold(
  ctx: Context,
  command: HoldResolution,
): Promise<{ ok: true } | { ok: false; refusal: HoldRefusal }> {
  const correction = command.resolution === "corrected" ? readCorrection(command) : null;
  if (typeof correction === "string") return { ok: false, refusal: correction };
  if (command.actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
  return await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx) => {
    const callbackId = await callbackOfHold(tx, command.holdId);
    if (callbackId === null) return { ok: false, refusal: "not-found" };
    // The callback's lock comes first, as everywhere, so that nobody waits for each other.
    const stored = await lockCallback(tx, callbackId);
    const hold = await lockHold(tx, command.holdId);
    if (stored === null || hold === null) return { ok: false, refusal: "not-found" };
    if (hold.resolvedAt !== null) return { ok: false, refusal: "hold-already-settled" };
    settleHold(tx, hold.id, { by: command.actor.memberId, resolution: command.resolution, note: command.note ?? null });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: command.actor.memberId,
      action: "hold-resolved",
      subject: hold.id,
      detail: { resolution: command.resolution, reason: hold.reason },
    });
    await writeDown(ctx, tx, { command, hold, stored, correction });
    tx.changed({ kind: "hold", id: hold.id }, { kind: "callback", id: callbackId });
    return { ok: true };
  });
}

interface Settled {
  readonly command: HoldResolution;
  readonly hold: StoredHold;
  readonly stored: NonNullable<Awaited<ReturnType<typeof lockCallback>>>;
  readonly correction: LabelCorrection | null;
}

async function writeDown(ctx: Context, tx: Transaction, settled: Settled): Promise<void> {
  const { command, hold, stored, correction } = settled;
  const told = { holdId: hold.id, reason: hold.reason, resolution: command.resolution };
  const by = command.actor.memberId;
  const reason = command.note ?? null;
  const judged =
    command.resolution === "dismissed"
      ? null
      : ((await findJudgedMessage(tx, stored.episodeId, { assessmentId: hold.assessmentId, callId: hold.callId })) ??
        (await findJudgedMessage(tx, stored.episodeId, {})));
  if (correction !== null)
    return await setLabels(ctx, tx, { stored, judged, correction, by, reason, holdId: hold.id, told });
  if (judged !== null)
    keepLabelCorrection(tx, {
      id: ctx.ids.next(),
      callbackId: hold.callbackId,
      holdId: hold.id,
      judged,
      intent: judged.assessment.intent,
      urgency: judged.assessment.urgency,
      reason,
      by,
    });
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: hold.callbackId,
    kind: "hold-resolved",
    by,
    detail: { ...told, note: reason },
  });
}
