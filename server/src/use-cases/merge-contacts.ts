import type { ContactFacts } from "@ringback/core/contacts/contact.ts";
import {
  type DuplicateCause,
  type MergeChoices,
  mergeUndoDays,
  planMerge,
  unmergedFacts,
} from "@ringback/core/contacts/merge-contacts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { keepMerge, lockMerge, markUndone, moveBack, moveHistory, setMergedInto } from "#db/stores/contact-merges.ts";
import {
  type ContactRecord,
  changeFacts,
  loadContactSetup,
  lockContacts,
  lockNumbers,
  numbersOfContacts,
} from "#db/stores/contact-records.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

export type MergeRefusal = "contact-not-found" | "same-contact" | "contact-merged-away";

/**
 * Makes one contact of two: facts by the rule, numbers and history to the one that is kept. The other's row stays as it
 * was, so that all of it can be taken back. Counted as a duplicate with its cause.
 */
export async function mergeContacts(
  ctx: Context,
  actor: AccountActor,
  asked: { keptId: string; goneId: string; cause: DuplicateCause; choices: MergeChoices },
): Promise<{ ok: true; mergeId: string } | { ok: false; refusal: MergeRefusal }> {
  const { keptId, goneId, cause, choices } = asked;
  if (keptId === goneId) return { ok: false, refusal: "same-contact" };
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    // Callers first, then rows, as webhooks do.
    lockNumbers(tx, await numbersOfContacts(tx, [keptId, goneId]));
    const both = pairOf(await lockContacts(tx, [keptId, goneId]), keptId, goneId);
    if (typeof both === "string") return { ok: false, refusal: both };
    const tiers = (await loadContactSetup(tx)).tiers.map(({ id }) => id);
    const plan = planMerge(both.kept.facts, both.gone.facts, { tiers, choices });
    const moved = await moveHistory(tx, goneId, keptId);
    changeFacts(tx, keptId, plan.changes, { source: "merge", by: actor.memberId });
    setMergedInto(tx, goneId, keptId);
    const mergeId = ctx.ids.next();
    keepMerge(tx, {
      id: mergeId,
      keptId,
      goneId,
      cause,
      by: actor.memberId,
      undoUntil: tx.now.add({ hours: 24 * mergeUndoDays }),
      moved: { ...moved, changes: plan.changes, before: plan.before },
    });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: actor.memberId,
      action: "contacts-merged",
      subject: keptId,
      detail: { goneId, cause },
    });
    tellScreens(tx, keptId, moved.rows.callback);
    return { ok: true, mergeId };
  });
}

export type UndoMergeRefusal = "merge-not-found" | "merge-undone-already" | "merged-too-long-ago" | "merged-since";

/** Makes two contacts of one again. A merge made since with either of them is taken back first. */
export async function undoMerge(
  ctx: Context,
  actor: AccountActor,
  mergeId: string,
): Promise<{ ok: true; goneId: string } | { ok: false; refusal: UndoMergeRefusal }> {
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    const merge = await lockMerge(tx, mergeId);
    if (merge === null) return { ok: false, refusal: "merge-not-found" };
    if (merge.undoneAt !== null) return { ok: false, refusal: "merge-undone-already" };
    if (Temporal.Instant.compare(tx.now, merge.undoUntil) > 0) return { ok: false, refusal: "merged-too-long-ago" };
    if (merge.mergedSince) return { ok: false, refusal: "merged-since" };
    const { keptId, goneId, moved } = merge;
    lockNumbers(tx, await numbersOfContacts(tx, [keptId]));
    const kept = (await lockContacts(tx, [keptId, goneId])).get(keptId);
    if (kept === undefined) return { ok: false, refusal: "merge-not-found" };
    await moveBack(tx, moved, merge);
    changeFacts(tx, keptId, unmergedFacts(moved, kept.facts), { source: "person", by: actor.memberId });
    setMergedInto(tx, goneId, null);
    markUndone(tx, mergeId, actor.memberId);
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: actor.memberId,
      action: "merge-undone",
      subject: keptId,
      detail: { goneId },
    });
    tellScreens(tx, keptId, moved.rows.callback);
    return { ok: true, goneId };
  });
}

/** What a merge would make of two contacts. */
export async function previewMerge(
  ctx: Context,
  accountId: string,
  asked: { keptId: string; goneId: string },
): Promise<
  | { ok: true; kept: ContactFacts; gone: ContactFacts; result: ContactFacts; disputed: readonly string[] }
  | { ok: false; refusal: MergeRefusal }
> {
  if (asked.keptId === asked.goneId) return { ok: false, refusal: "same-contact" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const both = pairOf(await lockContacts(tx, [asked.keptId, asked.goneId]), asked.keptId, asked.goneId);
    if (typeof both === "string") return { ok: false, refusal: both };
    const tiers = (await loadContactSetup(tx)).tiers.map(({ id }) => id);
    const [kept, gone] = [both.kept.facts, both.gone.facts];
    const plan = planMerge(kept, gone, { tiers });
    return { ok: true, kept, gone, result: { ...kept, ...plan.changes }, disputed: plan.disputed };
  });
}

function pairOf(found: ReadonlyMap<string, ContactRecord>, keptId: string, goneId: string) {
  const [kept, gone] = [found.get(keptId), found.get(goneId)];
  if (kept === undefined || gone === undefined) return "contact-not-found";
  return kept.mergedInto === null && gone.mergedInto === null ? { kept, gone } : "contact-merged-away";
}

function tellScreens(tx: Transaction, contactId: string, callbackIds: readonly string[]): void {
  tx.changed({ kind: "contact", id: contactId });
  for (const id of callbackIds.slice(0, 20)) tx.changed({ kind: "callback", id });
}
