import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { createApiKey } from "#use-cases/create-api-key.ts";
import { revokeApiKey } from "#use-cases/revoke-api-key.ts";
import type { ApiParts } from "./api-parts.ts";

/** Keys with which programs come in. */
export function apiKeyHandlers({ context, auth }: ApiParts) {
  return {
    listApiKeys: async ({ session }) => ({
      keys: (await auth.listKeys(session.accountId)).map((key) => ({
        ...key,
        createdAt: key.createdAt.toISOString(),
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      })),
    }),
    createApiKey: async ({ session, body }) => {
      // A stolen key must not be able to outlive its revocation by making another.
      if (session.by === "key") throw new Refused("needs-person");
      return await createApiKey({ ...context, auth }, session, body);
    },
    deleteApiKey: async ({ session, params }) => {
      accepted(await revokeApiKey({ ...context, auth }, session, params.id));
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}
