import type { Actor, Callback } from "@ringback/core/callbacks/callback.ts";
import { claimCallback, releaseCallback } from "@ringback/core/callbacks/claim-callback.ts";
import { closeCallback as closeWithOutcome, reopenCallback } from "@ringback/core/callbacks/close-callback.ts";
import { reassignCallback as giveTo } from "@ringback/core/callbacks/reassign-callback.ts";
import { type AttemptResult, recordAttempt as countAttempt } from "@ringback/core/callbacks/record-attempt.ts";
import type { CallbackRefusal } from "@ringback/core/callbacks/refusal.ts";
import { snoozeCallback as putOff, wakeCallback } from "@ringback/core/callbacks/snooze-callback.ts";
import type { Decision } from "@ringback/core/decision.ts";
import { keepAttempt } from "#db/stores/attempts.ts";
import { appendCallbackEvent, lockCallback, type StoredCallback, saveCallback } from "#db/stores/callbacks.ts";
import { hasNewerEpisode, lockCallerOf } from "#db/stores/episodes.ts";
import { acknowledgeEscalation as acknowledge, runningEscalation } from "#db/stores/escalations.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { memberIds } from "#db/stores/team.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { applyEffects } from "./apply-effects.ts";
import type { Context } from "./context.ts";

/** Who acts, where, on what, and the version they saw. */
export interface CallbackCommand {
  readonly accountId: string;
  readonly actor: Actor;
  readonly callbackId: string;
  readonly version?: number | undefined;
}

export type ActionRefusal = CallbackRefusal | "not-found";
export type ActionAnswer =
  | { readonly ok: true; readonly callback: Callback }
  | { readonly ok: false; readonly refusal: ActionRefusal };

export const claim = (ctx: Context, command: CallbackCommand) =>
  act(ctx, command, "claimed", ({ callback }) => claimCallback(callback, command.actor));

export const release = (ctx: Context, command: CallbackCommand) =>
  act(ctx, command, "released", ({ callback }) => releaseCallback(callback, command.actor));

export const snooze = (ctx: Context, command: CallbackCommand & { until: Temporal.Instant; reason: string }) =>
  act(ctx, command, "snoozed", ({ callback }, tx) => putOff(callback, command, command.actor, tx.now), {
    until: command.until.toString(),
    reason: command.reason,
  });

export const unsnooze = (ctx: Context, command: CallbackCommand) =>
  act(ctx, command, "woken", ({ callback }, tx) => wakeCallback(callback, command.actor, tx.now), {
    because: "by-hand",
  });

export const reassign = (
  ctx: Context,
  command: CallbackCommand & { ownerId: string; cause: string; note?: string | undefined },
) =>
  act(
    ctx,
    command,
    "reassigned",
    async ({ callback }, tx) => giveTo(callback, command.ownerId, new Set(await memberIds(tx)), command.actor),
    {
      ownerId: command.ownerId,
      cause: command.cause,
      note: command.note ?? null,
    },
  );

export const close = (ctx: Context, command: CallbackCommand & { disposition: string; note?: string | undefined }) =>
  act(
    ctx,
    command,
    "closed",
    async ({ callback, playbookVersion }, tx) =>
      closeWithOutcome(
        callback,
        command.disposition,
        (await loadPlaybook(tx, playbookVersion)).dispositions,
        command.actor,
        tx.now,
      ),
    { disposition: command.disposition, note: command.note ?? null },
  );

export const reopen = (ctx: Context, command: CallbackCommand) =>
  act(
    ctx,
    command,
    "reopened",
    async ({ callback, caller, episodeId }, tx) =>
      reopenCallback(callback, command.actor, await hasNewerEpisode(tx, caller, episodeId), tx.now),
    {},
    (tx) => lockCallerOf(tx, command.callbackId),
  );

export const recordAttempt = (
  ctx: Context,
  command: CallbackCommand & { channel: "call" | "text" | "email"; result: AttemptResult; note?: string | undefined },
) =>
  act(
    ctx,
    command,
    "attempted",
    ({ callback }, tx) => {
      const decision = countAttempt(callback, command.actor);
      if (decision.ok)
        keepAttempt(tx, {
          id: ctx.ids.next(),
          callbackId: callback.id,
          by: command.actor.memberId,
          channel: command.channel,
          result: command.result,
          providerCallId: null,
          note: command.note ?? null,
        });
      return decision;
    },
    { channel: command.channel, result: command.result, note: command.note ?? null },
  );

/** Takes the running alarm in hand: the ladder stops. The clock and the callback go on. */
export async function acknowledgeEscalation(ctx: Context, command: CallbackCommand): Promise<ActionAnswer> {
  return await act(ctx, command, "alarm-acknowledged", async ({ callback }, tx) => {
    if (command.actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
    const alarm = await runningEscalation(tx, callback.id);
    if (alarm === null) return { ok: false, refusal: "no-running-alarm" };
    acknowledge(tx, alarm.id, command.actor.memberId);
    return { ok: true, state: { ...callback, version: callback.version + 1 }, effects: [] };
  });
}

type Rule = (
  stored: StoredCallback,
  tx: Transaction,
) => Decision<Callback, CallbackRefusal> | Promise<Decision<Callback, CallbackRefusal>>;

/** The sandwich around every action: lock, check the version seen, decide, save, append, carry out the effects. */
async function act(
  ctx: Context,
  command: CallbackCommand,
  kind: string,
  rule: Rule,
  detail: Record<string, unknown> = {},
  first: (tx: Transaction) => void = () => {},
): Promise<ActionAnswer> {
  return await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx) => {
    first(tx);
    const stored = await lockCallback(tx, command.callbackId);
    if (stored === null) return { ok: false, refusal: "not-found" };
    if (command.version !== undefined && command.version !== stored.callback.version)
      return { ok: false, refusal: "changed-meanwhile" };
    const decision = await rule(stored, tx);
    if (!decision.ok) return decision;
    if (decision.state !== stored.callback) {
      saveCallback(tx, decision.state);
      appendCallbackEvent(tx, {
        id: ctx.ids.next(),
        callbackId: command.callbackId,
        kind,
        by: command.actor.memberId,
        detail,
      });
      await applyEffects(ctx, tx, stored, decision.effects);
      if (decision.state.state === "closed")
        ctx.events.callbackClosed({ accountId: tx.accountId, callbackId: command.callbackId, kind: "person" });
      tx.changed({ kind: "callback", id: command.callbackId });
    }
    return { ok: true, callback: decision.state };
  });
}
