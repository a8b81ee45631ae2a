import { mayAccess, type Role } from "@ringback/core/people/may.ts";
import { deleteAbsence, insertAbsence, lockAbsence } from "#db/stores/absences.ts";
import { memberIds } from "#db/stores/team.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

type Asker = AccountActor & { readonly role: Role };
type Parts = Pick<Context, "db" | "clock" | "ids">;

export interface AbsenceToAdd {
  readonly memberId: string;
  readonly kind: "time-off" | "busy";
  /** Null: from now on. */
  readonly from: Temporal.Instant | null;
  readonly until: Temporal.Instant;
  readonly note: string | null;
}

export type AddAbsenceOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly refusal: "not-allowed" | "member-not-found" | "absence-ends-before" };

/** Says that somebody has time off or is busy. Callbacks missed in that time go to others; those they have stay theirs. */
export async function addAbsence(
  { db, clock, ids }: Parts,
  actor: Asker,
  asked: AbsenceToAdd,
): Promise<AddAbsenceOutcome> {
  if (!maySpeakFor(actor, asked.memberId)) return { ok: false, refusal: "not-allowed" };
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<AddAbsenceOutcome> => {
    const from = asked.from ?? tx.now;
    if (Temporal.Instant.compare(from, asked.until) >= 0) return { ok: false, refusal: "absence-ends-before" };
    if (!(await memberIds(tx)).includes(asked.memberId)) return { ok: false, refusal: "member-not-found" };
    const id = ids.next();
    insertAbsence(tx, { ...asked, id, from, source: "person", by: actor.memberId });
    tx.changed({ kind: "team", id: asked.memberId });
    return { ok: true, id };
  });
}

export type RemoveAbsenceOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: "not-allowed" | "absence-not-found" };

/** Takes it back, also while it runs: then they are on duty again. */
export async function removeAbsence(
  { db, clock }: Pick<Parts, "db" | "clock">,
  actor: Asker,
  id: string,
): Promise<RemoveAbsenceOutcome> {
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<RemoveAbsenceOutcome> => {
    const found = await lockAbsence(tx, id);
    if (found === null) return { ok: false, refusal: "absence-not-found" };
    if (!maySpeakFor(actor, found.memberId)) return { ok: false, refusal: "not-allowed" };
    deleteAbsence(tx, id);
    tx.changed({ kind: "team", id: found.memberId });
    return { ok: true };
  });
}

function maySpeakFor({ memberId, role }: Asker, whom: string): boolean {
  return memberId === whom || mayAccess(role, "coordinator");
}
