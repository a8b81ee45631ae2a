import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { endConnection, loadConnection } from "#db/stores/connections.ts";
import { listNumbersOf } from "#db/stores/phone-numbers.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { forgetConnection } from "./open-connection.ts";
import { undoWebhooks } from "./undo-webhooks.ts";

export type RemoveConnectionResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "connection-not-found" | "provider-unreachable"; readonly detail?: string };

/**
 * Disconnects a provider account. Webhooks written by us are put back first, else callers would ring into nothing; so
 * this waits for a provider that cannot be reached, but not for one that refuses us.
 */
export async function removeConnection(
  ctx: Context,
  asked: { readonly accountId: string; readonly by: string | null; readonly connectionId: string },
): Promise<RemoveConnectionResult> {
  const { accountId, by, connectionId } = asked;
  const numbers = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) =>
    (await loadConnection(tx, connectionId)) === null ? null : await listNumbersOf(tx, connectionId),
  );
  if (numbers === null) return { ok: false, refusal: "connection-not-found" };
  for (const number of numbers.filter(({ previousSettings }) => previousSettings !== null)) {
    const undone = await undoWebhooks(ctx, { accountId, by, numberId: number.id });
    if (!undone.ok && undone.refusal === "provider-unreachable") {
      const detail = `${number.number} still sends its calls here and could not be put back now. ${undone.detail ?? ""}`;
      return { ok: false, refusal: undone.refusal, detail: detail.trim() };
    }
  }
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    endConnection(tx, connectionId);
    appendAuditEvent(tx, { id: ctx.ids.next(), by, action: "connection-removed", subject: connectionId });
  });
  forgetConnection(ctx, connectionId);
  return { ok: true };
}
