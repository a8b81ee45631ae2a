import type { Handlers } from "#http/mount.ts";
import { listNumbers } from "#use-cases/list-numbers.ts";
import { syncAllNumbers } from "#use-cases/sync-numbers.ts";
import type { ApiParts } from "./api-parts.ts";

/** The numbers inventory. */
export function inventoryHandlers({ context }: ApiParts) {
  return {
    listNumbers: async ({ session }) => await listNumbers(context, session.accountId),
    syncNumbers: async ({ session }) => ({ connections: await syncAllNumbers(context, session.accountId) }),
  } satisfies Partial<Handlers>;
}
