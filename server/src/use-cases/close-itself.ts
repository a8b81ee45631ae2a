import {
  closeBecauseCallerGotThrough,
  closeBecauseJoined,
  closeBecauseReached,
  reopenBecauseNotReached,
} from "@ringback/core/callbacks/close-callback.ts";
import { appendCallbackEvent, lockCallback, type StoredCallback, saveCallback } from "#db/stores/callbacks.ts";
import { hasNewerEpisode } from "#db/stores/episodes.ts";
import { keepOwnerCorrection } from "#db/stores/owner-corrections.ts";
import type { Transaction } from "#db/transaction.ts";
import { applyEffects } from "./apply-effects.ts";
import type { Context } from "./context.ts";
import { keepPause } from "./promise-callback.ts";

/** Why a callback closes itself; the timeline tells it by `detail`. */
export interface ClosesItself {
  /** `joined`: its one call belongs to another open callback of the caller. */
  readonly because: "caller-got-through" | "reached-outside" | "same-matter" | "joined";
  readonly by: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Closes a callback that somebody's conversation with the caller settled. It can be reopened like any other. Answers whether
 * it did: one that a person closed meanwhile stays as they closed it.
 */
export async function closeItself(
  ctx: Context,
  tx: Transaction,
  callbackId: string,
  why: ClosesItself,
): Promise<boolean> {
  const stored = await lockCallback(tx, callbackId);
  return stored !== null && (await closeLocked(ctx, tx, stored, why));
}

/** The same for a callback that this transaction has locked. */
export async function closeLocked(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  { because, by, detail }: ClosesItself,
): Promise<boolean> {
  const callbackId = stored.callback.id;
  const decision =
    because === "caller-got-through"
      ? closeBecauseCallerGotThrough(stored.callback, tx.now)
      : because === "joined"
        ? closeBecauseJoined(stored.callback, tx.now)
        : closeBecauseReached(stored.callback, because, tx.now);
  if (!decision.ok) return false;
  saveCallback(tx, await keepPause(ctx, tx, stored, decision.state));
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "closed-itself",
    by,
    detail: { ...detail, because },
  });
  if (because === "joined" || because === "same-matter")
    keepOwnerCorrection(tx, {
      id: ctx.ids.next(),
      callbackId,
      kind: "duplicate",
      from: stored.callback.ownerId,
      to: null,
      cause: because,
      by,
    });
  await applyEffects(ctx, tx, stored, decision.effects);
  ctx.events.callbackClosed({ accountId: tx.accountId, callbackId, kind: because });
  tx.changed({ kind: "callback", id: callbackId });
  return true;
}

/**
 * Takes back that a callback closed itself: there was no conversation. Answers whether it is open again; not when the caller
 * has a newer one. The caller's lock is held.
 */
export async function reopenItself(ctx: Context, tx: Transaction, stored: StoredCallback): Promise<boolean> {
  const callbackId = stored.callback.id;
  const decision = reopenBecauseNotReached(
    stored.callback,
    await hasNewerEpisode(tx, stored.caller, stored.episodeId),
    tx.now,
  );
  if (!decision.ok) return false;
  saveCallback(tx, decision.state);
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: "reopened-itself", by: null, detail: {} });
  await applyEffects(ctx, tx, stored, decision.effects);
  tx.changed({ kind: "callback", id: callbackId });
  return true;
}
