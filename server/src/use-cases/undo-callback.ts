import type { Actor, Callback } from "@ringback/core/callbacks/callback.ts";
import { type UndoableAction, undoAction } from "@ringback/core/callbacks/undo-action.ts";
import { undoAttempt } from "#db/stores/attempts.ts";
import {
  appendCallbackEvent,
  lockCallback,
  lockCallbacks,
  type StoredCallback,
  saveCallback,
} from "#db/stores/callbacks.ts";
import { hasNewerEpisode, lockCallerOf } from "#db/stores/episodes.ts";
import { handBackClaimed } from "#db/stores/takeover.ts";
import { memberIds } from "#db/stores/team.ts";
import { markUndone, type StoredUndoStep, undoStepOn, undoStepsOf } from "#db/stores/undo-steps.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { CallbackCommand } from "./act-on-callback.ts";
import type { ManyAnswer, ResultOfOne } from "./act-on-many.ts";
import { applyEffects } from "./apply-effects.ts";
import type { ActionRefusal } from "./callback-step.ts";
import type { Context } from "./context.ts";
import { once } from "./once.ts";
import { planNextTry } from "./plan-next-try.ts";
import { keepPause } from "./promise-callback.ts";

export type UndoAnswer =
  | {
      readonly ok: true;
      readonly callback: Pick<Callback, "version" | "state">;
      /** The action that was taken back. */
      readonly undone: UndoableAction;
    }
  | { readonly ok: false; readonly refusal: ActionRefusal };

/** Takes back the person's own last action on a callback, or the one of the token. */
export async function undoCallback(
  ctx: Context,
  command: CallbackCommand & { readonly undoToken?: string | undefined },
): Promise<UndoAnswer> {
  const { accountId, actor, callbackId, requestId, undoToken = null } = command;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const asks = { kind: "undo", callbackId, undoToken };
    return await once<UndoAnswer>(tx, { memberId: actor.memberId, requestId, asks }, async () => {
      lockCallerOf(tx, callbackId);
      const stored = await lockCallback(tx, callbackId);
      if (stored === null) return { ok: false, refusal: "not-found" };
      const step = await undoStepOn(tx, callbackId, actor.memberId, undoToken);
      if (step === null) return { ok: false, refusal: "nothing-to-take-back" };
      return await takeBack(ctx, tx, stored, step, actor, new Set(await memberIds(tx)));
    });
  });
}

export interface UndoManyCommand {
  readonly accountId: string;
  readonly actor: Actor;
  readonly undoToken: string;
  readonly requestId?: string | undefined;
}

/** Takes back an action on all callbacks it was done to; each that somebody has changed since stays and says so. */
export async function undoMany(
  ctx: Context,
  { accountId, actor, undoToken, requestId }: UndoManyCommand,
): Promise<ManyAnswer & { readonly undone?: UndoableAction }> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const asks = { kind: "undo-many", undoToken };
    return await once<ManyAnswer & { readonly undone?: UndoableAction }>(
      tx,
      { memberId: actor.memberId, requestId, asks },
      async () => {
        const steps = await undoStepsOf(tx, undoToken);
        const [one] = steps;
        if (one === undefined || one.member_id !== actor.memberId)
          return { ok: false, refusal: "nothing-to-take-back" };
        if (one.action === "close") for (const { callback_id } of steps) lockCallerOf(tx, callback_id);
        const stored = await lockCallbacks(
          tx,
          steps.map((step) => step.callback_id),
        );
        const members = new Set(await memberIds(tx));
        const results: ResultOfOne[] = [];
        for (const step of steps) {
          const callback = stored.get(step.callback_id);
          const answer =
            callback === undefined
              ? ({ ok: false, refusal: "not-found" } as const)
              : await takeBack(ctx, tx, callback, step, actor, members);
          results.push({ id: step.callback_id, answer });
        }
        return { ok: true, results, undoToken: null, undone: one.action };
      },
    );
  });
}

async function takeBack(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  step: StoredUndoStep,
  actor: Actor,
  members: ReadonlySet<string>,
): Promise<UndoAnswer> {
  const callbackId = stored.callback.id;
  const { action, at, before, after } = step;
  const calledAgain = action === "close" && (await hasNewerEpisode(tx, stored.caller, stored.episodeId));
  const about = { calledAgain, memberIds: members };
  const decision = undoAction(stored.callback, { action, by: step.member_id, at, before, after }, actor, about, tx.now);
  if (!decision.ok) return decision;
  const state = await keepPause(ctx, tx, stored, decision.state);
  saveCallback(tx, state);
  if (after.attemptId !== null) {
    undoAttempt(tx, after.attemptId);
    await planNextTry(tx, callbackId);
  }
  if (action === "claim") await handBackClaimed(tx, { callbackId, memberId: step.member_id, at });
  markUndone(tx, step);
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "taken-back",
    by: actor.memberId,
    detail: { action },
  });
  await applyEffects(ctx, tx, stored, decision.effects);
  tx.changed({ kind: "callback", id: callbackId });
  return { ok: true, callback: { version: state.version, state: state.state }, undone: action };
}
