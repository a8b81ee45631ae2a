import { losesLastOwner } from "@ringback/core/people/last-owner.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { lockMembers, type StoredMember, saveMember } from "#db/stores/members.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import { type MemberFacts, readPhone } from "./add-member.ts";
import type { Context } from "./context.ts";
import { renewLeaks } from "./renew-leaks.ts";

export type ChangeMemberOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "member-not-found" | "last-owner" | "invalid-phone" | "phone-taken" };

/** Changes what is given and leaves the rest. A new role holds from the person's next request. */
export async function changeMember(
  { db, clock, ids }: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
  memberId: string,
  change: { readonly [Fact in keyof MemberFacts]?: MemberFacts[Fact] | undefined },
): Promise<ChangeMemberOutcome> {
  const phone = change.phone === undefined ? undefined : readPhone(change.phone);
  if (phone === "invalid") return { ok: false, refusal: "invalid-phone" };
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<ChangeMemberOutcome> => {
    const members = await lockMembers(tx);
    const before = members.find((member) => member.id === memberId);
    if (before === undefined) return { ok: false, refusal: "member-not-found" };
    if (phone && members.some((member) => member.id !== memberId && member.phone === phone))
      return { ok: false, refusal: "phone-taken" };
    if (change.role !== undefined && losesLastOwner(members.map(toCandidate), memberId, change.role))
      return { ok: false, refusal: "last-owner" };
    const after: StoredMember = {
      ...before,
      name: change.name ?? before.name,
      email: change.email === undefined ? before.email : change.email,
      phone: phone === undefined ? before.phone : phone,
      role: change.role ?? before.role,
      notifyBySms: change.notifyBySms ?? before.notifyBySms,
      notifyByEmail: change.notifyByEmail ?? before.notifyByEmail,
    };
    saveMember(tx, after);
    const detail = {
      changed: changedFacts(before, after),
      ...(before.role === after.role ? {} : { role: after.role }),
    };
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "member-changed", subject: memberId, detail });
    tx.changed({ kind: "team", id: memberId });
    if (detail.changed.some((fact) => namedInLeaks.has(fact))) await renewLeaks(tx);
    return { ok: true };
  });
}

/** What the rule about owners looks at. */
export function toCandidate({ id, role, userId }: StoredMember) {
  return { id, role, canSignIn: userId !== null };
}

/** What a report of leaks tells of people: who rang, and who might help. */
const namedInLeaks: ReadonlySet<string> = new Set(["name", "phone", "role"] satisfies (keyof StoredMember)[]);

/** Names only: the audit trail holds no phone numbers or e-mails. */
function changedFacts(before: StoredMember, after: StoredMember): string[] {
  return (Object.keys(after) as (keyof StoredMember)[]).filter((fact) => before[fact] !== after[fact]);
}
