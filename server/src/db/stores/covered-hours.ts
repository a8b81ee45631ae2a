// The opening stretches of playbook versions, written down so that SQL can sum open minutes (decision 0038).
import type { BusinessCalendar } from "@ringback/core/business-hours/calendar.ts";
import { openBetween } from "@ringback/core/business-hours/open-between.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A call that becomes known late, or a sample, may lie so far back. */
const daysBack = 62;
/** Longer than any callback stays open; the job looks again long before. */
const daysAhead = 190;

/** From one moment until another, not counted. */
export interface Cover {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** The time for which a version that is in force now is written down. */
export function coverFrom(now: Temporal.Instant): Cover {
  return { from: now.subtract({ hours: 24 * daysBack }), until: now.add({ hours: 24 * daysAhead }) };
}

/** Writes down when a new version is open. */
export function coverNewVersion(tx: Transaction, version: number, hours: BusinessCalendar): void {
  const cover = coverFrom(tx.now);
  writeStretches(tx, version, hours, cover);
  noteCover(tx, version, cover);
}

/** What of the time asked for is not written down yet: before and after what is. */
export async function missingCover(tx: Transaction, version: number, asked: Cover): Promise<Cover[]> {
  const known =
    await tx.first<Cover>(sql`select covered_from as "from", covered_until as until from ringback.hours_cover
    where account_id = ${tx.accountId} and playbook_version = ${version}`);
  if (known === null) return [asked];
  return [
    { from: asked.from, until: known.from },
    { from: known.until, until: asked.until },
  ].filter(({ from, until }) => Temporal.Instant.compare(from, until) < 0);
}

/** Writes stretches down, in place of those of a try that did not get to its end. */
export function writeStretches(
  tx: Transaction,
  version: number,
  hours: BusinessCalendar,
  { from, until }: Cover,
): void {
  tx.write(sql`delete from ringback.open_stretch
    where account_id = ${tx.accountId} and playbook_version = ${version} and opens_at >= ${from} and opens_at < ${until}`);
  const stretches = openBetween(hours, from, until);
  if (stretches.length === 0) return;
  const ends = (end: "opensAt" | "closesAt") =>
    sql`${stretches.map((stretch) => stretch[end].toString())}::timestamptz[]`;
  tx.write(sql`insert into ringback.open_stretch (account_id, playbook_version, opens_at, closes_at)
    select ${tx.accountId}, ${version}, opens_at, closes_at from unnest(${ends("opensAt")}, ${ends("closesAt")}) t (opens_at, closes_at)`);
}

/** Says that a version is written down for this time too. */
export function noteCover(tx: Transaction, version: number, { from, until }: Cover): void {
  tx.write(sql`insert into ringback.hours_cover as known (account_id, playbook_version, covered_from, covered_until)
    values (${tx.accountId}, ${version}, ${from}, ${until})
    on conflict (account_id, playbook_version) do update set covered_from = least(known.covered_from, excluded.covered_from),
      covered_until = greatest(known.covered_until, excluded.covered_until)`);
}

/** Puts right whether the calls of this time came in hours. Answers how many had to be. */
export async function settleHours(tx: Transaction, version: number, { from, until }: Cover): Promise<number> {
  const rows = await tx.rows(sql`update ringback.call set in_hours = not in_hours
    where account_id = ${tx.accountId} and playbook_version = ${version} and arrived_at >= ${from} and arrived_at < ${until}
      and in_hours <> ringback.is_open(account_id, playbook_version, arrived_at) returning 1`);
  return rows.length;
}

/** Measures some live matters anew that reach into this time; answers the last one, null when no more follow. */
export async function measureSome(
  tx: Transaction,
  version: number,
  { from, until }: Cover,
  after: string | null,
  most: number,
): Promise<string | null> {
  const rows = await tx.rows<{ id: string }>(sql`select id, ringback.measure_callback(account_id, id) from (
      select account_id, id from ringback.callback where account_id = ${tx.accountId} and playbook_version = ${version} and kind = 'call' and drill_id is null
        and started_at < ${until} and greatest(opened_at, first_attempt_at, closed_at) >= ${from} and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${most}) next order by id`);
  return rows.length < most ? null : (rows.at(-1)?.id ?? null);
}

/** The versions whose cover ends too soon: those in force or with open callbacks, and those of earlier releases. */
export async function versionsToCover(tx: Transaction): Promise<{ version: number; asked: Cover }[]> {
  const ahead = coverFrom(tx.now);
  const rows = await tx.rows<{ version: number; first_at: Temporal.Instant | null; last_at: Temporal.Instant | null }>(
    sql`select v.version,
        case when h.playbook_version is null then (select min(c.arrived_at) from ringback.call c where c.account_id = v.account_id and c.playbook_version = v.version) end as first_at,
        case when h.playbook_version is null then (select max(b.closed_at) from ringback.callback b where b.account_id = v.account_id and b.playbook_version = v.version) end as last_at
      from ringback.playbook_version v join ringback.account a on a.id = v.account_id
      left join ringback.hours_cover h on h.account_id = v.account_id and h.playbook_version = v.version
      where v.account_id = ${tx.accountId} and (h.playbook_version is null or (h.covered_until < ${soonest(tx.now)} and (v.version = a.playbook_version
        or exists (select from ringback.callback b where b.account_id = v.account_id and b.state <> 'closed' and b.playbook_version = v.version))))
      order by 1`,
  );
  return rows.map(({ version, first_at, last_at }) => ({
    version,
    asked: {
      from: first_at === null ? ahead.from : earlier(first_at.subtract({ hours: 1 }), ahead.from),
      until: last_at === null ? ahead.until : later(last_at, ahead.until),
    },
  }));
}

/** A cover that ends before this is extended. */
export function soonest(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: 12 * daysAhead });
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}
