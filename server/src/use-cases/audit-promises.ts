import { lapseClaim } from "@ringback/core/callbacks/claim-callback.ts";
import { reasonWhenOverdue } from "@ringback/core/escalation/alarm-reason.ts";
import { type BrokenPromise, brokenPromises } from "#db/queries/broken-promises.ts";
import { keepFinding } from "#db/stores/audit-findings.ts";
import { appendCallbackEvent, lockCallback, type StoredCallback, saveCallback } from "#db/stores/callbacks.ts";
import { currentPlaybook, loadPlaybook } from "#db/stores/playbooks.ts";
import { memberIds } from "#db/stores/team.ts";
import { acrossAccounts, type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { raiseEscalation } from "./raise-escalation.ts";
import { runEscalation } from "./run-escalation.ts";
import { watchCallback } from "./watch-callback.ts";

/**
 * The auditor: looks in all businesses for promises that broke without anybody hearing of it, writes each down and makes
 * it heard. It trusts no job, only the rows: it finds what a lost job, a mistake or a fault has left standing. Answers how
 * many it found.
 * @throws the database's error.
 */
export async function auditPromises(ctx: Context): Promise<number> {
  const found = await acrossAccounts(ctx.db, brokenPromises(ctx.clock.now()));
  for (const promise of found) {
    try {
      await repair(ctx, promise);
    } catch (error) {
      // One that cannot be repaired must not keep the others waiting; it is found again in a minute.
      ctx.events.failed("a broken promise could not be repaired", error);
    }
  }
  return found.length;
}

async function repair(ctx: Context, promise: BrokenPromise): Promise<void> {
  const { account_id: accountId, callback_id: callbackId, kind, broken_at: brokenAt } = promise;
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const stored = await lockCallback(tx, callbackId);
    if (stored === null || stored.callback.state === "closed") return;
    keepFinding(tx, { id: ctx.ids.next(), callbackId, kind, brokenAt });
    if (kind === "breach-without-alarm" || kind === "gone-quiet")
      await raiseEscalation(ctx, tx, stored, reasonWhenOverdue(stored.urgency));
    if (kind === "claimed-and-forgotten") await giveBack(ctx, tx, stored);
    if (kind === "owner-gone") await giveToSomebody(ctx, tx, stored);
    tx.changed({ kind: "callback", id: callbackId });
  });
  if (kind === "warning-not-sent" || kind === "breach-not-noticed" || kind === "snooze-past-end")
    await watchCallback(ctx, { accountId, callbackId });
  if (promise.escalation_id !== null) await runEscalation(ctx, { accountId, escalationId: promise.escalation_id });
}

/** People are alarmed, and anybody may take it: who claimed it is perhaps not there any more. */
async function giveBack(ctx: Context, tx: Transaction, stored: StoredCallback): Promise<void> {
  const { callback, playbookVersion } = stored;
  const lapsed = lapseClaim(callback);
  if (!lapsed.ok || callback.state !== "claimed") return;
  await raiseEscalation(ctx, tx, stored, "forgotten");
  const { escalation } = await loadPlaybook(tx, playbookVersion);
  saveCallback(tx, lapsed.state);
  const detail = { claimedBy: callback.claimedBy, handMinutes: escalation.handMinutes };
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId: callback.id, kind: "claim-lapsed", by: null, detail });
}

/** To the backup, else to the fallback, else to anybody: a callback without somebody who is there is a lost caller. */
async function giveToSomebody(ctx: Context, tx: Transaction, stored: StoredCallback): Promise<void> {
  const { callback } = stored;
  const [present, { playbook }] = await Promise.all([memberIds(tx), currentPlaybook(tx)]);
  if (present.includes(callback.ownerId)) return;
  const heirs = [callback.backupId, playbook.ownership.fallbackId, present[0] ?? null];
  const ownerId = heirs.find((id) => id !== null && present.includes(id));
  if (ownerId === undefined || ownerId === null) return;
  const backupId =
    callback.backupId === ownerId || !present.includes(callback.backupId ?? "") ? null : callback.backupId;
  saveCallback(tx, { ...callback, ownerId, backupId, version: callback.version + 1 });
  const detail = { ownerId, cause: "owner-gone", note: null };
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId: callback.id, kind: "reassigned", by: null, detail });
}
