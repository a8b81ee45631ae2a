import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { lockPilot, markPilotCanceled } from "#db/stores/pilots.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

export type CancelPilotOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "pilot-not-found" | "pilot-over" };

/** Gives a pilot up. It gets no verdict; what was kept of it stays. */
export async function cancelPilot(
  { db, clock, ids }: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
  pilotId: string,
): Promise<CancelPilotOutcome> {
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<CancelPilotOutcome> => {
    const pilot = await lockPilot(tx, pilotId);
    if (pilot === null) return { ok: false, refusal: "pilot-not-found" };
    if (pilot.canceledAt !== null || pilot.verdictAt !== null) return { ok: false, refusal: "pilot-over" };
    markPilotCanceled(tx, pilot.id, actor.memberId);
    tx.cancelJobs(`advance-pilot:${pilot.id}`);
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "pilot-canceled", subject: pilot.id });
    return { ok: true };
  });
}
