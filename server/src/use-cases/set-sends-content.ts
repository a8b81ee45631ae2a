import { saveSendsContent, sendsContent } from "#db/stores/ai-services.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

/** Lets what callers say leave this installation, or stops it for every service; requests under way end by themselves. */
export async function setSendsContent(
  ctx: Pick<Context, "db" | "clock" | "ids">,
  { accountId, memberId }: AccountActor | { readonly accountId: string; readonly memberId: null },
  sends: boolean,
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if ((await sendsContent(tx)) === sends) return;
    saveSendsContent(tx, sends);
    appendAuditEvent(tx, { id: ctx.ids.next(), by: memberId, action: "sends-content-changed", detail: { sends } });
  });
}
