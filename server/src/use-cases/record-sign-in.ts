import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { findAccountsOfUser } from "#db/stores/installation.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** Writes a sign-in into the audit trail of each business the person belongs to. */
export async function recordSignIn(
  { db, ids, clock }: Pick<Context, "db" | "ids" | "clock">,
  userId: string,
): Promise<void> {
  for (const { accountId, memberId } of await findAccountsOfUser(db, userId)) {
    await transaction(db, accountId, clock.now(), async (tx) => {
      appendAuditEvent(tx, { id: ids.next(), by: memberId, action: "signed-in" });
    });
  }
}
