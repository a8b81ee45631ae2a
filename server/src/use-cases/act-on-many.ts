import type { Actor, Callback } from "@ringback/core/callbacks/callback.ts";
import { lockCallbacks } from "#db/stores/callbacks.ts";
import { transaction } from "#db/transaction.ts";
import { type ActionRefusal, type CallbackStep, carryOut } from "./callback-step.ts";
import type { Context } from "./context.ts";
import { once } from "./once.ts";

export interface ManyCommand {
  readonly accountId: string;
  readonly actor: Actor;
  readonly items: readonly { readonly id: string; readonly version?: number | undefined }[];
  readonly requestId?: string | undefined;
  readonly happenedAt?: Temporal.Instant | undefined;
}

/** What became of one of many. */
export interface ResultOfOne {
  readonly id: string;
  readonly answer:
    | { readonly ok: true; readonly callback: Pick<Callback, "version" | "state"> }
    | { readonly ok: false; readonly refusal: ActionRefusal };
}

export type ManyAnswer =
  | { readonly ok: true; readonly results: readonly ResultOfOne[]; readonly undoToken: string | null }
  | { readonly ok: false; readonly refusal: ActionRefusal };

/**
 * One action on many callbacks, in one transaction: each is judged for itself and answers for itself; those that may are
 * done together or, when the database fails, none. So a list is never seen half done, and one token takes all of it back.
 */
export async function actOnMany(ctx: Context, command: ManyCommand, step: CallbackStep): Promise<ManyAnswer> {
  const { accountId, actor, items, requestId, happenedAt } = command;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const asks = { kind: `many-${step.kind}`, items, detail: step.detail };
    return await once<ManyAnswer>(tx, { memberId: actor.memberId, requestId, asks }, async () => {
      const stored = await lockCallbacks(
        tx,
        items.map(({ id }) => id),
      );
      const token = ctx.ids.next();
      const results: ResultOfOne[] = [];
      const seen = new Set<string>();
      let undoable = false;
      for (const { id, version } of items) {
        if (seen.has(id)) continue; // named twice is asked once
        seen.add(id);
        const one = { actor, callbackId: id, version, happenedAt };
        const answer = await carryOut(ctx, tx, stored.get(id) ?? null, one, step, token);
        if (answer.ok && answer.undoToken !== null) undoable = true;
        results.push({ id, answer });
      }
      return { ok: true, results, undoToken: undoable ? token : null };
    });
  });
}
