import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import type { Lane } from "@ringback/core/classification/assessment.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import type { MeasuredCall } from "@ringback/core/measurement/figures/measured-call.ts";
import type { MeasuredMatter, TimeId } from "@ringback/core/measurement/figures/measured-matter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { DayRange } from "./figure-ranges.ts";

interface CallColumns {
  readonly id: string;
  readonly arrived_at: Temporal.Instant;
  readonly local_day: string;
  readonly local_hour: number;
  readonly number_id: string | null;
  readonly reason: MissReason | null;
  readonly lane: Lane;
  readonly is_returning: boolean;
  readonly in_hours: boolean;
  readonly history: boolean;
  readonly answered_late: boolean;
}

/** A reason of the calls `x`; null: answered. */
export const reasonOfCall: RawBuilder<unknown> = sql`case x.outcome when 'answered' then null else coalesce(x.miss_reason, 'unknown') end`;

/** What of a call of the table, named `x`, is measured. */
export const callColumns: RawBuilder<unknown> = sql`x.id, x.arrived_at, x.local_day::text, x.local_hour, x.number_id, ${reasonOfCall} as reason, x.lane, x.is_returning, x.in_hours,
  x.entered = 'import' as history, x.answered_late`;

/** The calls of a range that are in the figures, `x`: decided, and no drills. */
export function measuredCalls(tx: Transaction, days: DayRange, filter: MeasureFilter): RawBuilder<unknown> {
  return sql`ringback.call x where x.account_id = ${tx.accountId} and x.drill_id is null and x.outcome is not null
    and ${inRange(sql`x.arrived_at`, days)} and ${fitsRow(filter, reasonOfCall)}`;
}

/** The matters of a range, `x`. */
export function measuredMatters(tx: Transaction, days: DayRange, filter: MeasureFilter): RawBuilder<unknown> {
  return sql`ringback.matter x where x.account_id = ${tx.accountId} and ${inRange(sql`x.started_at`, days)} and ${fitsRow(filter, sql`x.miss_reason`)}`;
}

/** A day anywhere begins at most 14 hours before it does in UTC, and ends at most 12 after; indexes go by the moment. */
function inRange(at: RawBuilder<unknown>, { from, to }: DayRange): RawBuilder<unknown> {
  const first = Temporal.PlainDate.from(from).toZonedDateTime("UTC").toInstant().subtract({ hours: 14 });
  const last = Temporal.PlainDate.from(to).toZonedDateTime("UTC").toInstant().add({ hours: 36 });
  return sql`x.local_day between ${from}::date and ${to}::date and ${at} >= ${first} and ${at} < ${last}`;
}

/** The filter on rows themselves. A reason narrows the missed calls only. */
function fitsRow(filter: MeasureFilter, reason: RawBuilder<unknown>): RawBuilder<unknown> {
  const { numberIds, missReason, lane, returning, inHours } = filter;
  const known = numberIds?.filter((id) => id !== null) ?? [];
  const each = [
    ...(numberIds === null
      ? []
      : [
          numberIds.includes(null)
            ? sql`(x.number_id is null or x.number_id = any(${known}::uuid[]))`
            : sql`x.number_id = any(${known}::uuid[])`,
        ]),
    ...(missReason === null ? [] : [sql`coalesce(${reason}, ${missReason}) = ${missReason}`]),
    ...(lane === null ? [] : [sql`x.lane = ${lane}`]),
    ...(returning === null ? [] : [sql`x.is_returning = ${returning}`]),
    ...(inHours === null ? [] : [sql`x.in_hours = ${inHours}`]),
  ];
  return each.length === 0 ? sql`true` : sql.join(each, sql` and `);
}

export function toMeasuredCall(row: CallColumns): MeasuredCall {
  return {
    id: row.id,
    arrivedAt: row.arrived_at,
    localDay: row.local_day,
    localHour: row.local_hour,
    numberId: row.number_id,
    missReason: row.reason,
    lane: row.lane,
    returning: row.is_returning,
    inHours: row.in_hours,
    history: row.history,
    answeredLate: row.reason === null && row.answered_late,
  };
}

interface MatterColumns {
  readonly id: string;
  readonly kind: "live" | "history";
  readonly first_call_id: string;
  readonly started_at: Temporal.Instant;
  readonly local_day: string;
  readonly number_id: string | null;
  readonly miss_reason: MissReason;
  readonly lane: Lane;
  readonly is_returning: boolean;
  readonly in_hours: boolean;
  readonly calls: number;
  readonly has_owner: boolean;
  readonly told: MeasuredMatter["told"];
  readonly attempts: number;
  readonly attempted_in_time: boolean;
  readonly stale: boolean;
  readonly recovered: boolean;
  readonly booked: boolean;
  readonly completed: boolean;
  readonly closed_same_day: boolean;
  readonly voicemail: boolean;
  readonly wrong_owner: boolean;
  readonly duplicate: boolean;
  readonly times: Readonly<Record<TimeId, number | null>>;
}

/** What of a matter of the table, named `x`, is measured. */
export const matterColumns: RawBuilder<unknown> = sql`x.id, x.kind, x.first_call_id, x.started_at, x.local_day::text, x.number_id, x.miss_reason, x.lane, x.is_returning, x.in_hours, x.calls,
  x.has_owner, x.told, x.attempts, x.attempted_in_time, x.stale, x.recovered, x.booked, x.completed, x.closed_same_day, x.voicemail, x.wrong_owner, x.duplicate,
  jsonb_build_object('owner-wall', x.owner_wall, 'owner-open', x.owner_open, 'attempt-wall', x.attempt_wall, 'attempt-open', x.attempt_open, 'conversation-wall', x.conversation_wall,
    'conversation-open', x.conversation_open, 'completed-wall', x.completed_wall, 'completed-open', x.completed_open, 'told', x.told_seconds) as times`;

export function toMeasuredMatter(row: MatterColumns): MeasuredMatter {
  return {
    id: row.id,
    startedAt: row.started_at,
    localDay: row.local_day,
    numberId: row.number_id,
    missReason: row.miss_reason,
    lane: row.lane,
    returning: row.is_returning,
    inHours: row.in_hours,
    history: row.kind === "history",
    calls: row.calls,
    hasOwner: row.has_owner,
    told: row.told,
    attempts: row.attempts,
    attemptedInTime: row.attempted_in_time,
    stale: row.stale,
    recovered: row.recovered,
    booked: row.booked,
    completed: row.completed,
    closedSameDay: row.closed_same_day,
    voicemail: row.voicemail,
    wrongOwner: row.wrong_owner,
    duplicate: row.duplicate,
    times: Object.fromEntries(Object.entries(row.times).filter(([, value]) => value !== null)),
  };
}

const pageRows = 5_000;

/** The measured calls of a range, oldest first, a page at a time. */
export async function* streamCalls(
  tx: Transaction,
  days: DayRange,
  filter: MeasureFilter,
): AsyncGenerator<MeasuredCall[]> {
  let after: { at: Temporal.Instant; id: string } | null = null;
  while (true) {
    const next: RawBuilder<unknown> =
      after === null ? sql`true` : sql`(x.arrived_at, x.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
    const rows: CallColumns[] = await tx.rows<CallColumns>(
      sql`select ${callColumns} from ${measuredCalls(tx, days, filter)} and ${next} order by x.arrived_at, x.id limit ${pageRows}`,
    );
    if (rows.length > 0) yield rows.map(toMeasuredCall);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = { at: last.arrived_at, id: last.id };
  }
}

/** The matters of a range, oldest first, a page at a time. */
export async function* streamMatters(
  tx: Transaction,
  days: DayRange,
  filter: MeasureFilter,
): AsyncGenerator<MeasuredMatter[]> {
  let after: { at: Temporal.Instant; id: string } | null = null;
  while (true) {
    const next: RawBuilder<unknown> =
      after === null ? sql`true` : sql`(x.started_at, x.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
    const rows: MatterColumns[] = await tx.rows<MatterColumns>(
      sql`select ${matterColumns} from ${measuredMatters(tx, days, filter)} and ${next} order by x.started_at, x.id limit ${pageRows}`,
    );
    if (rows.length > 0) yield rows.map(toMeasuredMatter);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = { at: last.started_at, id: last.id };
  }
}
