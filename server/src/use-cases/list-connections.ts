import { type ConnectionRow, loadConnectionRows, loadNumberRows, type NumberRow } from "#db/queries/connections.ts";
import { transaction } from "#db/transaction.ts";
import type { TelephonyProvider } from "#providers/telephony/provider.ts";
import { isLoopback } from "./api-base-url.ts";
import type { Context } from "./context.ts";
import { hookBaseUrl } from "./open-connection.ts";

/** A provider account with what the owner enters there. */
export type ListedConnection = Omit<ConnectionRow, "provider"> & {
  readonly provider: TelephonyProvider["name"];
  readonly webhookUrls: ReturnType<TelephonyProvider["webhookUrls"]>;
};

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
    const connections = rows.flatMap((row): ListedConnection[] => {
      const provider = ctx.telephony[row.provider];
      if (provider === undefined) return [];
      const { id, externalAccountId, apiBaseUrl } = row;
      const webhookUrls = provider.webhookUrls({
        connectionId: id,
        externalAccountId,
        apiBaseUrl,
        secret: "",
        previousSecret: null,
        credentials: {},
        settings: {},
        hookBaseUrl: hookBaseUrl(ctx, id),
        staticFallbackUrl: ctx.staticFallbackUrl,
      });
      return [{ ...row, provider: provider.name, webhookUrls }];
    });
    const publicUrlReachable = isLoopback(new URL(ctx.publicUrl).hostname) ? "loopback" : "configured";
    return { connections, numbers, publicUrl: ctx.publicUrl, publicUrlReachable };
  });
}
