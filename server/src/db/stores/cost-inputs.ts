import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What can be typed in for the cost of missed calls; `ad-spend` once for each advertised source. */
export type CostKey =
  | "missed-per-month"
  | "conversion"
  | "customer-value"
  | "repeat-value"
  | "referral-value"
  | "minutes-per-try"
  | "staff-hour"
  | "ad-spend";

export interface StoredCostInput {
  readonly key: CostKey;
  /** Of `ad-spend` the source, else empty. */
  readonly source: string;
  readonly value: number;
  /** The day of the account's calendar on which it was typed in. */
  readonly on: string;
  readonly by: string | null;
}

/** What was typed in, and the currency of the account. */
export async function loadCostInputs(tx: Transaction): Promise<{ currency: string; inputs: StoredCostInput[] }> {
  const row = await tx.first<{ currency: string; inputs: StoredCostInput[] }>(sql`
    select a.currency, coalesce((select jsonb_agg(jsonb_build_object('key', i.key, 'source', i.source, 'value', i.value,
        'on', (i.typed_at at time zone a.time_zone)::date, 'by', m.name) order by i.key, i.source)
      from ringback.cost_input i left join ringback.member m on m.account_id = i.account_id and m.id = i.typed_by
      where i.account_id = a.id), '[]') as inputs
    from ringback.account a where a.id = ${tx.accountId}`);
  if (row === null) throw new Error("The account does not exist.");
  return row;
}

/** Keeps a value; null takes it back. */
export function saveCostInput(
  tx: Transaction,
  { key, source = "", value }: { readonly key: CostKey; readonly source?: string; readonly value: number | null },
  by: string | null,
): void {
  if (value === null)
    tx.write(
      sql`delete from ringback.cost_input where account_id = ${tx.accountId} and key = ${key} and source = ${source}`,
    );
  else
    tx.write(sql`insert into ringback.cost_input (account_id, key, source, value, typed_at, typed_by)
      values (${tx.accountId}, ${key}, ${source}, ${value}, ${tx.now}, ${by})
      on conflict (account_id, key, source) do update set value = excluded.value, typed_at = excluded.typed_at, typed_by = excluded.typed_by`);
}

/** What money is told in from now on; amounts stay as they are. */
export function saveCurrency(tx: Transaction, currency: string): void {
  tx.write(sql`update ringback.account set currency = ${currency} where id = ${tx.accountId}`);
}
