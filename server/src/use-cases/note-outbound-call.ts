import { parseNumber } from "@ringback/core/phone-number.ts";
import { keepProviderEvent } from "#db/stores/calls.ts";
import { hasProviderEvent, saveOutboundCall } from "#db/stores/outbound-calls.ts";
import { transaction } from "#db/transaction.ts";
import type { OutboundCall } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";

/**
 * Keeps a call that somebody of the business made from any phone. Answers whether the same report came before.
 * @throws the database's error.
 */
export async function noteOutboundCall(
  ctx: Context,
  reported: {
    readonly accountId: string;
    readonly connectionId: string;
    readonly key: string;
    readonly call: OutboundCall;
    readonly payload: Readonly<Record<string, string>>;
  },
): Promise<boolean> {
  const { accountId, connectionId, key, call, payload } = reported;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (await hasProviderEvent(tx, connectionId, key)) return true;
    keepProviderEvent(tx, { id: ctx.ids.next(), connectionId, key, kind: "outbound-call", payload });
    saveOutboundCall(tx, {
      ...call,
      id: ctx.ids.next(),
      connectionId,
      called: parseNumber(call.to),
      entered: "webhook",
    });
    return false;
  });
}
