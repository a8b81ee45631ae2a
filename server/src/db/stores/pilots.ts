import type { PilotResult } from "@ringback/core/measurement/pilot/judge-pilot.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A pilot as it is kept. Days are of the account's calendar, both included. */
export interface StoredPilot {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerName: string;
  /** null: all numbers. */
  readonly numberIds: readonly string[] | null;
  readonly baselineSource: "imported" | "first-days";
  readonly baselineFrom: string;
  readonly baselineTo: string;
  /** As it was written, so that its hash can be recomputed. */
  readonly baseline: string | null;
  readonly baselineHash: string | null;
  readonly lockedAt: Temporal.Instant | null;
  readonly startsOn: string | null;
  readonly verdict: PilotResult["verdict"] | null;
  readonly result: string | null;
  readonly resultHash: string | null;
  readonly verdictAt: Temporal.Instant | null;
  readonly canceledAt: Temporal.Instant | null;
}

const columns = sql`p.id, p.owner_id as "ownerId", m.name as "ownerName", p.number_ids as "numberIds", p.baseline_source as "baselineSource",
  p.baseline_from::text as "baselineFrom", p.baseline_to::text as "baselineTo", p.baseline, p.baseline_hash as "baselineHash", p.locked_at as "lockedAt",
  p.starts_on::text as "startsOn", p.verdict, p.result, p.result_hash as "resultHash", p.verdict_at as "verdictAt", p.canceled_at as "canceledAt"
  from ringback.pilot p join ringback.member m on m.account_id = p.account_id and m.id = p.owner_id`;

/** The pilot planned last; null without any. */
export async function loadLatestPilot(tx: Transaction): Promise<StoredPilot | null> {
  return await tx.first<StoredPilot>(
    sql`select ${columns} where p.account_id = ${tx.accountId} order by p.planned_at desc limit 1`,
  );
}

/** What is kept of a pilot for good, and when it was; null without such a pilot. */
export async function findPilotSnapshots(
  tx: Transaction,
  id: string,
): Promise<Pick<StoredPilot, "baseline" | "lockedAt" | "result" | "verdictAt"> | null> {
  return await tx.first(sql<Pick<StoredPilot, "baseline" | "lockedAt" | "result" | "verdictAt">>`
    select baseline, locked_at as "lockedAt", result, verdict_at as "verdictAt" from ringback.pilot where account_id = ${tx.accountId} and id = ${id}`);
}

/** A pilot, locked until the transaction ends. */
export async function lockPilot(tx: Transaction, id: string): Promise<StoredPilot | null> {
  return await tx.first<StoredPilot>(
    sql`select ${columns} where p.account_id = ${tx.accountId} and p.id = ${id} for update of p`,
  );
}

/** Whether one was planned that has neither a verdict nor been given up. */
export async function hasCurrentPilot(tx: Transaction): Promise<boolean> {
  const row = await tx.first(
    sql`select 1 as one from ringback.pilot where account_id = ${tx.accountId} and verdict_at is null and canceled_at is null`,
  );
  return row !== null;
}

export function insertPilot(
  tx: Transaction,
  pilot: Pick<StoredPilot, "id" | "ownerId" | "numberIds" | "baselineSource" | "baselineFrom" | "baselineTo">,
  by: string,
): void {
  tx.write(sql`insert into ringback.pilot (account_id, id, owner_id, number_ids, baseline_source, baseline_from, baseline_to, planned_at, planned_by)
    values (${tx.accountId}, ${pilot.id}, ${pilot.ownerId}, ${pilot.numberIds as string[] | null}::uuid[], ${pilot.baselineSource},
      ${pilot.baselineFrom}, ${pilot.baselineTo}, ${tx.now}, ${by})`);
}

/** Keeps the baseline for good: the database refuses every later change of it. */
export function lockBaseline(tx: Transaction, id: string, snapshot: string): void {
  tx.write(sql`update ringback.pilot set baseline = ${snapshot}, baseline_hash = ${hashOf(snapshot)}, locked_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${id}`);
}

export function startPilotOn(tx: Transaction, id: string, startsOn: string, by: string): void {
  tx.write(sql`update ringback.pilot set starts_on = ${startsOn}, started_at = ${tx.now}, started_by = ${by}
    where account_id = ${tx.accountId} and id = ${id}`);
}

/** Keeps the verdict with what it was taken from, for good. */
export function savePilotVerdict(tx: Transaction, id: string, verdict: PilotResult["verdict"], snapshot: string): void {
  tx.write(sql`update ringback.pilot set verdict = ${verdict}, result = ${snapshot}, result_hash = ${hashOf(snapshot)}, verdict_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${id}`);
}

export function markPilotCanceled(tx: Transaction, id: string, by: string): void {
  tx.write(sql`update ringback.pilot set canceled_at = ${tx.now}, canceled_by = ${by}
    where account_id = ${tx.accountId} and id = ${id}`);
}

/** SHA-256 in hexadecimal, as the table's own check recomputes it. */
function hashOf(text: string): RawBuilder<unknown> {
  return sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
}
