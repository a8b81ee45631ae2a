import { listConnectionsOf, noteConnectionError } from "#db/stores/connections.ts";
import { saveProviderNumbers } from "#db/stores/provider-numbers.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { openConnection } from "./open-connection.ts";
import { askProvider } from "./provider-problem.ts";

export type SyncNumbersResult =
  | { readonly ok: true; readonly numbers: number }
  | {
      readonly ok: false;
      readonly refusal: "connection-not-found" | "numbers-not-listed" | "provider-unreachable" | "provider-refused";
      readonly detail?: string;
    };

/**
 * Asks a provider which numbers it has and where their calls go, and keeps the answer for the inventory. A number whose
 * webhooks somebody changed is seen here even when no call comes any more.
 */
export async function syncNumbers(
  ctx: Context,
  asked: { readonly accountId: string; readonly connectionId: string },
): Promise<SyncNumbersResult> {
  const { accountId, connectionId } = asked;
  const open = await openConnection(ctx, connectionId);
  if (open === null || open.accountId !== accountId) return { ok: false, refusal: "connection-not-found" };
  if (!open.provider.abilities.numbers) return { ok: false, refusal: "numbers-not-listed" };
  const listed = await askProvider(open.provider.listNumbers(open.account));
  const now = ctx.clock.now();
  if (!listed.ok) {
    await transaction(ctx.db, accountId, now, async (tx) => noteConnectionError(tx, connectionId, listed.detail));
    return listed;
  }
  await transaction(ctx.db, accountId, now, async (tx) => {
    saveProviderNumbers(tx, connectionId, listed.answer);
    noteConnectionError(tx, connectionId, null);
  });
  return { ok: true, numbers: listed.answer.length };
}

/** Asks every provider of a business; one that fails does not keep the others from answering. */
export async function syncAllNumbers(
  ctx: Context,
  accountId: string,
): Promise<{ id: string; label: string; ok: boolean; note: string; numbers: number }[]> {
  const rows = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => listConnectionsOf(tx));
  const able = rows.filter(
    ({ provider, simulated }) => !simulated && ctx.telephony[provider]?.abilities.numbers === true,
  );
  return await Promise.all(
    able.map(async ({ id, label }) => {
      const synced = await syncNumbers(ctx, { accountId, connectionId: id });
      if (!synced.ok) return { id, label, ok: false, note: synced.detail ?? "It was removed meanwhile.", numbers: 0 };
      const note = synced.numbers === 1 ? "1 number" : `${synced.numbers} numbers`;
      return { id, label, ok: true, note, numbers: synced.numbers };
    }),
  );
}
