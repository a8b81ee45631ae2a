import { connectionHealth } from "@ringback/core/numbers/connection-health.ts";
import {
  type ConnectionRow,
  type ListedConnection,
  loadConnectionRows,
  loadNumberRows,
  type NumberRow,
} from "#db/queries/connections.ts";
import { transaction } from "#db/transaction.ts";
import { isLoopback } from "./api-base-url.ts";
import type { Context } from "./context.ts";
import { hookBaseUrl } from "./open-connection.ts";

export interface ConnectionsOverview {
  readonly connections: ListedConnection[];
  readonly numbers: NumberRow[];
  readonly publicUrl: string;
  readonly publicUrlReachable: "loopback" | "configured";
}

/** The provider accounts and numbers of a business with their health and webhook URLs. Asks the database only. */
export async function listConnections(ctx: Context, accountId: string): Promise<ConnectionsOverview> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const [rows, numbers] = await Promise.all([loadConnectionRows(tx), loadNumberRows(tx)]);
    const connections = rows.flatMap((row) => listed(ctx, row));
    const publicUrlReachable = isLoopback(new URL(ctx.publicUrl).hostname) ? "loopback" : "configured";
    return { connections, numbers, publicUrl: ctx.publicUrl, publicUrlReachable };
  });
}

/** A provider account with what the owner enters there; none for a provider that this release does not know. */
function listed(ctx: Context, row: ConnectionRow): ListedConnection[] {
  const provider = ctx.telephony[row.provider];
  if (provider === undefined) return [];
  const { abilities, connectForm } = provider;
  const { id, externalAccountId, apiBaseUrl, settings } = row;
  const { health, note } = connectionHealth({ ...row, events: abilities.events });
  const webhookUrls = provider.webhookUrls({
    connectionId: id,
    externalAccountId,
    apiBaseUrl,
    settings,
    secret: "",
    previousSecret: null,
    credentials: {},
    hookBaseUrl: hookBaseUrl(ctx, id),
    staticFallbackUrl: ctx.staticFallbackUrl,
  });
  return [
    {
      ...row,
      settings: { ...settings },
      title: connectForm.title,
      abilities,
      health,
      healthNote: note,
      lastEventAt: row.lastEventAt?.toString() ?? null,
      lastErrorAt: row.lastErrorAt?.toString() ?? null,
      logErrorAt: row.logErrorAt?.toString() ?? null,
      logReadUntil: row.logReadUntil?.toString() ?? null,
      liveSince: row.liveSince?.toString() ?? null,
      webhookUrls,
    },
  ];
}
