import { reconcileJob } from "#db/jobs.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { type ReconcileOrder, reconcile } from "./reconcile.ts";

/** How soon a comparison that found another one under way is tried again. */
const againAfterSeconds = 60;

/**
 * The comparison as background work. One that failed is not tried again here: the run says why, and the next round of
 * `plan-reconciliations` goes on where it came to. One that found another under way waits for it, but for the frequent
 * kind, which comes again anyway.
 */
export async function reconcileByJob(ctx: Context, order: ReconcileOrder, stopping?: AbortSignal): Promise<void> {
  const result = await reconcile(ctx, order, stopping);
  if (result.ok || result.refusal !== "reconciliation-running" || order.kind === "recent") return;
  const { accountId, connectionId, kind, runId } = order;
  if (runId !== undefined) return;
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) =>
    tx.enqueue(reconcileJob(accountId, connectionId, kind, { runAt: tx.now.add({ seconds: againAfterSeconds }) })),
  );
}
