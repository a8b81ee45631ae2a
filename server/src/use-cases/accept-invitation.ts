import type { Auth, CreateSignInRefusal, Person } from "#auth/auth.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { type FoundInvitation, findInvitation } from "#db/stores/installation.ts";
import { useInvitation } from "#db/stores/invitations.ts";
import { lockMembers, saveMember } from "#db/stores/members.ts";
import { transaction } from "#db/transaction.ts";
import { hashToken } from "#token-hash.ts";
import type { Context } from "./context.ts";

type Refusal =
  | "invitation-not-found"
  | "invitation-for-another"
  | "already-member"
  | "email-required"
  | CreateSignInRefusal;
export type AcceptInvitationOutcome =
  | { readonly ok: true; readonly accountId: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** Who accepts: the person signed in, or somebody who makes a sign-in now (or has one with this password). */
export type Acceptance =
  | { readonly person: Person }
  | {
      readonly person: null;
      readonly name: string | undefined;
      readonly email: string | undefined;
      readonly password: string | undefined;
    };

/** What an invitation is for; null when it was used, replaced, withdrawn or is too old. */
export async function openInvitation(
  { db, clock }: Pick<Context, "db" | "clock">,
  token: string,
): Promise<FoundInvitation | null> {
  return await findInvitation(db, hashToken(token), clock.now());
}

/** Makes the person a member with the role the invitation was given for. A token works once. */
export async function acceptInvitation(
  context: Context & { readonly auth: Auth },
  token: string,
  acceptance: Acceptance,
): Promise<AcceptInvitationOutcome> {
  const invitation = await openInvitation(context, token);
  if (invitation === null) return { ok: false, refusal: "invitation-not-found" };
  const found = acceptance.person ?? (await findOrCreatePerson(context.auth, invitation, acceptance));
  if (typeof found === "string") return { ok: false, refusal: found };
  const { db, clock, ids } = context;
  return await transaction(db, invitation.accountId, clock.now(), async (tx): Promise<AcceptInvitationOutcome> => {
    const members = await lockMembers(tx);
    const member = members.find(({ id }) => id === invitation.memberId);
    if (members.some(({ userId }) => userId === found.userId)) return { ok: false, refusal: "already-member" };
    if (member === undefined || !(await useInvitation(tx, hashToken(token))))
      return { ok: false, refusal: "invitation-not-found" };
    saveMember(tx, { ...member, userId: found.userId, email: member.email ?? found.email });
    appendAuditEvent(tx, { id: ids.next(), by: member.id, action: "invitation-accepted", subject: member.id });
    tx.changed({ kind: "team", id: member.id });
    return { ok: true, accountId: invitation.accountId };
  });
}

/**
 * A new sign-in is for the invited e-mail only: nobody has shown that another one is theirs. Somebody who signed up and
 * was interrupted before joining comes in with the same password.
 */
async function findOrCreatePerson(
  auth: Auth,
  invitation: FoundInvitation,
  given: Extract<Acceptance, { person: null }>,
): Promise<Person | Refusal> {
  const email = (given.email ?? invitation.email)?.toLowerCase();
  if (email === undefined) return "email-required";
  if (invitation.email !== null && email !== invitation.email.toLowerCase()) return "invitation-for-another";
  const password = given.password ?? "";
  const name = given.name?.trim() || invitation.name;
  const created = await auth.createSignIn({ name, email, password });
  if (created.ok) return { userId: created.userId, name, email };
  if (created.refusal !== "email-taken") return created.refusal;
  return (await auth.checkPassword(email, password)) ?? "email-taken";
}
