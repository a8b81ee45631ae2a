import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { replaceInvitation } from "#db/stores/invitations.ts";
import { lockMembers } from "#db/stores/members.ts";
import { transaction } from "#db/transaction.ts";
import { hashToken } from "#token-hash.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

/** Long enough for a week's holiday, short enough that a forgotten link is worth nothing. */
const validForHours = 7 * 24;

export interface Invited {
  readonly ok: true;
  /** Shown once; the database has only the token's hash. */
  readonly link: string;
  readonly expiresAt: Temporal.Instant;
  readonly emailed: boolean;
}
export type InviteMemberOutcome =
  | Invited
  | { readonly ok: false; readonly refusal: "member-not-found" | "already-signed-up" };

/** Makes an invitation for a member who cannot sign in yet, and e-mails it where e-mail is set up. */
export async function inviteMember(
  context: Context,
  actor: AccountActor,
  memberId: string,
): Promise<InviteMemberOutcome> {
  const { db, clock, ids, publicUrl } = context;
  const token = ids.token();
  const link = `${publicUrl}/invitation/${token}`;
  const expiresAt = clock.now().add({ hours: validForHours });
  const invitationId = ids.next();
  const found = await transaction(db, actor.accountId, clock.now(), async (tx) => {
    const member = (await lockMembers(tx)).find(({ id }) => id === memberId);
    if (member === undefined) return "member-not-found" as const;
    if (member.userId !== null) return "already-signed-up" as const;
    replaceInvitation(tx, { id: invitationId, memberId, tokenHash: hashToken(token), expiresAt });
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "member-invited", subject: memberId });
    tx.changed({ kind: "team", id: memberId });
    return member;
  });
  if (typeof found === "string") return { ok: false, refusal: found };
  const emailed =
    found.email !== null && (await emailInvitation(context, { to: found.email, name: found.name, link, invitationId }));
  return { ok: true, link, expiresAt, emailed };
}

/** The invitation stands whether or not the mail goes out: the owner sees the link and can hand it over. */
async function emailInvitation(
  { email, events, publicUrl }: Context,
  { to, name, link, invitationId }: { to: string; name: string; link: string; invitationId: string },
): Promise<boolean> {
  if (email === null) return false;
  const text = `Hello ${name},\n\nyou are invited to answer missed calls with Ringback. Open this link to sign in; it works once and for a week:\n\n${link}\n\nIf you did not expect this, ignore it.\n`;
  const messageId = `<invitation-${invitationId}@${new URL(publicUrl).hostname}>`;
  try {
    const result = await email.send({ to, subject: "Your invitation to Ringback", text, messageId });
    return result.outcome === "sent";
  } catch (error) {
    events.failed("invitation not e-mailed", error, { invitationId });
    return false;
  }
}
