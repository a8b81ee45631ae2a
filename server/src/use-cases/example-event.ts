import { findAccountConnection } from "#db/stores/connections.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { openStored } from "./open-connection.ts";

export type ExampleEventResult =
  | { readonly ok: true; readonly connectionId: string; readonly script: string }
  | { readonly ok: false; readonly refusal: "connection-not-found" | "no-example" };

/**
 * A script that sends one event of this type as the connected system would, signed with the connection's secret. Only for
 * whoever may read that secret anyway: the operator.
 */
export async function exampleEvent(
  ctx: Context,
  asked: {
    readonly accountId: string;
    readonly provider: string;
    readonly externalAccountId: string;
    readonly type?: string;
  },
): Promise<ExampleEventResult> {
  return await transaction(ctx.db, asked.accountId, ctx.clock.now(), async (tx) => {
    const stored = await findAccountConnection(tx, asked);
    if (stored === null) return { ok: false, refusal: "connection-not-found" };
    const { provider, account } = openStored(ctx, stored);
    const script = provider.exampleRequest?.(account, asked.type);
    if (script === undefined) return { ok: false, refusal: "no-example" };
    return { ok: true, connectionId: stored.id, script };
  });
}
