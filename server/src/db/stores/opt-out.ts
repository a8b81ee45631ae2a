import { type RawBuilder, sql } from "kysely";

/**
 * The newest opt-out or opt-in of a number, as a table of one row (`kind`, `at`) or none. Whoever was forgotten is found by
 * the keyed hash of the number (P3): `numberKey` is the installation's (`number-key.ts`).
 */
export function newestChoice(
  accountId: string,
  number: RawBuilder<unknown>,
  numberKey: Uint8Array | null,
): RawBuilder<unknown> {
  const of = (whose: RawBuilder<unknown>) => sql`(select kind, at, id from ringback.consent_event
    where account_id = ${accountId} and number = ${whose} and kind in ('opt_out', 'opt_in') order by at desc, id desc limit 1)`;
  return sql`(select kind, at from (${of(number)} union all ${of(sql`ringback.number_hash(${numberKey}::bytea, ${number})`)}) both_forms order by at desc, id desc limit 1)`;
}
