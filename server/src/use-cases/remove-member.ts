import { losesLastOwner } from "@ringback/core/people/last-owner.ts";
import { namesMember, withoutMember } from "@ringback/core/playbook/without-member.ts";
import { lockPlaybookVersion } from "#db/stores/accounts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { deleteOpenInvitations } from "#db/stores/invitations.ts";
import { appendHandOver, handOverCallbacks, lockMembers, markMemberRemoved } from "#db/stores/members.ts";
import { loadPlaybook, savePlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import { toCandidate } from "./change-member.ts";
import type { Context } from "./context.ts";

export type RemoveMemberOutcome =
  | { readonly ok: true; readonly movedCallbacks: number }
  | { readonly ok: false; readonly refusal: "member-not-found" | "last-owner" | "no-fallback-owner" };

/**
 * Removes a person: their open callbacks go to the fallback owner and the rules name them no more, all in one
 * transaction, so that no callback is ever without an owner who is there.
 */
export async function removeMember(
  { db, clock, ids }: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
  memberId: string,
): Promise<RemoveMemberOutcome> {
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<RemoveMemberOutcome> => {
    const version = await lockPlaybookVersion(tx);
    const members = await lockMembers(tx);
    if (!members.some((member) => member.id === memberId)) return { ok: false, refusal: "member-not-found" };
    if (losesLastOwner(members.map(toCandidate), memberId, null)) return { ok: false, refusal: "last-owner" };
    const playbook = await loadPlaybook(tx, version);
    const after = withoutMember(playbook, memberId);
    const heir = after?.ownership.fallbackId;
    if (!after || !heir || !members.some((member) => member.id === heir))
      return { ok: false, refusal: "no-fallback-owner" };
    const moved = await handOverCallbacks(tx, memberId, heir);
    const eventIds = moved.map(() => ids.next());
    if (moved.length > 0)
      appendHandOver(tx, { callbackIds: moved, eventIds, by: actor.memberId, from: memberId, to: heir });
    if (namesMember(playbook, memberId))
      savePlaybook(tx, { version: version + 1, playbook: after, note: "A person left", by: actor.memberId });
    deleteOpenInvitations(tx, memberId);
    markMemberRemoved(tx, memberId);
    const detail = { callbacks: moved.length, to: heir };
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "member-removed", subject: memberId, detail });
    tx.changed({ kind: "team", id: memberId }, ...moved.map((id) => ({ kind: "callback", id }) as const));
    return { ok: true, movedCallbacks: moved.length };
  });
}
