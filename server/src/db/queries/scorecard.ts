// The Scorecard screen: the newest callers missed, as the five checks see them.
import type { ScorecardAnswer } from "@ringback/contract/scorecard.ts";
import { checkDefinitions, levelWords } from "@ringback/core/measurement/scorecard/check-definitions.ts";
import {
  drillDays,
  judgeScorecard,
  type Scorecard,
  type ScorecardDrill,
} from "@ringback/core/measurement/scorecard/judge-scorecard.ts";
import type { ScorecardCase } from "@ringback/core/measurement/scorecard/scorecard-case.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";

/** The newest so many callers of the last four weeks: enough for a share, and the same work for a large business as for a small one. */
const callersMax = 200;
const days = 28;

export interface LoadedScorecard {
  readonly timeZone: string;
  readonly since: string;
  readonly callers: number;
  readonly drill: ScorecardDrill | null;
  readonly scorecard: Scorecard;
}

/** The five checks with their evidence. */
export async function scorecardAnswer(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): Promise<ScorecardAnswer> {
  const loaded = await transaction(db, accountId, now, loadScorecard);
  const { timeZone, since, callers, drill, scorecard } = loaded;
  return {
    at: now.toString(),
    timeZone,
    since,
    callersMax,
    callers,
    score: scorecard.score,
    words: scorecard.words,
    checks: scorecard.checks.map(({ check, evidence, ...result }) => {
      const { shares, ...about } = checkDefinitions[check];
      return {
        check,
        ...about,
        thresholds: levelWords(shares),
        ...result,
        evidence: evidence.map(({ calls, ...one }) => ({
          ...one,
          calls: calls.map(({ id, at }) => ({ id, at: at.toString() })),
        })),
      };
    }),
    drill: drill && {
      id: drill.id,
      startedAt: drill.startedAt.toString(),
      state: Object.values(drill.checks).some(({ state }) => state === "failed") ? "failed" : "passed",
    },
  };
}

/** Judges the business as it stands now. */
export async function loadScorecard(tx: Transaction): Promise<LoadedScorecard> {
  const from = tx.now.subtract({ hours: 24 * days });
  const [about, matters, loose, unheard, drill] = await Promise.all([
    tx.first<{ zone: string; since: string; textsOn: boolean }>(sql`
      select a.time_zone as zone, (${from}::timestamptz at time zone a.time_zone)::date::text as since,
        coalesce((p.playbook->'acknowledgement'->>'enabled')::boolean, false) as "textsOn"
      from ringback.account a join ringback.playbook_version p on p.account_id = a.id and p.version = a.playbook_version where a.id = ${tx.accountId}`),
    matterCases(tx, from),
    looseCases(tx, from),
    unheardCases(tx, from),
    tx.first<ScorecardDrill>(sql`select id, started_at as "startedAt", checks from ringback.drill
      where account_id = ${tx.accountId} and state in ('passed', 'failed') and checks is not null and started_at >= ${tx.now.subtract({ hours: 24 * drillDays })}
      order by started_at desc limit 1`),
  ]);
  if (about === null) throw new Error("The account has no rules in force.");
  const cases = [...matters, ...loose, ...unheard]
    .toSorted((a, b) => Temporal.Instant.compare(b.startedAt, a.startedAt))
    .slice(0, callersMax);
  const scorecard = judgeScorecard({ cases, drill, textsOn: about.textsOn }, tx.now);
  return { timeZone: about.zone, since: about.since, callers: cases.length, drill, scorecard };
}

/** Callers with a callback. What was found in the phone system's log afterwards was not noticed. */
async function matterCases(tx: Transaction, from: Temporal.Instant): Promise<ScorecardCase[]> {
  return await tx.rows<ScorecardCase>(sql`
    select c.id as "callId", m.started_at as "startedAt", noticed.seconds as "noticedAfterSeconds", m.told,
      greatest(0, m.told_seconds - extract(epoch from c.detected_at - m.started_at))::float8 as "toldAfterSeconds",
      said.spoke, said.spoke and said.judged as judged, b.urgency in ('emergency', 'high') as urgent,
      b.urgency = 'emergency' and b.around_the_clock or b.target_minutes < coalesce((b.policy->'sla'->>'targetMinutes')::int, 0) as sooner,
      case when b.owner_rule in ('fallback', 'any-member') then 'last-resort' else 'by-rule' end as owner,
      b.state = 'closed' or b.due_at <= ${tx.now} as "overdueOrClosed", b.state = 'closed' as closed,
      b.state <> 'closed' and coalesce(greatest(b.snoozed_until, b.next_try_at) > ${tx.now}, false) as "tryPlanned"
    from (select * from ringback.matter where account_id = ${tx.accountId} and kind = 'live' and started_at >= ${from}
      order by started_at desc, id limit ${callersMax}) m
    join ringback.callback b on b.account_id = m.account_id and b.id = m.id
    join ringback.call c on c.account_id = m.account_id and c.id = m.first_call_id
    cross join lateral (select case when c.entered <> 'provider-log' then
      greatest(0, extract(epoch from c.detected_at - c.arrived_at) - coalesce(c.waited_seconds, 0))::float8 end as seconds) noticed
    cross join lateral (select
      exists (select from ringback.call k join ringback.transcript t on t.account_id = k.account_id and t.call_id = k.id and t.state = 'ready'
        where k.account_id = b.account_id and k.episode_id = b.episode_id) as spoke,
      exists (select from ringback.assessment a where a.account_id = b.account_id and a.episode_id = b.episode_id and a.transcript_id is not null)
        and (b.urgency <> 'unknown' or exists (select from ringback.hold h where h.account_id = b.account_id and h.callback_id = b.id)) as judged) said
    order by m.started_at desc, m.id`);
}

/** Missed calls nobody owes a callback for: visible but unowned. */
async function looseCases(tx: Transaction, from: Temporal.Instant): Promise<ScorecardCase[]> {
  const rows = await tx.rows<{ callId: string; startedAt: Temporal.Instant }>(sql`
    select id as "callId", arrived_at as "startedAt" from ringback.call
    where account_id = ${tx.accountId} and standing = 'loose' and arrived_at >= ${from} and drill_id is null
    order by arrived_at desc, id limit ${callersMax}`);
  return rows.map((row) => ({ ...unknownCase, ...row, noticedAfterSeconds: 0 }));
}

/** Calls that only the phone system's own log knows. */
async function unheardCases(tx: Transaction, from: Temporal.Instant): Promise<ScorecardCase[]> {
  const rows = await tx.rows<{ startedAt: Temporal.Instant }>(sql`
    select arrived_at as "startedAt" from ringback.reconciliation_gap
    where account_id = ${tx.accountId} and state = 'open' and kind = 'never-heard' and arrived_at >= ${from} and local_day >= ${from.toString().slice(0, 10)}::date - 1
    order by arrived_at desc limit ${callersMax}`);
  return rows.map((row) => ({ ...unknownCase, ...row }));
}

const unknownCase = {
  callId: null,
  noticedAfterSeconds: null,
  told: "none",
  toldAfterSeconds: null,
  spoke: false,
  judged: false,
  urgent: false,
  sooner: false,
  owner: "nobody",
  overdueOrClosed: false,
  closed: false,
  tryPlanned: false,
} as const;
