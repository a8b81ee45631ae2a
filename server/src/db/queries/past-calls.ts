// The past of a business as leaks and replays look at it, read in pieces so that nothing else waits long.
import { setImmediate as breathe } from "node:timers/promises";
import type { CallFacts } from "@ringback/core/calls/call-facts.ts";
import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import type { Names } from "@ringback/core/measurement/replay/change-words.ts";
import { type OpeningTimes, openingTimes } from "@ringback/core/measurement/replay/opening-times.ts";
import { type PastCall, readPastCall } from "@ringback/core/measurement/replay/past-call.ts";
import type { ReplayPast } from "@ringback/core/measurement/replay/replay-calls.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { type RawBuilder, sql } from "kysely";
import { currentPlaybook, loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { DayRange } from "./figure-ranges.ts";

/** More calls are not looked at together; of a longer range the newest so many. */
export const mostPastCalls = 100_000;
/** So many are read at once: some tens of milliseconds of work. */
const pieceCalls = 1_000;
/** An outbound call whose end nobody reported is believed to have taken so long at most. */
const longestOutboundMinutes = 30;

export interface LoadedPast {
  /** All calls of the range, whatever was asked for: people are busy on each of them. */
  readonly past: ReplayPast;
  /** Those that were asked for; null: all of them. */
  readonly asked: ReadonlySet<PastCall> | null;
  readonly names: Names;
  /** Who may be asked to answer calls, likeliest first. */
  readonly helpers: readonly string[];
  /** Set when the range has more calls than were read. */
  readonly cutTo: number | null;
}

/** Loads the decided calls of a range of local days with what rules, people and other calls have to do with them; drills are none. */
export async function loadPast(
  tx: Transaction,
  range: DayRange,
  filter: MeasureFilter | null,
  onPiece: (done: number) => Promise<void> = async () => {},
): Promise<LoadedPast> {
  const people = await loadPeople(tx);
  // Whoever is here now has a phone that somebody who left had before.
  const byPhone = new Map(
    [...people]
      .sort((a, b) => Number(b.leftMs !== null) - Number(a.leftMs !== null))
      .flatMap(({ id, phone }) => (phone === null ? [] : [[phone, id] as const])),
  );
  const { version, playbook } = await currentPlaybook(tx);
  const playbooks = new Map<number, Playbook>([[version, playbook]]);
  const openings = new Map<number, OpeningTimes>();
  /** By the hours themselves, not by the column of figures: that one is put right later where hours are not written out yet. */
  const wasOpen = async (row: PastRow): Promise<boolean> => {
    const rules = playbooks.get(row.playbookVersion) ?? (await loadPlaybook(tx, row.playbookVersion));
    playbooks.set(row.playbookVersion, rules);
    const times = openings.get(row.playbookVersion) ?? openingTimes(rules.hours, msOf(range.from), msOf(range.to));
    openings.set(row.playbookVersion, times);
    return times.isOpen(Number(row.arrivedMs));
  };
  const calls: PastCall[] = [];
  const asked = filter === null ? null : new Set<PastCall>();
  let after: { at: string; id: string } | null = null;
  let cut = false;
  for (;;) {
    const rows: PastRow[] = await tx.rows(pieceOf(tx, range, filter, after));
    for (const row of rows) {
      if (calls.length === mostPastCalls) {
        cut = true;
        break;
      }
      const inHours = await wasOpen(row);
      const call = readPastCall({ ...row, inHours, arrivedMs: Number(row.arrivedMs) }, byPhone);
      calls.push(call);
      if (row.isAsked) asked?.add(call);
    }
    const last = rows.at(-1);
    await onPiece(calls.length);
    if (cut || last === undefined || rows.length < pieceCalls) break;
    after = { at: last.at, id: last.id };
    await breathe();
  }
  calls.reverse();
  const numbers = await tx.rows(
    sql<{ id: string; label: string }>`select id, label from ringback.phone_number where account_id = ${tx.accountId}`,
  );
  const team = people.map(({ id, phone, leftMs }) => ({
    id,
    phone,
    leftMs: leftMs === null ? undefined : Number(leftMs),
  }));
  return {
    past: { calls, team, playbooks, currentVersion: version, outbound: await loadOutbound(tx, range) },
    asked,
    names: namesOf(people, numbers),
    helpers: helpersOf(people, playbook),
    cutTo: cut ? mostPastCalls : null,
  };
}

/** Midnight of a day in UTC; openings are worked out for some days around it. */
function msOf(day: string): number {
  return Temporal.Instant.from(`${day}T00:00:00Z`).epochMilliseconds;
}

/** How many calls a range has, without reading them. */
export async function countPastCalls(tx: Transaction, { from, to }: DayRange): Promise<number> {
  const row = await tx.first(sql<{
    calls: number;
  }>`select coalesce(sum(calls), 0)::int as calls from ringback.call_tally
    where account_id = ${tx.accountId} and local_day between ${from}::date and ${to}::date and standing <> 'live'`);
  return row?.calls ?? 0;
}

/** Names of people and numbers, for words. */
export async function loadNames(tx: Transaction): Promise<Names> {
  const numbers = await tx.rows(
    sql<{ id: string; label: string }>`select id, label from ringback.phone_number where account_id = ${tx.accountId}`,
  );
  return namesOf(await loadPeople(tx), numbers);
}

interface PastRow {
  readonly id: string;
  readonly at: string;
  readonly arrivedMs: string | number;
  readonly numberId: string | null;
  readonly caller: string | null;
  readonly playbookVersion: number;
  readonly outcome: "answered" | "missed";
  readonly missReason: MissReason | null;
  readonly answeredBy: string | null;
  readonly facts: CallFacts;
  readonly history: boolean;
  readonly emergency: boolean;
  readonly hasCallback: boolean;
  readonly isAsked: boolean;
}

/** A day anywhere begins at most 14 hours before it does in UTC, and ends at most 12 after; the index goes by arrival. */
function pieceOf(
  tx: Transaction,
  { from, to }: DayRange,
  filter: MeasureFilter | null,
  after: { readonly at: string; readonly id: string } | null,
): RawBuilder<PastRow> {
  const beyond =
    after === null
      ? sql``
      : sql`and c.arrived_at <= ${after.at}::timestamptz and (c.arrived_at < ${after.at}::timestamptz or c.id > ${after.id}::uuid)`;
  return sql<PastRow>`
    with c as materialized (
      select c.* from ringback.call c
      where c.account_id = ${tx.accountId} and c.arrived_at >= ${from}::date::timestamp at time zone 'UTC' - interval '14 hours'
        and c.arrived_at < ${to}::date::timestamp at time zone 'UTC' + interval '36 hours' and c.local_day between ${from}::date and ${to}::date
        and c.drill_id is null and c.outcome is not null ${beyond}
      order by c.arrived_at desc, c.id limit ${pieceCalls}
    )
    select c.id, to_char(c.arrived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, (extract(epoch from c.arrived_at) * 1000)::bigint as "arrivedMs",
      c.number_id as "numberId", c.caller, c.playbook_version as "playbookVersion", c.outcome, case when c.outcome = 'missed' then coalesce(c.miss_reason, 'unknown') end as "missReason",
      c.answered_by as "answeredBy", c.facts, c.standing = 'history' as history,
      coalesce(b.urgency = 'emergency', false) as emergency, b.id is not null as "hasCallback",
      coalesce(${filter === null ? sql`true` : narrowed(filter)}, false) as "isAsked"
    from c left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id
    order by c.arrived_at desc, c.id`;
}

/** A reason narrows the missed calls only, as in every figure. */
function narrowed({ numberIds, missReason, lane, returning, inHours }: MeasureFilter): RawBuilder<unknown> {
  const each = [
    ...(numberIds === null
      ? []
      : [
          sql`(c.number_id = any(${numberIds.filter((id) => id !== null)}::uuid[]) ${numberIds.includes(null) ? sql`or c.number_id is null` : sql``})`,
        ]),
    ...(missReason === null ? [] : [sql`(c.outcome = 'answered' or c.miss_reason = ${missReason})`]),
    ...(lane === null ? [] : [sql`c.lane = ${lane}`]),
    ...(returning === null ? [] : [sql`c.is_returning = ${returning}`]),
    ...(inHours === null ? [] : [sql`c.in_hours = ${inHours}`]),
  ];
  return each.length === 0 ? sql`true` : sql.join(each, sql` and `);
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly role: string;
  readonly leftMs: string | null;
}

/** In the order in which the rules ring them. */
async function loadPeople(tx: Transaction): Promise<Person[]> {
  return await tx.rows(sql<Person>`select id, name, phone, role, (extract(epoch from removed_at) * 1000)::bigint as "leftMs" from ringback.member
    where account_id = ${tx.accountId} order by created_at, id`);
}

async function loadOutbound(tx: Transaction, { from, to }: DayRange): Promise<ReplayPast["outbound"]> {
  const rows = await tx.rows(sql<{ memberId: string; fromMs: string; untilMs: string }>`
    select by_member as "memberId", (extract(epoch from started_at) * 1000)::bigint as "fromMs",
      (extract(epoch from least(coalesce(ended_at, started_at + interval '3 minutes'), started_at + make_interval(mins => ${longestOutboundMinutes}))) * 1000)::bigint as "untilMs"
    from ringback.outbound_call where account_id = ${tx.accountId} and by_member is not null
      and started_at >= ${from}::date::timestamp at time zone 'UTC' - interval '14 hours' and started_at < ${to}::date::timestamp at time zone 'UTC' + interval '36 hours'
    order by started_at limit ${mostPastCalls}`);
  return rows.map(({ memberId, fromMs, untilMs }) => ({ memberId, fromMs: Number(fromMs), untilMs: Number(untilMs) }));
}

function namesOf(people: readonly Person[], numbers: readonly { id: string; label: string }[]): Names {
  const persons = new Map(people.map(({ id, name }) => [id, name]));
  const lines = new Map(numbers.map(({ id, label }) => [id, label]));
  return {
    person: (id) => persons.get(id) ?? "Somebody who left",
    number: (id) => lines.get(id) ?? "A number that is gone",
  };
}

const roleOrder = ["agent", "coordinator", "owner"];

/** The backup of the rules first, then those whose work it is. A viewer is no helper. */
function helpersOf(people: readonly Person[], { ownership }: Playbook): string[] {
  const rank = ({ id, role }: Person) => (id === ownership.backupId ? -1 : roleOrder.indexOf(role));
  return people
    .filter(({ phone, role, leftMs }) => leftMs === null && phone !== null && roleOrder.includes(role))
    .sort((a, b) => rank(a) - rank(b))
    .map(({ id }) => id);
}
