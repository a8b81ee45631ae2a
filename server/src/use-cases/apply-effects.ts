import type { Effect } from "@ringback/core/effect.ts";
import { runEscalationJob, tellStaffJob, watchCallbackJob, watchKey } from "#db/jobs.ts";
import { appendCallbackEvent, type StoredCallback } from "#db/stores/callbacks.ts";
import { appendConsent } from "#db/stores/contacts.ts";
import { closeEpisode, reopenEpisode } from "#db/stores/episodes.ts";
import { endEscalation, resumeEscalation } from "#db/stores/escalations.ts";
import { endHoldsOf, resumeHoldsOf } from "#db/stores/holds.ts";
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
      if (stored.callback.state === "closed") await takeUpAgain(ctx, tx, stored.callback.id, stored.callback.closedAt);
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

/** What the closing had ended goes on: an alarm ends with a person's acknowledgement, not with a mistake that was undone. */
async function takeUpAgain(
  ctx: Context,
  tx: Transaction,
  callbackId: string,
  closedAt: Temporal.Instant,
): Promise<void> {
  for (const id of await resumeHoldsOf(tx, callbackId, closedAt)) tx.changed({ kind: "hold", id });
  const alarm = await resumeEscalation(tx, callbackId, closedAt);
  if (alarm === null) return;
  tx.enqueue(runEscalationJob(tx.accountId, alarm.id, tx.now));
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "escalated",
    by: null,
    detail: { reason: alarm.reason, joined: false },
  });
}
