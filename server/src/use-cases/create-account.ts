import { defaultPlaybook } from "@ringback/core/playbook/default-playbook.ts";
import { coverNewVersion } from "#db/stores/covered-hours.ts";
import { insertAccount } from "#db/stores/installation.ts";
import { transaction } from "#db/transaction.ts";
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
  const at = clock.now();
  const playbook = defaultPlaybook({ businessName: name, trade, timeZone, ownerId: memberId });
  await insertAccount(db, {
    accountId,
    name,
    timeZone,
    trade,
    demo,
    at,
    owner: { memberId, ...owner },
    playbook,
    auditId: ids.next(),
  });
  // Should the process die here, a planned job writes the hours down within the minute.
  await transaction(db, accountId, at, async (tx) => coverNewVersion(tx, 1, playbook.hours));
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
