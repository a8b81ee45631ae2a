import { losesLastOwner } from "@ringback/core/people/last-owner.ts";
import { namesMember, withoutMember } from "@ringback/core/playbook/without-member.ts";
import { lockPlaybookVersion } from "#db/stores/accounts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { deleteOpenInvitations } from "#db/stores/invitations.ts";
import { lockMembers, markMemberRemoved } from "#db/stores/members.ts";
import { loadPlaybook, savePlaybook } from "#db/stores/playbooks.ts";
import { holdTeam } from "#db/stores/team.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import { toCandidate } from "./change-member.ts";
import type { Context } from "./context.ts";
import { giveAway } from "./give-away.ts";
import { renewLeaks } from "./renew-leaks.ts";

export type RemoveMemberOutcome =
  | { readonly ok: true; readonly movedCallbacks: number }
  | { readonly ok: false; readonly refusal: "member-not-found" | "last-owner" | "no-fallback-owner" };

/**
 * Removes a person: the rules name them no more and give their open callbacks to others, all in one transaction, so
 * that no callback is ever without an owner who is there. A call missed at this moment waits until it is done.
 */
export async function removeMember(
  ctx: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
  memberId: string,
): Promise<RemoveMemberOutcome> {
  const { db, clock, ids } = ctx;
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<RemoveMemberOutcome> => {
    holdTeam(tx);
    const version = await lockPlaybookVersion(tx);
    const members = await lockMembers(tx);
    if (!members.some((member) => member.id === memberId)) return { ok: false, refusal: "member-not-found" };
    if (losesLastOwner(members.map(toCandidate), memberId, null)) return { ok: false, refusal: "last-owner" };
    const playbook = await loadPlaybook(tx, version);
    const after = withoutMember(playbook, memberId);
    const heir = after?.ownership.fallbackId;
    if (!after || !heir || !members.some((member) => member.id === heir))
      return { ok: false, refusal: "no-fallback-owner" };
    const changed = namesMember(playbook, memberId);
    if (changed) savePlaybook(tx, { version: version + 1, playbook: after, note: "A person left", by: actor.memberId });
    const rules = { version: changed ? version + 1 : version, playbook: after };
    const moved = await giveAway(ctx, tx, { memberId, by: actor.memberId, ...rules });
    deleteOpenInvitations(tx, memberId);
    markMemberRemoved(tx, memberId);
    const detail = { callbacks: moved.length };
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "member-removed", subject: memberId, detail });
    tx.changed({ kind: "team", id: memberId }, ...moved.map((id) => ({ kind: "callback", id }) as const));
    await renewLeaks(tx);
    return { ok: true, movedCallbacks: moved.length };
  });
}
