import type { Auth } from "#auth/auth.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

/** Revokes an API key of the business; the next request with it is refused. */
export async function revokeApiKey(
  { db, clock, ids, auth }: Pick<Context, "db" | "clock" | "ids"> & { readonly auth: Auth },
  actor: AccountActor,
  keyId: string,
): Promise<{ ok: true } | { ok: false; refusal: "key-not-found" }> {
  if (!(await auth.deleteKey(actor.accountId, keyId))) return { ok: false, refusal: "key-not-found" };
  await transaction(db, actor.accountId, clock.now(), async (tx) => {
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "api-key-revoked", subject: keyId });
  });
  return { ok: true };
}
