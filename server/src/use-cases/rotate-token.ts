import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { loadConnection, saveSecrets } from "#db/stores/connections.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { forgetConnection, openConnection, openStored, telephonySecretPurpose } from "./open-connection.ts";
import { askProvider } from "./provider-problem.ts";

export type RotateTokenResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly refusal: "connection-not-found" | "credentials-refused" | "provider-unreachable" | "provider-refused";
      readonly detail?: string;
    };

/**
 * Replaces the auth token. The provider signs with the old one until it is promoted there, so the old one stays valid for
 * webhooks until `dropPrevious`. A token that the provider refuses is not stored.
 */
export async function rotateToken(
  ctx: Context,
  wanted: { accountId: string; by: string | null; connectionId: string; authToken: string; dropPrevious: boolean },
): Promise<RotateTokenResult> {
  const open = await openConnection(ctx, wanted.connectionId);
  if (open === null || open.accountId !== wanted.accountId) return { ok: false, refusal: "connection-not-found" };
  const checked = await askProvider(open.provider.checkCredentials({ ...open.account, secret: wanted.authToken }));
  if (!checked.ok) return checked;
  if (!checked.answer.ok) return { ok: false, refusal: "credentials-refused", detail: checked.answer.note };
  return await transaction(ctx.db, wanted.accountId, ctx.clock.now(), async (tx) => {
    const stored = await loadConnection(tx, wanted.connectionId);
    if (stored === null) return { ok: false, refusal: "connection-not-found" };
    const isSame = openStored(ctx, stored).account.secret === wanted.authToken;
    const secret = isSame ? stored.secret : ctx.secretBox.seal(tx.accountId, telephonySecretPurpose, wanted.authToken);
    const previousSecret = wanted.dropPrevious ? null : isSame ? stored.previousSecret : stored.secret;
    saveSecrets(tx, stored.id, { secret, previousSecret });
    appendAuditEvent(tx, { id: ctx.ids.next(), by: wanted.by, action: "connection-token-rotated", subject: stored.id });
    forgetConnection(ctx, stored.id);
    return { ok: true };
  });
}
