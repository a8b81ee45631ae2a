import type { Role } from "@ringback/core/people/may.ts";
import type { Auth } from "#auth/auth.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

/** Creates an API key of the business, for programs. It acts for the member who made it and ends when they leave. */
export async function createApiKey(
  { db, clock, ids, auth }: Pick<Context, "db" | "clock" | "ids"> & { readonly auth: Auth },
  actor: AccountActor & { readonly userId: string },
  wanted: { name: string; role: Role },
): Promise<{ id: string; key: string }> {
  const { accountId, memberId, userId } = actor;
  const created = await auth.createKey({ accountId, memberId, userId, ...wanted });
  await transaction(db, accountId, clock.now(), async (tx) => {
    const detail = { role: wanted.role };
    appendAuditEvent(tx, { id: ids.next(), by: memberId, action: "api-key-created", subject: created.id, detail });
  });
  return created;
}
