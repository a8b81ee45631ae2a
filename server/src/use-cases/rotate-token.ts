import { type ChangeConnectionResult, changeConnection } from "./change-connection.ts";
import type { Context } from "./context.ts";

/** Replaces the auth token of a connection, whatever its provider calls it. See `changeConnection`. */
export async function rotateToken(
  ctx: Context,
  wanted: { accountId: string; by: string | null; connectionId: string; authToken: string; dropPrevious: boolean },
): Promise<{ readonly ok: true } | Extract<ChangeConnectionResult, { readonly ok: false }>> {
  const { authToken, ...rest } = wanted;
  const changed = await changeConnection(ctx, { ...rest, fields: { secret: authToken } });
  return changed.ok ? { ok: true } : changed;
}
