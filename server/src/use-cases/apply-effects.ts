import type { Effect } from "@ringback/core/effect.ts";
import { tellStaffJob, watchCallbackJob, watchKey } from "#db/jobs.ts";
import type { StoredCallback } from "#db/stores/callbacks.ts";
import { appendConsent } from "#db/stores/contacts.ts";
import { closeEpisode, reopenEpisode } from "#db/stores/episodes.ts";
import { endEscalation } from "#db/stores/escalations.ts";
import { endHoldsOf } from "#db/stores/holds.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { raiseEscalation } from "./raise-escalation.ts";

/** Carries out what a rule asked for, as rows and jobs of the same transaction. */
export async function applyEffects(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  effects: readonly Effect[],
): Promise<void> {
  for (const effect of effects) await applyEffect(ctx, tx, stored, effect);
}

async function applyEffect(ctx: Context, tx: Transaction, stored: StoredCallback, effect: Effect): Promise<void> {
  switch (effect.kind) {
    case "watch-callback":
      tx.enqueue(watchCallbackJob(tx.accountId, effect.callbackId, effect.at));
      return;
    case "stop-watching":
      tx.cancelJobs(watchKey(effect.callbackId));
      return;
    case "raise-escalation":
      await raiseEscalation(ctx, tx, stored, effect.reason);
      return;
    case "end-escalation":
      endEscalation(tx, effect.callbackId);
      return;
    case "tell-staff":
      tx.enqueue(
        tellStaffJob(tx.accountId, { callbackId: effect.callbackId, memberIds: effect.memberIds, about: effect.about }),
      );
      return;
    case "close-episode":
      closeEpisode(tx, stored.episodeId);
      for (const id of await endHoldsOf(tx, effect.callbackId)) tx.changed({ kind: "hold", id });
      return;
    case "reopen-episode":
      reopenEpisode(tx, stored.episodeId);
      return;
    case "opt-out":
      if (stored.caller !== null)
        appendConsent(tx, {
          id: ctx.ids.next(),
          number: stored.caller,
          kind: "opt_out",
          source: "outcome",
          sourceId: stored.callback.id,
        });
      return;
  }
}
