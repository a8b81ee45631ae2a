import { markSetupDone } from "#db/stores/accounts.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

/** Notes that the business was set up (or that its owner skipped the rest). Saying it again changes nothing. */
export async function finishSetup(
  { db, clock, ids }: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
): Promise<void> {
  await transaction(db, actor.accountId, clock.now(), async (tx) => {
    if (!(await markSetupDone(tx))) return;
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "setup-finished" });
    tx.changed({ kind: "team", id: actor.accountId });
  });
}
