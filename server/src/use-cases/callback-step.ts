import type { Actor, Callback } from "@ringback/core/callbacks/callback.ts";
import { happenedAt as judgeMoment } from "@ringback/core/callbacks/happened-at.ts";
import type { CallbackRefusal } from "@ringback/core/callbacks/refusal.ts";
import { rememberForUndo, type UndoableAction } from "@ringback/core/callbacks/undo-action.ts";
import type { Decision } from "@ringback/core/decision.ts";
import { appendCallbackEvent, type StoredCallback, saveCallback } from "#db/stores/callbacks.ts";
import { keepUndoStep } from "#db/stores/undo-steps.ts";
import type { Transaction } from "#db/transaction.ts";
import { applyEffects } from "./apply-effects.ts";
import type { Context } from "./context.ts";
import { planNextTry } from "./plan-next-try.ts";
import { keepPause } from "./promise-callback.ts";

/** Who acts on which callback, and the version they saw. */
export interface StepCommand {
  readonly actor: Actor;
  readonly callbackId: string;
  readonly version?: number | undefined;
  /** When the person did it, where that was before it could be sent. */
  readonly happenedAt?: Temporal.Instant | undefined;
}

/** What a rule is asked with besides the callback. */
export interface StepMoment {
  readonly tx: Transaction;
  readonly actor: Actor;
  /** When it was done: earlier than `tx.now` where a phone was out of reach. */
  readonly doneAt: Temporal.Instant;
  /** An id for the attempt that the step counts, if it counts one. */
  readonly attemptId: string;
}

/** One kind of action: its rule, and how it is written down. */
export interface CallbackStep {
  /** The event in the callback's history. */
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly rule: (
    stored: StoredCallback,
    moment: StepMoment,
  ) => Decision<Callback, CallbackRefusal> | Promise<Decision<Callback, CallbackRefusal>>;
  /** As what it can be taken back; null where it cannot. */
  readonly undo: UndoableAction | null;
  /**
   * Rows that hang on the decision, e.g. the attempt it counts. Answers whether the attempt `attemptId` was counted; `told`:
   * what became of one that was counted before.
   */
  readonly also?: (
    stored: StoredCallback,
    after: Callback,
    moment: StepMoment,
  ) => boolean | "told" | Promise<boolean | "told">;
  /** Before the callback is locked. */
  readonly first?: (tx: Transaction, callbackId: string) => void;
}

export type ActionRefusal = CallbackRefusal | "not-found";
export type ActionAnswer =
  | {
      readonly ok: true;
      readonly callback: { readonly version: number; readonly state: Callback["state"]; readonly recovered: boolean };
      /** Takes it back; null where nothing changed, or it cannot be. */
      readonly undoToken: string | null;
    }
  | { readonly ok: false; readonly refusal: ActionRefusal };

/** What nobody has to have seen before they decide something else. */
const marks: ReadonlySet<string> = new Set(["attempted", "alarm-acknowledged", "late-explained", "alarm-handed-on"]);

/** The sandwich around every action: check the version seen, decide, save, append, carry out the effects. Locked by the caller. */
export async function carryOut(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback | null,
  command: StepCommand,
  step: CallbackStep,
  undoToken: string,
): Promise<ActionAnswer> {
  const { actor, callbackId } = command;
  if (stored === null) return { ok: false, refusal: "not-found" };
  if (command.version !== undefined && command.version < stored.decidedVersion)
    return { ok: false, refusal: "changed-meanwhile" };
  const happened = judgeMoment(command.happenedAt, tx.now);
  if (!happened.ok) return happened;
  const moment = { tx, actor, doneAt: happened.state ?? tx.now, attemptId: ctx.ids.next() };
  const decision = await step.rule(stored, moment);
  if (!decision.ok) return decision;
  const after = decision.state;
  const { version, state } = after;
  const said = { version, state, recovered: after.state === "closed" && after.recovered };
  if (after === stored.callback) return { ok: true, callback: said, undoToken: null };
  saveCallback(tx, await keepPause(ctx, tx, stored, after), marks.has(step.kind) ? "marks" : "decision");
  const told = happened.state === null ? {} : { happenedAt: happened.state.toString() };
  const detail = { ...step.detail, ...told };
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: step.kind, by: actor.memberId, detail });
  const attempt = (await step.also?.(stored, after, moment)) ?? false;
  const undo = attempt === "told" ? null : step.undo;
  if (undo !== null)
    keepUndoStep(tx, {
      token: undoToken,
      callbackId,
      memberId: actor.memberId,
      action: undo,
      before: rememberForUndo(stored.callback, null),
      after: rememberForUndo(after, attempt === true ? moment.attemptId : null),
    });
  if (attempt !== false && after.state !== "closed") await planNextTry(tx, callbackId);
  await applyEffects(ctx, tx, stored, decision.effects);
  if (after.state === "closed") ctx.events.callbackClosed({ accountId: tx.accountId, callbackId, kind: "person" });
  tx.changed({ kind: "callback", id: callbackId });
  return { ok: true, callback: said, undoToken: undo === null ? null : undoToken };
}
