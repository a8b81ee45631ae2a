// A batch of an import's calls, written in one transaction with how far the import has come.

import { nameOf } from "@ringback/core/importing/fold-call.ts";
import { factsOfImported, type ImportedCall, isoOf } from "@ringback/core/importing/imported-call.ts";
import { copyLine, type ImportSession, inPieces } from "#db/import-session.ts";
import { countReasons, type RejectedRow, saveRejects } from "./import-run.ts";

/** What a batch belongs to. */
export interface MergeContext {
  readonly accountId: string;
  readonly importId: string;
  /** Of the live connection the log belongs to; else nil. */
  readonly connectionId: string;
  readonly now: Temporal.Instant;
  readonly timeZone: string;
  readonly playbookVersion: number;
  readonly numberIds: ReadonlyMap<string, string>;
  readonly nextId: () => string;
  /** The time in the account's zone, as the milliseconds it would be in UTC. */
  readonly localMs: (epochMs: number) => number;
  /** Whether the business is open at a local time. */
  readonly isOpen: (localMs: number) => boolean;
}

export interface Batch {
  readonly calls: number;
  /** The calls as `stageCalls` made them. */
  readonly staged: readonly Buffer[];
  readonly hasMadeIds: boolean;
  /** The log tells its newest calls first, as far as this batch shows. */
  readonly newestFirst: boolean;
  readonly rejected: readonly RejectedRow[];
  /** Rows that said what an earlier row of the same batch said. */
  readonly repeated: number;
  readonly progress: {
    readonly bytesRead: number;
    readonly rowsRead: number;
    readonly rowDone: number;
    readonly keyDone: string | null;
  };
  /** The line a call stands on, for a call that turns out to have another's id. */
  readonly lineOf: (row: number) => string;
}

export interface Merged {
  readonly cancelAsked: boolean;
}

/** The account's zone was changed meanwhile; the days that were reckoned are no longer its days. */
export class TimeZoneChanged extends Error {
  override name = "TimeZoneChanged";
}

const nilId = "00000000-0000-0000-0000-000000000000";

/**
 * Writes a batch: calls we do not know yet, rejected rows, and how far it has come. A call is known when any connection
 * of the account has its id; where the log gives no ids, also when a live call of the same caller and number arrived within
 * three seconds of it. Sends its rows at once and waits for `before`, the batch before it on another connection, only then:
 * what that one wrote is known here, and the import never stands further than its rows.
 * @throws TimeZoneChanged, or the database's error; then nothing was kept.
 */
export async function mergeBatch(
  session: ImportSession,
  context: MergeContext,
  batch: Batch,
  before: Promise<unknown>,
): Promise<Merged> {
  const { accountId, importId } = context;
  return await session.batch(async () => {
    const [account] = await session.query<{ time_zone: string }>(
      "select time_zone from ringback.account where id = $1 for share",
      [accountId],
    );
    if (account?.time_zone !== context.timeZone) throw new TimeZoneChanged("The account's time zone has changed.");
    await session.query(stageTable);
    await session.copyPieces("copy import_stage from stdin", batch.staged);
    await before;
    await session.query(findKnown, [importId]);
    if (batch.hasMadeIds) await session.query(findKnownByTime);
    const twice = await session.query<{ line_number: string }>("select line_number from import_known where twice");
    const rejected = [
      ...batch.rejected,
      ...twice.map(({ line_number }): RejectedRow => {
        const row = Number(line_number);
        return { row, reason: "duplicate-id", line: batch.lineOf(row) };
      }),
    ];
    const values = [accountId, importId, context.connectionId, context.now.toString(), context.playbookVersion];
    const inbound = await insert(session, insertInbound, [...values, batch.newestFirst]);
    const outbound = await insert(session, insertOutbound, values.slice(0, 4));
    await saveRejects(session, context, rejected);
    const [row] = await session.query<{ cancel_asked: boolean }>(saveProgress, [
      accountId,
      importId,
      batch.progress.bytesRead,
      batch.progress.rowsRead,
      batch.progress.rowDone,
      batch.progress.keyDone,
      inbound,
      outbound,
      batch.repeated + batch.calls - inbound - outbound - twice.length,
      rejected.length,
      JSON.stringify(countReasons(rejected)),
    ]);
    return { cancelAsked: row?.cancel_asked ?? true };
  });
}

async function insert(session: ImportSession, text: string, values: readonly unknown[]): Promise<number> {
  const [row] = await session.query<{ count: string }>(text, values);
  return Number(row?.count ?? 0);
}

const stageTable = `
  create temp table import_stage (inbound boolean, id uuid, provider_call_id text, made boolean, line_number bigint, number_id uuid,
    dialed text, caller text, withheld boolean, caller_name text, started_at timestamptz, ended_at timestamptz, outcome text,
    miss_reason text, rang_seconds integer, talk_seconds integer, local_day date, local_hour smallint, in_hours boolean, facts text) on commit drop;
  create temp table import_known (inbound boolean, id uuid, line_number bigint, twice boolean) on commit drop`;

/**
 * Calls as COPY text, ready to be sent: made while the batch before is being written. In the order of callers: of all
 * indexes that of callers is the one whose pages lie farthest apart, and sorting here costs less than there.
 */
export function stageCalls(context: MergeContext, calls: readonly ImportedCall[]): Buffer[] {
  const callerOf = (call: ImportedCall) => nameOf(call.direction === "inbound" ? call.from : call.to);
  const keyed = calls.map((call) => ({ call, caller: callerOf(call) }));
  keyed.sort((a, b) => (a.caller < b.caller ? -1 : a.caller > b.caller ? 1 : 0));
  return [
    ...inPieces(
      stageLines(
        context,
        keyed.map(({ call }) => call),
      ),
    ),
  ];
}

function* stageLines(context: MergeContext, calls: readonly ImportedCall[]): Generator<string> {
  for (const call of calls) {
    const { from, to } = call;
    const inbound = call.direction === "inbound";
    const own = nameOf(inbound ? to : from);
    const other = inbound ? from : to;
    const localMs = context.localMs(call.startedMs);
    yield copyLine([
      inbound,
      context.nextId(),
      call.id,
      call.idIsMade,
      call.row,
      context.numberIds.get(own) ?? null,
      own,
      other.kind === "number" ? other.number : null,
      other.kind === "withheld",
      inbound ? call.callerName : null,
      isoOf(call.startedMs),
      call.endedMs === null ? null : isoOf(call.endedMs),
      call.outcome,
      inbound ? call.missReason : null,
      inbound ? call.ringSeconds : null,
      call.talkSeconds,
      dayOf(Math.floor(localMs / dayMs)),
      Math.floor(localMs / hourMs) % 24,
      context.isOpen(localMs),
      inbound ? JSON.stringify(factsOfImported(call)) : null,
    ]);
  }
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

let lastDay = { day: Number.NaN, text: "" };
function dayOf(day: number): string {
  if (lastDay.day !== day) lastDay = { day, text: new Date(day * dayMs).toISOString().slice(0, 10) };
  return lastDay.text;
}

/**
 * `twice`: this very import brought another call under that id. The staged rows have no statistics; `offset 0` keeps the
 * planner from anything but asking the index once for each of them. And the account is not named as a value: of one that
 * had no calls at the last count the planner expects none, takes any index for as good, and reads all its calls each time.
 */
const findKnown = `
  insert into import_known
  select true, s.id, s.line_number, bool_or(k.import_id = $1 and (k.arrived_at, k.caller, k.dialed) is distinct from (s.started_at, s.caller, s.dialed)) is true
  from import_stage s, lateral (select * from ringback.call k where k.account_id = (select ringback.current_account()) and k.provider_call_id = s.provider_call_id offset 0) k
  where s.inbound group by s.id, s.line_number
  union all
  select false, s.id, s.line_number, bool_or(k.import_id = $1 and (k.started_at, k.called, k.from_number) is distinct from (s.started_at, s.caller, s.dialed)) is true
  from import_stage s, lateral (select * from ringback.outbound_call k where k.account_id = (select ringback.current_account()) and k.provider_call_id = s.provider_call_id offset 0) k
  where not s.inbound group by s.id, s.line_number`;

const findKnownByTime = `
  insert into import_known
  select true, s.id, s.line_number, false from import_stage s
  where s.made and s.inbound and exists (
    select from ringback.call k where k.account_id = (select ringback.current_account()) and k.caller = s.caller and k.entered <> 'import'
      and k.arrived_at between s.started_at - interval '3 seconds' and s.started_at + interval '3 seconds'
      and (k.number_id = s.number_id or k.dialed = s.dialed))
  union all
  select false, s.id, s.line_number, false from import_stage s
  where s.made and not s.inbound and exists (
    select from ringback.outbound_call k where k.account_id = (select ringback.current_account()) and k.called = s.caller and k.entered <> 'import'
      and k.started_at between s.started_at - interval '3 seconds' and s.started_at + interval '3 seconds')`;

/**
 * Whether a caller had called before is asked of what is known by now, and settled at the end of the import (`settleReturning`).
 * A log that tells the newest first would be wrong nearly each time; there (`$6`) it is settled for the first call alone.
 */
const insertInbound = `
  with written as (
    insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, caller, caller_withheld, caller_name, arrived_at,
      ended_at, state, outcome, miss_reason, rang_seconds, playbook_version, facts, entered, created_at, import_id, standing, local_day, local_hour, in_hours,
      is_returning, left_voicemail)
    select $1, s.id, $3, s.provider_call_id, s.number_id, s.dialed, s.caller, s.withheld, s.caller_name, s.started_at,
      s.ended_at, 'ended', s.outcome, s.miss_reason, s.rang_seconds, $5, s.facts::jsonb, 'import', $4, $2, 'history', s.local_day, s.local_hour, s.in_hours,
      s.caller is not null and ($6::boolean or row_number() over (partition by s.caller order by s.started_at, s.id) > 1
        or exists (select from ringback.call k where k.account_id = (select ringback.current_account()) and k.caller = s.caller
          and (k.arrived_at, k.id) < (s.started_at, s.id) offset 0)),
      coalesce(s.miss_reason = 'voicemail-answered', false)
    from import_stage s where s.inbound and not exists (select from import_known k where k.id = s.id)
    on conflict do nothing returning 1)
  select count(*) from written`;

const insertOutbound = `
  with written as (
    insert into ringback.outbound_call (account_id, id, connection_id, provider_call_id, number_id, from_number, called, started_at, ended_at, outcome,
      talk_seconds, entered, import_id, local_day, created_at)
    select $1, s.id, $3, s.provider_call_id, s.number_id, s.dialed, s.caller, s.started_at, s.ended_at, s.outcome,
      s.talk_seconds, 'import', $2, s.local_day, $4
    from import_stage s where not s.inbound and not exists (select from import_known k where k.id = s.id)
    on conflict do nothing returning 1)
  select count(*) from written`;

const saveProgress = `
  update ringback.call_import set bytes_read = $3, rows_read = $4, row_done = $5, key_done = $6, inbound = inbound + $7,
    outbound = outbound + $8, repeated = repeated + $9, rejected = rejected + $10, tries = 0,
    reasons = (select coalesce(jsonb_object_agg(key, n), '{}') from (
      select key, sum(value::bigint) as n from (
        select * from jsonb_each_text(reasons) union all select * from jsonb_each_text($11::jsonb)) both_counts group by key) summed),
    first_at = least(first_at, (select min(started_at) from import_stage)), last_at = greatest(last_at, (select max(started_at) from import_stage))
  where account_id = $1 and id = $2 returning cancel_asked`;

/** What imported calls of no live connection are filed under. */
export const noConnection: string = nilId;
