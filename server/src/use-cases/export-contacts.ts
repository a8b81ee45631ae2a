import { sql } from "kysely";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { lockContacts } from "#db/stores/contact-records.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

/** All contacts at once leave so often an hour: enough for work, too seldom for carrying them off unseen. */
export const exportsAnHour = 3;

/** Notes that all contacts are about to leave, and refuses where that was too often. The trail itself is what counts. */
export async function allowExport(
  ctx: Context,
  actor: AccountActor,
): Promise<{ ok: true } | { ok: false; refusal: "export-limit" }> {
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    tx.write(sql`select pg_advisory_xact_lock(hashtextextended('contacts-export:' || ${tx.accountId}, 0))`);
    const row = await tx.first<{ count: number }>(sql`select count(*)::int as count from ringback.audit_event
      where account_id = ${tx.accountId} and action = 'contacts-exported' and at > ${tx.now.subtract({ hours: 1 })}`);
    if ((row?.count ?? 0) >= exportsAnHour) return { ok: false, refusal: "export-limit" };
    appendAuditEvent(tx, { id: ctx.ids.next(), by: actor.memberId, action: "contacts-exported" });
    return { ok: true };
  });
}

/** Notes that one person's data leave. */
export async function noteContactExport(
  ctx: Context,
  actor: AccountActor,
  contactId: string,
): Promise<{ ok: true } | { ok: false; refusal: "contact-not-found" }> {
  return await transaction(ctx.db, actor.accountId, ctx.clock.now(), async (tx) => {
    if ((await lockContacts(tx, [contactId])).size === 0) return { ok: false, refusal: "contact-not-found" };
    appendAuditEvent(tx, { id: ctx.ids.next(), by: actor.memberId, action: "contact-exported", subject: contactId });
    return { ok: true };
  });
}
