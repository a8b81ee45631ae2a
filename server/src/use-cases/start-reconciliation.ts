import { reconcileJob } from "#db/jobs.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { beginRun, logPlace } from "#db/stores/reconciliation.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { openConnection } from "./open-connection.ts";
import { rangeOf } from "./reconcile-range.ts";

export type StartReconciliationResult =
  | { readonly ok: true; readonly runId: string }
  | {
      readonly ok: false;
      readonly refusal:
        | "connection-not-found"
        | "call-log-not-readable"
        | "reconciliation-running"
        | "nothing-to-compare";
    };

/**
 * Begins a comparison that a person asked for; a job does the work and the run shows how far it is. Without a range the
 * last three days.
 */
export async function startReconciliation(
  ctx: Context,
  asked: {
    readonly accountId: string;
    readonly by: string | null;
    readonly connectionId: string;
    readonly from?: Temporal.Instant | undefined;
    readonly to?: Temporal.Instant | undefined;
  },
): Promise<StartReconciliationResult> {
  const { accountId, connectionId } = asked;
  const connection = await openConnection(ctx, connectionId);
  if (connection === null || connection.accountId !== accountId) return { ok: false, refusal: "connection-not-found" };
  if (!connection.provider.abilities.callLog) return { ok: false, refusal: "call-log-not-readable" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx): Promise<StartReconciliationResult> => {
    const place = await logPlace(tx, connectionId);
    if (place === null) return { ok: false, refusal: "connection-not-found" };
    const from = asked.from ?? tx.now.subtract({ hours: 72 });
    const range = rangeOf({ kind: "manual", from, to: asked.to }, place, tx.now);
    if (range === null) return { ok: false, refusal: "nothing-to-compare" };
    const runId = ctx.ids.next();
    if (!(await beginRun(tx, { id: runId, connectionId, kind: "manual", ...range })))
      return { ok: false, refusal: "reconciliation-running" };
    appendAuditEvent(tx, { id: ctx.ids.next(), by: asked.by, action: "reconciliation-started", subject: connectionId });
    tx.enqueue(reconcileJob(accountId, connectionId, "manual", { runId }));
    return { ok: true, runId };
  });
}
