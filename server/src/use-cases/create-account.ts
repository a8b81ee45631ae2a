import { defaultPlaybook } from "@ringback/core/playbook/default-playbook.ts";
import { insertAccount } from "#db/stores/installation.ts";
import type { Context } from "./context.ts";

export interface NewAccount {
  readonly name: string;
  /** An IANA zone name. */
  readonly timeZone: string;
  readonly trade: string;
  readonly owner: { readonly userId: string; readonly name: string; readonly email: string };
  readonly demo?: boolean;
}

/** Creates a business with its first owner and the rules of its trade. */
export async function createAccount(
  { db, ids, clock }: Pick<Context, "db" | "ids" | "clock">,
  { name, timeZone, trade, owner, demo = false }: NewAccount,
): Promise<{ ok: true; accountId: string; memberId: string } | { ok: false; refusal: "invalid-time-zone" }> {
  if (!isTimeZone(timeZone)) return { ok: false, refusal: "invalid-time-zone" };
  const accountId = ids.next();
  const memberId = ids.next();
  await insertAccount(db, {
    accountId,
    name,
    timeZone,
    trade,
    demo,
    at: clock.now(),
    owner: { memberId, ...owner },
    playbook: defaultPlaybook({ businessName: name, trade, timeZone, ownerId: memberId }),
    auditId: ids.next(),
  });
  return { ok: true, accountId, memberId };
}

/** An offset like +02:00 is understood by Temporal too, but it has no summer time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
