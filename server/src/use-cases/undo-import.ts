import { runImportJob } from "#db/jobs.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { changeImport, lockImport } from "#db/stores/call-imports.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

export type UndoImportResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "import-not-found" | "import-already-gone" };

/**
 * Takes an import back: one that runs stops at its next batch, and every call it brought is removed with the list of its
 * rejected rows. What was known before stays.
 */
export async function undoImport(
  ctx: Context,
  asked: { accountId: string; by: string | null; importId: string; runHere?: boolean },
): Promise<UndoImportResult> {
  const { accountId, by, importId } = asked;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await lockImport(tx, importId);
    if (found === null) return { ok: false, refusal: "import-not-found" };
    if (found.state === "canceled" || found.state === "undone" || found.state === "removing")
      return { ok: false, refusal: "import-already-gone" };
    const underWay = found.state === "running";
    const finished = found.state === "done" || found.state === "failed";
    // One that runs sees the wish with its next batch and turns to removing by itself.
    changeImport(tx, importId, { cancelAsked: !finished, ...(underWay ? {} : { state: "removing" as const }) });
    appendAuditEvent(tx, { id: ctx.ids.next(), by, action: "import-undone", subject: importId });
    if (asked.runHere !== true) tx.enqueue(runImportJob(accountId, importId, tx.now));
    return { ok: true };
  });
}
