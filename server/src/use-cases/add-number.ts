import { formatNumber, parseNumber } from "@ringback/core/phone-number.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { loadConnection } from "#db/stores/connections.ts";
import { findNumberRow, insertNumber, type StoredNumber } from "#db/stores/phone-numbers.ts";
import { takeOverListing } from "#db/stores/provider-numbers.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

export type AddNumberResult =
  | { readonly ok: true; readonly numberId: string }
  | { readonly ok: false; readonly refusal: "invalid-phone" | "number-taken" | "connection-not-found" };

/** Adds a number of the business. Whether the provider's calls come here is a matter of `installWebhooks`. */
export async function addNumber(
  ctx: Context,
  wanted: { accountId: string; by: string | null } & Pick<
    StoredNumber,
    "number" | "label" | "connectionId" | "mode" | "source" | "lineOfService"
  >,
): Promise<AddNumberResult> {
  const { accountId, by, ...row } = wanted;
  const number = parseNumber(wanted.number);
  if (number === null) return { ok: false, refusal: "invalid-phone" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if ((await findNumberRow(tx, number)) !== null) return { ok: false, refusal: "number-taken" };
    if (row.connectionId !== null && (await loadConnection(tx, row.connectionId)) === null) {
      return { ok: false, refusal: "connection-not-found" };
    }
    const id = ctx.ids.next();
    insertNumber(tx, { ...row, id, number, label: row.label.trim() || formatNumber(number), providerNumberId: null });
    takeOverListing(tx, id);
    if (row.connectionId !== null) tx.changed({ kind: "connection", id: row.connectionId });
    appendAuditEvent(tx, { id: ctx.ids.next(), by, action: "number-added", subject: id });
    return { ok: true, numberId: id };
  });
}
