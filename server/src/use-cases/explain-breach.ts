import { type BreachReason, breachReason } from "@ringback/core/callbacks/breach-reason.ts";
import { dutyOf } from "@ringback/core/ownership/duty.ts";
import { sql } from "kysely";
import type { StoredCallback } from "#db/stores/callbacks.ts";
import { loadPeople } from "#db/stores/people-now.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";

/** Why a callback was late, from what the ledger holds up to its due time. Asked once, at the breach. */
export async function explainBreach(tx: Transaction, { callback }: StoredCallback): Promise<BreachReason> {
  const [ledger, ownerOffDuty] = await Promise.all([loadLedger(tx, callback.id), isOffDuty(tx, callback.ownerId)]);
  return breachReason({ ...ledger, warnAt: callback.warnAt, dueAt: callback.dueAt, ownerOffDuty });
}

interface Ledger {
  readonly openedAt: Temporal.Instant;
  readonly triesBeforeDue: number;
  readonly snoozedUntil: Temporal.Instant | null;
  readonly toldBeforeDue: number;
  readonly phoneSystemDown: boolean;
}

/** A notice that waits, failed or was withdrawn has told nobody. */
const leftStates = ["sending", "sent", "delivered", "unknown"];

async function loadLedger(tx: Transaction, callbackId: string): Promise<Ledger> {
  const row = await tx.first(sql<Ledger>`select b.opened_at as "openedAt",
      (select count(*)::int from ringback.attempt t where t.account_id = b.account_id and t.callback_id = b.id and t.undone_at is null and t.at < b.due_at) as "triesBeforeDue",
      (select max((e.detail->>'until')::timestamptz) from ringback.callback_event e
        where e.account_id = b.account_id and e.callback_id = b.id and e.kind = 'snoozed' and e.at < b.due_at) as "snoozedUntil",
      ((select count(*) from ringback.message m where m.account_id = b.account_id and m.callback_id = b.id and m.purpose = 'staff-alert'
          and m.state = any(${leftStates}::text[]) and m.created_at < b.due_at)
        + (select count(*) from ringback.notification n where n.account_id = b.account_id and n.callback_id = b.id
          and n.state = any(${leftStates}::text[]) and n.created_at < b.due_at))::int as "toldBeforeDue",
      exists (select from ringback.phone_number p join ringback.connection c on c.account_id = p.account_id and c.id = p.connection_id
        where p.account_id = b.account_id and p.id = b.number_id and c.last_error_at between b.started_at and b.due_at
          and (c.last_event_at is null or c.last_event_at < c.last_error_at)) as "phoneSystemDown"
    from ringback.callback b where b.account_id = ${tx.accountId} and b.id = ${callbackId}`);
  if (row === null) throw new Error("A callback that broke is there.");
  return row;
}

/** By the shifts now in force; null where the owner keeps none. */
async function isOffDuty(tx: Transaction, ownerId: string): Promise<boolean | null> {
  const [people, { playbook }] = await Promise.all([loadPeople(tx, tx.now), currentPlaybook(tx)]);
  const { routing, hours } = playbook;
  const owner = people.find(({ id }) => id === ownerId);
  if (owner === undefined) return null;
  const duty = dutyOf(owner, routing, hours.timeZone, tx.now);
  if (duty.state === "off-duty" || duty.state === "away") return true;
  return routing.shifts.some(({ memberId }) => memberId === ownerId) ? false : null;
}
