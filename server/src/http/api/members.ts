import { listMembers } from "#db/queries/members.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { acceptInvitation, openInvitation } from "#use-cases/accept-invitation.ts";
import { addMember } from "#use-cases/add-member.ts";
import { changeMember } from "#use-cases/change-member.ts";
import { inviteMember } from "#use-cases/invite-member.ts";
import { removeMember } from "#use-cases/remove-member.ts";
import type { ApiParts } from "./api-parts.ts";

/** The people of a business and how they come in. */
export function memberHandlers({ context, auth }: ApiParts) {
  return {
    listMembers: async ({ session, now }) => ({ members: await listMembers(context.db, session.accountId, now) }),
    addMember: async ({ session, body }) => ({ id: accepted(await addMember(context, session, body)).memberId }),
    changeMember: async ({ session, params, body }) => {
      accepted(await changeMember(context, session, params.id, body));
      return { ok: true };
    },
    removeMember: async ({ session, params }) => {
      accepted(await removeMember(context, session, params.id));
      return { ok: true };
    },
    inviteMember: async ({ session, params }) => {
      const { link, expiresAt, emailed } = accepted(await inviteMember(context, session, params.id));
      return { link, expiresAt: expiresAt.toString(), emailed };
    },
    getInvitation: async ({ params }) => {
      const invitation = await openInvitation(context, params.token);
      if (invitation === null) throw new Refused("invitation-not-found");
      const { accountName, name, email, role } = invitation;
      return { accountName, name, email, role };
    },
    acceptInvitation: async ({ params, body, session }) => {
      const { name, email, password } = body;
      const acceptance = session === null ? { person: null, name, email, password } : { person: session };
      const { accountId } = accepted(await acceptInvitation({ ...context, auth }, params.token, acceptance));
      return { accountId };
    },
  } satisfies Partial<Handlers>;
}
