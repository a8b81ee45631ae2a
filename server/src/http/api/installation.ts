import { listAccountsOf } from "#db/queries/accounts-of-person.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { createAccount } from "#use-cases/create-account.ts";
import type { ApiParts } from "./api-parts.ts";

/** What this installation is, who is signed in, and new businesses. */
export function installationHandlers({ context, auth, installation }: ApiParts) {
  return {
    installation: async ({ now }) => ({
      ...installation,
      needsFirstOwner: !(await auth.hasUsers()),
      now: now.toString(),
    }),
    me: async ({ session }) => ({
      user: { id: session.userId, name: session.name, email: session.email },
      accounts: await listAccountsOf(context.db, session.userId),
    }),
    createAccount: async ({ session, body }) => {
      const { accountId } = accepted(await createAccount(context, { ...body, owner: session }));
      return { id: accountId };
    },
  } satisfies Partial<Handlers>;
}
