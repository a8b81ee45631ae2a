import type { Role } from "@ringback/core/people/may.ts";
import { parseNumber } from "@ringback/core/phone-number.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { insertMember, lockMembers } from "#db/stores/members.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";
import { renewLeaks } from "./renew-leaks.ts";

/** What an owner says about a person. */
export interface MemberFacts {
  readonly name: string;
  readonly email: string | null;
  /** As typed; kept in E.164. */
  readonly phone: string | null;
  readonly role: Role;
  readonly notifyBySms: boolean;
  readonly notifyByEmail: boolean;
}

export type AddMemberOutcome =
  | { readonly ok: true; readonly memberId: string }
  | { readonly ok: false; readonly refusal: "invalid-phone" | "phone-taken" };

/** Adds a person to the business. They can be rung and told at once, and sign in after an invitation. */
export async function addMember(
  { db, clock, ids }: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
  facts: MemberFacts,
): Promise<AddMemberOutcome> {
  const phone = readPhone(facts.phone);
  if (phone === "invalid") return { ok: false, refusal: "invalid-phone" };
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<AddMemberOutcome> => {
    const members = await lockMembers(tx);
    if (phone !== null && members.some((member) => member.phone === phone))
      return { ok: false, refusal: "phone-taken" };
    const id = ids.next();
    insertMember(tx, { ...facts, id, userId: null, phone });
    const detail = { role: facts.role };
    appendAuditEvent(tx, { id: ids.next(), by: actor.memberId, action: "member-added", subject: id, detail });
    tx.changed({ kind: "team", id });
    await renewLeaks(tx);
    return { ok: true, memberId: id };
  });
}

/** The phone in E.164; null and empty mean none. A reply to an alarm is matched by it, so it must be a real number. */
export function readPhone(typed: string | null): string | null | "invalid" {
  if (typed === null || typed.trim() === "") return null;
  return parseNumber(typed) ?? "invalid";
}
