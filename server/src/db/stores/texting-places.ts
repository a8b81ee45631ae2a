import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export function setTextingPlace(
  tx: Transaction,
  place: {
    readonly number: string;
    readonly timeZone: string;
    readonly region: string | null;
    readonly reason: string;
    readonly by: string;
  },
): void {
  tx.write(sql`insert into ringback.texting_override (account_id, number, region, time_zone, reason, set_by, set_at)
    values (${tx.accountId}, ${place.number}, ${place.region}, ${place.timeZone}, ${place.reason}, ${place.by}, ${tx.now})
    on conflict (account_id, number) do update set region = excluded.region, time_zone = excluded.time_zone, reason = excluded.reason,
      set_by = excluded.set_by, set_at = excluded.set_at`);
}

export function clearTextingPlace(tx: Transaction, number: string): void {
  tx.write(sql`delete from ringback.texting_override where account_id = ${tx.accountId} and number = ${number}`);
}
