// What pilots are judged by: missed calls of their days and numbers, counted where they lie.

import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { everything, type MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import type { RecordedCalls } from "@ringback/core/measurement/pilot/compare-records.ts";
import { pilotDays } from "@ringback/core/measurement/pilot/judge-pilot.ts";
import type { PilotMatter } from "@ringback/core/measurement/pilot/pilot-snapshot.ts";
import { later } from "@ringback/core/measurement/pilot/pilot-stage.ts";
import type { Disposition } from "@ringback/core/playbook/playbook.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Days and numbers of a pilot; `numberIds` null: all. */
export interface PilotScope {
  readonly days: DayRange;
  readonly numberIds: readonly string[] | null;
  readonly zone: string;
}

/** Calls named for each kind of difference. */
const namedMax = 50;

/** The measured figures' filter for a pilot's numbers. */
export function pilotFilter(numberIds: readonly string[] | null): MeasureFilter {
  return { ...everything, numberIds };
}

/** The callbacks that a verdict counts, newest first. */
export async function loadPilotMatters(tx: Transaction, scope: PilotScope): Promise<PilotMatter[]> {
  const rows = await tx.rows<Omit<PilotMatter, "at"> & { readonly at: Temporal.Instant }>(sql`
    select m.id, m.first_call_id as "callId", m.started_at as at, 1 as callers, m.calls, m.in_hours as "inHours", m.has_owner as "hasOwner",
      m.completed as closed, m.attempts, m.attempted_in_time as "attemptedInTime", m.recovered, m.stale
    from ${mattersOf(tx, scope)} order by m.started_at desc, m.id`);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}

function mattersOf(tx: Transaction, { days, numberIds, zone }: PilotScope): RawBuilder<unknown> {
  return sql`(select * from ringback.matter x where x.account_id = ${tx.accountId} and x.kind = 'live'
    and x.started_at >= ${days.from}::date::timestamp at time zone ${zone} and x.started_at < (${days.to}::date + 1)::timestamp at time zone ${zone}
    and ${numbersFit("x", numberIds)}) m`;
}

/** Missed calls by what became of them in each place, and those that only the phone system's log has. */
export async function loadRecordedCalls(
  tx: Transaction,
  scope: PilotScope,
  dispositions: readonly Disposition[],
): Promise<RecordedCalls[]> {
  const { days, numberIds, zone } = scope;
  const tried = dispositions.filter(({ key, recovered }) => recovered || key === "no-answer").map(({ key }) => key);
  const between = (at: string) =>
    sql`${sql.ref(at)} >= ${days.from}::date::timestamp at time zone ${zone} and ${sql.ref(at)} < (${days.to}::date + 1)::timestamp at time zone ${zone}`;
  const [known, unheard] = await Promise.all([
    tx.rows<RecordedCalls>(sql`
      select count(*)::int as calls, to_jsonb((array_agg(jsonb_build_object('id', id, 'at', to_char(arrived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by arrived_at desc))[1:${namedMax}]) as examples, "inPhoneLog", true as "inBooks", "callerKnown", matched,
        "matchUnsure", "hasCallback", overdue, closed, "hasOutcome", "saysTried", "wasTried", duplicate
      from (
        select c.id, c.arrived_at,
          case when g.kind = 'not-in-their-log' then false when n.log_read_until >= c.arrived_at or c.entered = 'provider-log' then true end as "inPhoneLog",
          c.caller is not null as "callerKnown", coalesce(c.contact_id, b.contact_id) is not null as matched,
          coalesce(c.contact_id, b.contact_id) is null and (select count(*) > 1 from ringback.contact_number k where k.account_id = c.account_id and k.number = c.caller) as "matchUnsure",
          b.id is not null as "hasCallback", coalesce(b.due_at <= ${tx.now}, false) as overdue, coalesce(b.state = 'closed', false) as closed,
          b.disposition is not null as "hasOutcome", coalesce(b.close_kind = 'person' and b.disposition = any(${tried}::text[]), false) as "saysTried",
          coalesce(b.attempt_count > 0, false) as "wasTried", coalesce(m.duplicate, false) as duplicate
        from ringback.call c
        left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id
        left join ringback.matter m on m.account_id = b.account_id and m.id = b.id
        left join ringback.connection n on n.account_id = c.account_id and n.id = c.connection_id
        left join ringback.reconciliation_gap g on g.account_id = c.account_id and g.connection_id = c.connection_id and g.provider_call_id = c.provider_call_id
          and g.kind = 'not-in-their-log' and g.state = 'open'
        where c.account_id = ${tx.accountId} and ${between("c.arrived_at")} and c.outcome = 'missed' and c.drill_id is null and c.entered <> 'import'
          and ${numbersFit("c", numberIds)}
      ) each_call group by 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14`),
    tx.first<{ calls: number }>(sql`select count(*)::int as calls from ringback.reconciliation_gap g
      where g.account_id = ${tx.accountId} and g.state = 'open' and g.kind = 'never-heard' and ${between("g.arrived_at")} and ${numbersFit("g", numberIds)}`),
  ]);
  const calls = unheard?.calls ?? 0;
  return calls === 0 ? known : [...known, { ...onlyInTheirLog, calls }];
}

const onlyInTheirLog = {
  examples: [],
  inPhoneLog: true,
  inBooks: false,
  callerKnown: false,
  matched: false,
  matchUnsure: false,
  hasCallback: false,
  overdue: false,
  closed: false,
  hasOutcome: false,
  saysTried: false,
  wasTried: false,
  duplicate: false,
} as const;

function numbersFit(table: string, numberIds: readonly string[] | null): RawBuilder<unknown> {
  return numberIds === null ? sql`true` : sql`${sql.ref(`${table}.number_id`)} = any(${[...numberIds]}::uuid[])`;
}

/** Which days a baseline can be taken from: the last fourteen of imported logs, and the first fourteen that were heard live. */
export async function baselineChoices(
  tx: Transaction,
  today: string,
): Promise<{ imported: DayRange | null; firstDays: DayRange }> {
  const row = await tx.first<{
    importedFirst: string | null;
    importedLast: string | null;
    liveFirst: string | null;
  }>(sql`
    select (select min(local_day)::text from ringback.call_tally where account_id = ${tx.accountId} and standing = 'history') as "importedFirst",
      (select max(local_day)::text from ringback.call_tally where account_id = ${tx.accountId} and standing = 'history') as "importedLast",
      (select min(local_day)::text from ringback.call_tally where account_id = ${tx.accountId} and standing <> 'history') as "liveFirst"`);
  const { importedFirst, importedLast, liveFirst } = row ?? {
    importedFirst: null,
    importedLast: null,
    liveFirst: null,
  };
  const first = liveFirst ?? today;
  const firstDays = { from: first, to: later(first, pilotDays - 1) };
  if (importedFirst === null || importedLast === null) return { imported: null, firstDays };
  const from = later(importedLast, 1 - pilotDays);
  return { imported: importedFirst <= from ? { from, to: importedLast } : null, firstDays };
}
