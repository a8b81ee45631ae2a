import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { type CostKey, saveCostInput, saveCurrency } from "#db/stores/cost-inputs.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

/** What somebody typed in; a value of null is taken back. */
export interface CostChange {
  readonly currency?: string | undefined;
  readonly inputs: readonly { readonly key: CostKey; readonly source?: string; readonly value: number | null }[];
}

/** Keeps what the cost of missed calls is worked out with. What is not named stays as it is. */
export async function setCostInputs(
  { db, clock, ids }: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
  { currency, inputs }: CostChange,
): Promise<void> {
  await transaction(db, actor.accountId, clock.now(), async (tx) => {
    if (currency !== undefined) saveCurrency(tx, currency);
    for (const input of inputs) saveCostInput(tx, input, actor.memberId);
    const detail = { ...(currency === undefined ? {} : { currency }), inputs };
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "cost-inputs-set", detail });
  });
}
