import type { BreachReason } from "@ringback/core/callbacks/breach-reason.ts";
import type { Actor } from "@ringback/core/callbacks/callback.ts";
import type { AttemptResult } from "@ringback/core/callbacks/record-attempt.ts";
import { lockCallback } from "#db/stores/callbacks.ts";
import { transaction } from "#db/transaction.ts";
import { type ActionAnswer, type CallbackStep, carryOut } from "./callback-step.ts";
import {
  acknowledgeStep,
  attemptStep,
  type CloseAsked,
  claimStep,
  closeStep,
  reassignStep,
  releaseStep,
  reopenStep,
  type SnoozeAsked,
  snoozeStep,
  unsnoozeStep,
} from "./callback-steps.ts";
import { explainLatenessStep, handOnStep } from "./clock-steps.ts";
import type { Context } from "./context.ts";
import { once } from "./once.ts";

/** Who acts, where, on what, and the version they saw. */
export interface CallbackCommand {
  readonly accountId: string;
  readonly actor: Actor;
  readonly callbackId: string;
  readonly version?: number | undefined;
  /** The name of the tap: sent again under it, the action happens once and answers the same. */
  readonly requestId?: string | undefined;
  /** When the person did it, where that was before it could be sent. */
  readonly happenedAt?: Temporal.Instant | undefined;
}

export const claim = (ctx: Context, command: CallbackCommand) => act(ctx, command, claimStep);

export const release = (ctx: Context, command: CallbackCommand) => act(ctx, command, releaseStep);

export const snooze = (ctx: Context, command: CallbackCommand & SnoozeAsked) => act(ctx, command, snoozeStep(command));

export const unsnooze = (ctx: Context, command: CallbackCommand) => act(ctx, command, unsnoozeStep);

export const reassign = (
  ctx: Context,
  command: CallbackCommand & { ownerId: string; cause: string; note?: string | undefined },
) => act(ctx, command, reassignStep(command));

export const close = (ctx: Context, command: CallbackCommand & CloseAsked) => act(ctx, command, closeStep(command));

export const reopen = (ctx: Context, command: CallbackCommand) => act(ctx, command, reopenStep);

export const recordAttempt = (
  ctx: Context,
  command: CallbackCommand & { channel: "call" | "text" | "email"; result: AttemptResult; note?: string | undefined },
) => act(ctx, command, attemptStep(command));

/** Takes the running alarm in hand: the ladder stops. The clock and the callback go on. */
export const acknowledgeEscalation = (ctx: Context, command: CallbackCommand) => act(ctx, command, acknowledgeStep);

export const explainLateness = (
  ctx: Context,
  command: CallbackCommand & { reason: BreachReason; note?: string | undefined },
) => act(ctx, command, explainLatenessStep(command));

/** Gives the alarm on to somebody, who is told at once. */
export const handOnEscalation = (ctx: Context, command: CallbackCommand & { memberId: string }) =>
  act(ctx, command, handOnStep(command));

/** One action on one callback, in one transaction; under one name at most once. */
async function act(ctx: Context, command: CallbackCommand, step: CallbackStep): Promise<ActionAnswer> {
  const { accountId, actor, callbackId, requestId } = command;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const asks = { kind: step.kind, callbackId, detail: step.detail };
    return await once<ActionAnswer>(tx, { memberId: actor.memberId, requestId, asks }, async () => {
      step.first?.(tx, callbackId);
      return await carryOut(ctx, tx, await lockCallback(tx, callbackId), command, step, ctx.ids.next());
    });
  });
}
