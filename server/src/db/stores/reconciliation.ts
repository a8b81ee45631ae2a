// Comparisons of the provider's own log with ours: runs, gaps, and what a batch of logged calls is compared with.
import type { CallFacts } from "@ringback/core/calls/call-facts.ts";
import type { GapKind } from "@ringback/core/measurement/reconciliation/gap.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export type ReconciliationKind = "recent" | "nightly" | "catch-up" | "manual";

export interface RunCounts {
  /** Calls of their log, inbound and outbound. */
  readonly calls: number;
  readonly matched: number;
  /** Gaps found for the first time. */
  readonly gaps: number;
  readonly repaired: number;
}

/** A run that shows no sign of life for so long was cut off with its process. */
const cutOffAfterMinutes = 3;

/**
 * Begins a run unless one is under way on this connection: answers false then. Signs of life are told by the database's
 * clock, which the demo does not move.
 */
export async function beginRun(
  tx: Transaction,
  run: {
    readonly id: string;
    readonly connectionId: string;
    readonly kind: ReconciliationKind;
    readonly from: Temporal.Instant;
    readonly to: Temporal.Instant;
  },
): Promise<boolean> {
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended(${`reconcile:${run.connectionId}`}, 0))`);
  tx.write(sql`update ringback.reconciliation_run set state = 'failed', finished_at = ${tx.now}, error = 'It was cut off when Ringback stopped.'
    where account_id = ${tx.accountId} and connection_id = ${run.connectionId} and state = 'running'
      and touched_at < clock_timestamp() - ${cutOffAfterMinutes} * interval '1 minute'`);
  const begun = await tx.rows(sql`insert into ringback.reconciliation_run
      (account_id, id, connection_id, kind, from_at, to_at, state, started_at)
    select ${tx.accountId}, ${run.id}, ${run.connectionId}, ${run.kind}, ${run.from}, ${run.to}, 'running', ${tx.now}
    where not exists (select from ringback.reconciliation_run
      where account_id = ${tx.accountId} and connection_id = ${run.connectionId} and state = 'running')
    returning id`);
  if (begun.length > 0) tellRun(tx, run.id);
  return begun.length > 0;
}

/** A run that was begun by a request and is worked by a job; null when it is over or unknown. */
export async function takeRun(
  tx: Transaction,
  id: string,
): Promise<{ from: Temporal.Instant; to: Temporal.Instant } | null> {
  return await tx.first(sql<{ from: Temporal.Instant; to: Temporal.Instant }>`
    update ringback.reconciliation_run set touched_at = clock_timestamp()
    where account_id = ${tx.accountId} and id = ${id} and state = 'running' returning from_at as "from", to_at as "to"`);
}

/** Adds to a run's counts and shows that it lives. */
export function countRun(tx: Transaction, id: string, counts: RunCounts): void {
  tx.write(sql`update ringback.reconciliation_run set calls = calls + ${counts.calls}, matched = matched + ${counts.matched},
      gaps = gaps + ${counts.gaps}, repaired = repaired + ${counts.repaired}, touched_at = clock_timestamp()
    where account_id = ${tx.accountId} and id = ${id}`);
  tellRun(tx, id);
}

/** Ends a run; `error` in plain words when it failed. */
export function endRun(tx: Transaction, id: string, error: string | null): void {
  tx.write(sql`update ringback.reconciliation_run set state = ${error === null ? "done" : "failed"}, finished_at = ${tx.now}, error = ${error}
    where account_id = ${tx.accountId} and id = ${id} and state = 'running'`);
  tellRun(tx, id);
}

/** A comparison every few minutes leaves many runs; those that found nothing are kept for two weeks. */
export function sweepRuns(tx: Transaction, connectionId: string): void {
  tx.write(sql`delete from ringback.reconciliation_run
    where account_id = ${tx.accountId} and connection_id = ${connectionId} and started_at < ${tx.now.subtract({ hours: 14 * 24 })}
      and kind = 'recent' and gaps = 0`);
}

/** A connection, as far as reading its log must know it. */
export interface LogPlace {
  readonly createdAt: Temporal.Instant;
  /** How far the log was read; null: never. */
  readonly readUntil: Temporal.Instant | null;
  readonly simulated: boolean;
}

/** How far the log of a connection was read. null: no such connection. */
export async function logPlace(tx: Transaction, connectionId: string): Promise<LogPlace | null> {
  return await tx.first(sql<LogPlace>`
    select created_at as "createdAt", log_read_until as "readUntil", simulated from ringback.connection
    where account_id = ${tx.accountId} and id = ${connectionId} and removed_at is null`);
}

/** The first comparison of a connection begins here; should it fail, the next one begins here too. */
export function startLog(tx: Transaction, connectionId: string, from: Temporal.Instant): void {
  tx.write(sql`update ringback.connection set log_read_until = ${from}
    where account_id = ${tx.accountId} and id = ${connectionId} and log_read_until is null`);
}

/** Notes that the log was compared over this range; only a range that joins what was read before moves the mark. */
export function advanceLog(tx: Transaction, connectionId: string, from: Temporal.Instant, to: Temporal.Instant): void {
  tx.write(sql`update ringback.connection set log_read_until = greatest(log_read_until, ${to}::timestamptz)
    where account_id = ${tx.accountId} and id = ${connectionId} and coalesce(log_read_until, ${from}::timestamptz) >= ${from}`);
}

/** Notes why the log could not be read, in words for the screen; null when it could. The time of the first failure stays. */
export function noteLogError(tx: Transaction, connectionId: string, error: string | null): void {
  tx.write(sql`update ringback.connection set log_error = ${error},
      log_error_at = case when ${error}::text is null then null else coalesce(log_error_at, ${tx.now}) end
    where account_id = ${tx.accountId} and id = ${connectionId}
      and log_error is distinct from ${error}::text`);
  tx.changed({ kind: "connection", id: connectionId });
}

/** What we hold of one logged call. */
export interface ComparedCall {
  readonly id: string;
  readonly connectionId: string;
  readonly providerCallId: string;
  readonly outcome: "answered" | "missed" | null;
  readonly ended: boolean;
  readonly numberId: string | null;
}

/**
 * Our calls of these ids: of this connection, or of another one to the same kind of phone system (removed and connected
 * again), whose ids are the same. What an import brought is not known to the loop.
 */
export async function findCalls(
  tx: Transaction,
  connectionId: string,
  providerCallIds: readonly string[],
): Promise<ComparedCall[]> {
  return await tx.rows(sql<ComparedCall>`
    select c.id, c.connection_id as "connectionId", c.provider_call_id as "providerCallId", c.outcome, c.state = 'ended' as ended,
      c.number_id as "numberId"
    from ringback.call c
    where c.account_id = ${tx.accountId} and c.provider_call_id = any(${providerCallIds}) and c.entered <> 'import'
      and (c.connection_id = ${connectionId} or c.connection_id in (
        select other.id from ringback.connection other join ringback.connection this on this.account_id = other.account_id and this.provider = other.provider
        where this.account_id = ${tx.accountId} and this.id = ${connectionId}))`);
}

/** Which of these outbound calls are known, and whether their end is: those of the log and those we started ourselves. */
export async function findOutbound(
  tx: Transaction,
  connectionId: string,
  providerCallIds: readonly string[],
): Promise<{ providerCallId: string; ended: boolean }[]> {
  return await tx.rows(sql<{ providerCallId: string; ended: boolean }>`
    select provider_call_id as "providerCallId", ended_at is not null and outcome is not null as ended from ringback.outbound_call
    where account_id = ${tx.accountId} and connection_id = ${connectionId} and provider_call_id = any(${providerCallIds})`);
}

/** The facts of some calls, by our id. */
export async function loadFacts(tx: Transaction, callIds: readonly string[]): Promise<Map<string, CallFacts>> {
  const rows = await tx.rows(sql<{ id: string; facts: CallFacts }>`
    select id, facts from ringback.call where account_id = ${tx.accountId} and id = any(${callIds})`);
  return new Map(rows.map(({ id, facts }) => [id, facts]));
}

/** A call whose double is looked for: same caller, same number, same moment, another id. */
export interface TwinQuestion {
  readonly providerCallId: string;
  readonly caller: string;
  readonly dialed: string;
  readonly arrivedAt: Temporal.Instant;
}

/** For each of these calls that has one, our call that looks like its double. */
export async function findTwins(
  tx: Transaction,
  calls: readonly TwinQuestion[],
  withinSeconds: number,
): Promise<Map<string, string>> {
  if (calls.length === 0) return new Map();
  const rows = await tx.rows(sql<{ providerCallId: string; callId: string }>`
    select asked.provider_call_id as "providerCallId", twin.id as "callId"
    from unnest(${calls.map((one) => one.providerCallId)}::text[], ${calls.map((one) => one.caller)}::text[],
      ${calls.map((one) => one.dialed)}::text[], ${calls.map((one) => one.arrivedAt.toString())}::timestamptz[])
      as asked (provider_call_id, caller, dialed, arrived_at)
    cross join lateral (
      select c.id from ringback.call c
      where c.account_id = ${tx.accountId} and c.caller = asked.caller and c.dialed = asked.dialed and c.provider_call_id <> asked.provider_call_id
        and c.entered not in ('import', 'sample')
        and c.arrived_at between asked.arrived_at - ${withinSeconds} * interval '1 second' and asked.arrived_at + ${withinSeconds} * interval '1 second'
      order by c.arrived_at, c.id limit 1
    ) twin`);
  return new Map(rows.map(({ providerCallId, callId }) => [providerCallId, callId]));
}

/** The business's numbers, retired ones too. */
export async function ownNumbers(tx: Transaction): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ id: string; number: string }>`
    select id, number from ringback.phone_number where account_id = ${tx.accountId}`);
  return new Map(rows.map(({ id, number }) => [number, id]));
}

/** A call's id on both sides, and its place in a list by arrival. */
export interface OurCallId {
  readonly id: string;
  readonly providerCallId: string;
  readonly place: string;
}

/**
 * The ids of our calls of a connection in a stretch of time, some thousand at a time, for looking which of them the log
 * lacks. Places are text: a hundred thousand instants would only be made to be compared by the database again.
 */
export async function callIdsOfConnection(
  tx: Transaction,
  stretch: {
    readonly connectionId: string;
    readonly from: Temporal.Instant;
    readonly to: Temporal.Instant;
    readonly after: OurCallId | null;
    readonly limit: number;
  },
): Promise<OurCallId[]> {
  const { connectionId, from, to, after, limit } = stretch;
  const beyond =
    after === null
      ? sql`arrived_at >= ${from}`
      : sql`arrived_at >= ${after.place}::timestamptz and (arrived_at, id) > (${after.place}::timestamptz, ${after.id}::uuid)`;
  return await tx.rows(sql<OurCallId>`
    select id, provider_call_id as "providerCallId", arrived_at::text as place
    from ringback.call where account_id = ${tx.accountId} and ${beyond} and arrived_at < ${to} and connection_id = ${connectionId}
      and entered in ('webhook', 'stream', 'provider-log')
    order by arrived_at, id limit ${limit}`);
}

/** A call of ours that their log may lack. */
export interface OurCall extends TwinQuestion {
  readonly id: string;
  readonly numberId: string | null;
  readonly outcome: "answered" | "missed" | null;
}

/** Of these calls of ours those that are not known to be absent already, oldest first. */
export async function loadUnjudged(tx: Transaction, callIds: readonly string[], limit: number): Promise<OurCall[]> {
  return await tx.rows(sql<OurCall>`
    select id, provider_call_id as "providerCallId", coalesce(caller, '') as caller, dialed, arrived_at as "arrivedAt", number_id as "numberId", outcome
    from ringback.call c where account_id = ${tx.accountId} and id = any(${callIds}) and not exists (
      select from ringback.reconciliation_gap g where g.account_id = c.account_id and g.connection_id = c.connection_id
        and g.provider_call_id = c.provider_call_id and g.kind in ('not-in-their-log', 'duplicate') and g.state <> 'repaired')
    order by arrived_at, id limit ${limit}`);
}

/** A named difference, as it is found. */
export interface NewGap {
  readonly kind: GapKind;
  readonly providerCallId: string;
  readonly callId: string | null;
  readonly numberId: string | null;
  readonly dialed: string | null;
  readonly arrivedAt: Temporal.Instant;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Writes gaps down as open; answers how many are new. One found again stays the row it was: what a person accepted stays
 * accepted, and what was repaired and differs again is open again.
 */
export async function openGaps(
  tx: Transaction,
  run: { readonly id: string; readonly connectionId: string },
  gaps: readonly (NewGap & { readonly id: string })[],
): Promise<number> {
  if (gaps.length === 0) return 0;
  const rows = gaps.map((gap) => ({ ...gap, arrivedAt: gap.arrivedAt.toString() }));
  const written = await tx.rows(sql`insert into ringback.reconciliation_gap
      (account_id, id, connection_id, provider_call_id, kind, state, call_id, number_id, dialed, arrived_at, local_day, found_in, found_at, detail)
    select ${tx.accountId}, g.id, ${run.connectionId}, g."providerCallId", g.kind, 'open', g."callId", g."numberId", g.dialed, g."arrivedAt",
      (g."arrivedAt" at time zone (select time_zone from ringback.account where id = ${tx.accountId}))::date, ${run.id}, ${tx.now}, g.detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g (id uuid, "providerCallId" text, kind text, "callId" uuid, "numberId" uuid, dialed text, "arrivedAt" timestamptz, detail jsonb)
    on conflict (account_id, connection_id, provider_call_id, kind) do update set state = 'open', settled_at = null
      where reconciliation_gap.state = 'repaired'
    returning id`);
  return written.length;
}

/** A gap of one call, as far as a comparison must know it. */
export interface OpenGap {
  readonly id: string;
  readonly providerCallId: string;
  readonly kind: GapKind;
}

/** The open gaps of these calls. */
export async function findOpenGaps(
  tx: Transaction,
  connectionId: string,
  providerCallIds: readonly string[],
): Promise<OpenGap[]> {
  return await tx.rows(sql<OpenGap>`
    select id, provider_call_id as "providerCallId", kind from ringback.reconciliation_gap
    where account_id = ${tx.accountId} and connection_id = ${connectionId} and provider_call_id = any(${providerCallIds}) and state = 'open'`);
}

/** Settles open gaps as repaired; `callIds` names the call that a gap led to, where it is new. Answers how many were open. */
export async function settleGaps(
  tx: Transaction,
  connectionId: string,
  gaps: readonly { readonly providerCallId: string; readonly kind: GapKind; readonly callId: string | null }[],
): Promise<number> {
  if (gaps.length === 0) return 0;
  const settled = await tx.rows(sql`update ringback.reconciliation_gap g
    set state = 'repaired', settled_at = ${tx.now}, call_id = coalesce(s."callId", g.call_id)
    from jsonb_to_recordset(${JSON.stringify(gaps)}::jsonb) as s ("providerCallId" text, kind text, "callId" uuid)
    where g.account_id = ${tx.accountId} and g.connection_id = ${connectionId} and g.provider_call_id = s."providerCallId" and g.kind = s.kind
      and g.state = 'open'
    returning g.id`);
  return settled.length;
}

/** Numbers that were added meanwhile: their gaps are settled, and their calls belong to them. */
export async function settleKnownNumbers(tx: Transaction, connectionId: string): Promise<number> {
  const settled = await tx.rows<{ callId: string | null }>(sql<{ callId: string | null }>`
    update ringback.reconciliation_gap g set state = 'repaired', settled_at = ${tx.now}, number_id = n.id
    from ringback.phone_number n
    where g.account_id = ${tx.accountId} and g.connection_id = ${connectionId} and g.state = 'open' and g.kind = 'unknown-number'
      and n.account_id = g.account_id and n.number = g.dialed
    returning g.call_id as "callId"`);
  const callIds = settled.flatMap(({ callId }) => (callId === null ? [] : [callId]));
  if (callIds.length > 0)
    tx.write(sql`update ringback.call c set number_id = n.id from ringback.phone_number n
      where c.account_id = ${tx.accountId} and c.id = any(${callIds}) and c.number_id is null
        and n.account_id = c.account_id and n.number = c.dialed`);
  return settled.length;
}

/** Locks one gap; null when the business has none such. */
export async function lockGap(
  tx: Transaction,
  id: string,
): Promise<{ state: "open" | "repaired" | "accepted"; kind: GapKind } | null> {
  return await tx.first(sql<{ state: "open" | "repaired" | "accepted"; kind: GapKind }>`
    select state, kind from ringback.reconciliation_gap where account_id = ${tx.accountId} and id = ${id} for update`);
}

/** A person accepts a gap, or takes that back. */
export function saveGapState(tx: Transaction, id: string, state: "open" | "accepted", by: string | null): void {
  tx.write(sql`update ringback.reconciliation_gap set state = ${state}, settled_at = ${state === "open" ? null : tx.now},
      settled_by = ${state === "open" ? null : by}
    where account_id = ${tx.accountId} and id = ${id}`);
  tx.changed({ kind: "reconciliation", id });
}

function tellRun(tx: Transaction, id: string): void {
  tx.changed({ kind: "reconciliation", id });
}
