import { lockNumber, type StoredNumber } from "#db/stores/phone-numbers.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { type OpenConnection, openConnection } from "./open-connection.ts";

/** A number of the business with the provider account it belongs to. */
export async function openNumber(
  ctx: Context,
  { accountId, numberId }: { readonly accountId: string; readonly numberId: string },
): Promise<
  | { readonly ok: true; readonly number: StoredNumber; readonly connection: OpenConnection }
  | { readonly ok: false; readonly refusal: "number-not-found" | "number-not-connected" }
> {
  const number = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => lockNumber(tx, numberId));
  if (number === null) return { ok: false, refusal: "number-not-found" };
  const connection = number.connectionId === null ? null : await openConnection(ctx, number.connectionId);
  if (connection === null || connection.accountId !== accountId) return { ok: false, refusal: "number-not-connected" };
  return { ok: true, number, connection };
}
