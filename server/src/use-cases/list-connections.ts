import type { Connection, PhoneNumberBody } from "@ringback/contract/connections.ts";
import { loadConnectionRows, loadNumberRows } from "#db/queries/connections.ts";
import { transaction } from "#db/transaction.ts";
import { isLoopback } from "./api-base-url.ts";
import type { Context } from "./context.ts";
import { hookBaseUrl } from "./open-connection.ts";

export interface ConnectionsOverview {
  readonly connections: Connection[];
  readonly numbers: PhoneNumberBody[];
  readonly publicUrl: string;
  readonly publicUrlReachable: "loopback" | "configured";
}

/** The provider accounts and numbers of a business with their health and webhook URLs. Asks the database only. */
export async function listConnections(ctx: Context, accountId: string): Promise<ConnectionsOverview> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const [rows, numbers] = await Promise.all([loadConnectionRows(tx), loadNumberRows(tx)]);
    const connections = rows.flatMap((row): Connection[] => {
      const provider = ctx.telephony[row.provider];
      if (provider === undefined) return [];
      const { id, externalAccountId, apiBaseUrl } = row;
      const webhookUrls = provider.webhookUrls({
        connectionId: id,
        externalAccountId,
        apiBaseUrl,
        secret: "",
        previousSecret: null,
        hookBaseUrl: hookBaseUrl(ctx, id),
        staticFallbackUrl: ctx.staticFallbackUrl,
      });
      return [{ ...row, provider: provider.name, webhookUrls }];
    });
    const publicUrlReachable = isLoopback(new URL(ctx.publicUrl).hostname) ? "loopback" : "configured";
    return { connections, numbers, publicUrl: ctx.publicUrl, publicUrlReachable };
  });
}
