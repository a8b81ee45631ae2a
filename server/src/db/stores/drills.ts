// Test calls that prove the loop.
import type { DrillChecks } from "@ringback/core/measurement/judge-drill.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredDrill {
  readonly id: string;
  readonly numberId: string;
  readonly number: string;
  readonly numberLabel: string;
  readonly via: "simulated" | "provider";
  readonly caller: string;
  readonly state: "running" | "passed" | "failed" | "canceled";
  readonly startedAt: Temporal.Instant;
  readonly startedBy: string | null;
  readonly givesUpAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  readonly callId: string | null;
  /** What the last look found; null before the first. */
  readonly checks: DrillChecks | null;
  readonly error: string | null;
}

const columns = sql`drill.id, drill.number_id as "numberId", number.number, number.label as "numberLabel", drill.via, drill.caller,
  drill.state, drill.started_at as "startedAt", member.name as "startedBy", drill.gives_up_at as "givesUpAt",
  drill.finished_at as "finishedAt", drill.call_id as "callId", drill.checks, drill.error
  from ringback.drill
  join ringback.phone_number number on number.account_id = drill.account_id and number.id = drill.number_id
  left join ringback.member on member.account_id = drill.account_id and member.id = drill.started_by`;

export async function loadDrill(tx: Transaction, id: string): Promise<StoredDrill | null> {
  return await tx.first<StoredDrill>(
    sql`select ${columns} where drill.account_id = ${tx.accountId} and drill.id = ${id}`,
  );
}

/** The latest drills, newest first. */
export async function listDrills(tx: Transaction, limit: number): Promise<StoredDrill[]> {
  return await tx.rows<StoredDrill>(
    sql`select ${columns} where drill.account_id = ${tx.accountId} order by drill.started_at desc limit ${limit}`,
  );
}

/** Locks a running drill, so that only one look at it writes; null when it is over or another look is at it. */
export async function lockRunningDrill(tx: Transaction, id: string): Promise<StoredDrill | null> {
  return await tx.first<StoredDrill>(
    sql`select ${columns} where drill.account_id = ${tx.accountId} and drill.id = ${id} and drill.finished_at is null
      for update of drill skip locked`,
  );
}

/** Whether a drill runs on this number: two at once would be taken for one. */
export async function hasRunningDrill(tx: Transaction, numberId: string): Promise<boolean> {
  return (
    (await tx.first(
      sql`select 1 as one from ringback.drill where account_id = ${tx.accountId} and number_id = ${numberId} and finished_at is null`,
    )) !== null
  );
}

export function insertDrill(
  tx: Transaction,
  row: Pick<StoredDrill, "id" | "numberId" | "via" | "caller" | "givesUpAt"> & { readonly startedBy: string | null },
): void {
  tx.write(sql`insert into ringback.drill (account_id, id, number_id, via, caller, state, started_at, started_by, gives_up_at)
    values (${tx.accountId}, ${row.id}, ${row.numberId}, ${row.via}, ${row.caller}, 'running', ${tx.now}, ${row.startedBy}, ${row.givesUpAt})`);
}

/** Keeps what a look at a drill found; `running` leaves it open. */
export function saveDrill(
  tx: Transaction,
  id: string,
  found: Pick<StoredDrill, "state" | "callId" | "checks" | "error">,
): void {
  tx.write(sql`update ringback.drill set state = ${found.state}, call_id = ${found.callId}, checks = ${found.checks},
      error = ${found.error}, finished_at = ${found.state === "running" ? null : tx.now}
    where account_id = ${tx.accountId} and id = ${id}`);
}

export interface DrillTraces {
  readonly callId: string | null;
  readonly outcome: "answered" | "missed" | null;
  readonly ended: boolean;
  readonly detectedAt: Temporal.Instant | null;
  readonly detectedAfterMs: number | null;
  readonly reason: string | null;
  readonly texts: number;
  readonly text: {
    readonly state: string;
    readonly reason: string | null;
    readonly sent_at: string | null;
  } | null;
  readonly transcript: { readonly state: "ready" | "no-speech" | "failed"; readonly text: string | null } | null;
  readonly assessment: { readonly urgency: string; readonly evidence: readonly unknown[] } | null;
  readonly callbackId: string | null;
  readonly ownerName: string | null;
  readonly backupName: string | null;
  readonly ownerByRule: boolean;
  readonly dueAt: Temporal.Instant | null;
  readonly closed: boolean;
  readonly ownerWantsTexts: boolean;
  readonly ownerWantsEmail: boolean;
  readonly ownerTexted: boolean;
  readonly ownerMailed: boolean;
  /** Messages to the owner were written, and every one of them was refused. */
  readonly ownerAlertRefused: boolean;
}

/** What the ledger holds of a drill's call: one question over keys and indexes. */
export async function drillTraces(tx: Transaction, drillId: string): Promise<DrillTraces | null> {
  return await tx.first<DrillTraces>(sql`
    select c.id as "callId", c.outcome, c.state = 'ended' as ended, c.detected_at as "detectedAt", c.detected_after_ms as "detectedAfterMs",
      c.miss_reason as reason,
      (select count(*)::int from ringback.message m where m.account_id = c.account_id and m.episode_id = c.episode_id
        and m.purpose = 'acknowledgement') as texts,
      (select jsonb_build_object('state', m.state, 'reason', m.reason, 'sent_at', m.sent_at) from ringback.message m
        where m.account_id = c.account_id and m.episode_id = c.episode_id and m.purpose = 'acknowledgement' limit 1) as text,
      (select jsonb_build_object('state', t.state, 'text', t.text) from ringback.transcript t
        where t.account_id = c.account_id and t.call_id = c.id order by t.created_at desc limit 1) as transcript,
      (select jsonb_build_object('urgency', a.urgency, 'evidence', coalesce(a.assessment->'evidence', '[]')) from ringback.assessment a
        where a.account_id = c.account_id and a.episode_id = c.episode_id and a.call_id = c.id order by a.created_at desc limit 1) as assessment,
      b.id as "callbackId", owner.name as "ownerName", backup.name as "backupName", b.due_at as "dueAt", coalesce(b.state = 'closed', false) as closed,
      not exists (select from ringback.hold h where h.account_id = b.account_id and h.callback_id = b.id and h.reason = 'no-owner-rule') as "ownerByRule",
      coalesce(owner.notify_by_sms and owner.phone is not null, false) as "ownerWantsTexts",
      coalesce(owner.notify_by_email and owner.email is not null, false) as "ownerWantsEmail",
      exists (select from ringback.message m where m.account_id = b.account_id and m.callback_id = b.id and m.member_id = b.owner_id
        and m.purpose = 'staff-alert' and m.state in ('sent', 'delivered')) as "ownerTexted",
      exists (select from ringback.notification n where n.account_id = b.account_id and n.callback_id = b.id and n.member_id = b.owner_id
        and n.state in ('sent', 'delivered')) as "ownerMailed",
      coalesce((select bool_and(m.state in ('failed', 'undelivered', 'expired', 'suppressed')) from ringback.message m
        where m.account_id = b.account_id and m.callback_id = b.id and m.member_id = b.owner_id and m.purpose = 'staff-alert'), false)
        and not exists (select from ringback.notification n where n.account_id = b.account_id and n.callback_id = b.id
          and n.member_id = b.owner_id and n.state in ('queued', 'sending', 'unknown')) as "ownerAlertRefused"
    from ringback.call c
    left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id
    left join ringback.member owner on owner.account_id = b.account_id and owner.id = b.owner_id
    left join ringback.member backup on backup.account_id = b.account_id and backup.id = b.backup_id
    where c.account_id = ${tx.accountId} and c.drill_id = ${drillId} order by c.arrived_at limit 1`);
}
