import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { loadConnection } from "#db/stores/connections.ts";
import { lockNumber, type StoredNumber, saveNumber } from "#db/stores/phone-numbers.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

type Changeable = Pick<
  StoredNumber,
  | "label"
  | "mode"
  | "source"
  | "lineOfService"
  | "registration"
  | "connectionId"
  | "role"
  | "team"
  | "recordingPolicy"
  | "note"
>;
/** What to change; what is left out or undefined stays. */
export type NumberChange = { readonly [Name in keyof Changeable]?: Changeable[Name] | undefined } & {
  /** Takes the number out of service, or back into it. */
  readonly retired?: boolean | undefined;
};

export type ChangeNumberResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "number-not-found" | "connection-not-found" | "webhooks-installed" };

/**
 * Changes what we know of a number. Moving it to another connection is refused while our webhooks stand at the old one:
 * nobody could put them back any more.
 */
export async function changeNumber(
  ctx: Context,
  wanted: { accountId: string; by: string | null; numberId: string; change: NumberChange },
): Promise<ChangeNumberResult> {
  const { accountId, by, numberId } = wanted;
  const { retired, ...columns } = wanted.change;
  const change = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const number = await lockNumber(tx, numberId);
    if (number === null) return { ok: false, refusal: "number-not-found" };
    const retiredAt = retired === undefined ? number.retiredAt : retired ? (number.retiredAt ?? tx.now) : null;
    const next: StoredNumber = { ...number, ...change, retiredAt };
    const moves = next.connectionId !== number.connectionId;
    if (moves && number.previousSettings !== null) return { ok: false, refusal: "webhooks-installed" };
    if (moves && next.connectionId !== null && (await loadConnection(tx, next.connectionId)) === null) {
      return { ok: false, refusal: "connection-not-found" };
    }
    saveNumber(tx, moves ? { ...next, providerNumberId: null, webhooks: "unknown" } : next);
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by,
      action: "number-changed",
      subject: numberId,
      detail: { changed: [...Object.keys(change), ...(retired === undefined ? [] : ["retired"])] },
    });
    return { ok: true };
  });
}
