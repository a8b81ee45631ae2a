import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A person moved a callback away, or it was one too many. The rule that had decided is read from the callback itself. */
export interface OwnerCorrection {
  readonly id: string;
  readonly callbackId: string;
  readonly kind: "moved" | "duplicate";
  readonly from: string;
  readonly to: string | null;
  readonly cause: string;
  readonly by: string | null;
}

/** Keeps it as a fact that is counted. To be called with the callback locked. */
export function keepOwnerCorrection(tx: Transaction, correction: OwnerCorrection): void {
  const { id, callbackId, kind, from, to, cause, by } = correction;
  tx.write(sql`insert into ringback.owner_correction (account_id, id, callback_id, kind, from_member, to_member, cause, rule, by_member, at)
    select account_id, ${id}, id, ${kind}, ${from}, ${to}, ${cause}, coalesce(owner_rule, explained->>'ownerRule'), ${by}, ${tx.now}
    from ringback.callback where account_id = ${tx.accountId} and id = ${callbackId}`);
}
