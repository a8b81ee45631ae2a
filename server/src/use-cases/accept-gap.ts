import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { lockGap, saveGapState } from "#db/stores/reconciliation.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

export type AcceptGapResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "gap-not-found" | "gap-not-open" | "nothing-to-undo" };

interface AskedGap {
  readonly accountId: string;
  readonly by: string | null;
  readonly gapId: string;
}

/** A person says that a difference may stay as it is: it is accounted for. */
export async function acceptGap(ctx: Context, { accountId, by, gapId }: AskedGap): Promise<AcceptGapResult> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx): Promise<AcceptGapResult> => {
    const gap = await lockGap(tx, gapId);
    if (gap === null) return { ok: false, refusal: "gap-not-found" };
    if (gap.state === "accepted") return { ok: true };
    if (gap.state !== "open") return { ok: false, refusal: "gap-not-open" };
    saveGapState(tx, gapId, "accepted", by);
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by,
      action: "gap-accepted",
      subject: gapId,
      detail: { kind: gap.kind },
    });
    return { ok: true };
  });
}

/** Takes an acceptance back. */
export async function reopenGap(ctx: Context, { accountId, by, gapId }: AskedGap): Promise<AcceptGapResult> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx): Promise<AcceptGapResult> => {
    const gap = await lockGap(tx, gapId);
    if (gap === null) return { ok: false, refusal: "gap-not-found" };
    if (gap.state === "open") return { ok: true };
    if (gap.state !== "accepted") return { ok: false, refusal: "nothing-to-undo" };
    saveGapState(tx, gapId, "open", null);
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by,
      action: "gap-reopened",
      subject: gapId,
      detail: { kind: gap.kind },
    });
    return { ok: true };
  });
}
