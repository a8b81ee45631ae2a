import { outboundRuleWords } from "@ringback/core/acknowledgement/outbound-rule.ts";
import { replayDecisions } from "@ringback/server/db/queries/replay-decisions.ts";
import { Tally } from "#crash/count.ts";
import { countCalls } from "#faults/count-faults.ts";
import type { FaultTown } from "#faults/fault-town.ts";
import { countReplay } from "./count-replay.ts";

/** Counts what was promised for the month: by the books, by the network's own log, and by deciding everything again. */
export async function countMonth(town: FaultTown): Promise<Tally> {
  const tally = new Tally();
  await countCalls(town, tally);
  await countOwners(town, tally);
  await countBreaches(town, tally);
  await countTexts(town, tally);
  await countDecisions(town, tally);
  await countReplay(town, tally);
  return tally;
}

type Ids = (what: string, sql: string) => Promise<void>;

function idsInto({ context }: FaultTown, tally: Tally): Ids {
  return async (what, sql) => {
    const { rows } = await context.db.pool.query<{ id: string }>(sql);
    tally.none(
      what,
      rows.map(({ id }) => id),
    );
  };
}

async function countOwners(town: FaultTown, tally: Tally): Promise<void> {
  const none = idsInto(town, tally);
  const { rows } = await town.context.db.pool.query<{ state: string; count: number }>(
    "select state, count(*)::int from ringback.callback group by 1 order by 1",
  );
  for (const { state, count } of rows) tally.count(`callbacks ${state}`, count);
  await none(
    "open callback without an owner who is there",
    `select b.id from ringback.callback b left join ringback.member m on m.account_id = b.account_id and m.id = b.owner_id and m.removed_at is null
      where b.state <> 'closed' and m.id is null`,
  );
  await none(
    "open callback claimed by somebody who left",
    `select b.id from ringback.callback b join ringback.member m on m.account_id = b.account_id and m.id = b.claimed_by
      where b.state = 'claimed' and m.removed_at is not null`,
  );
}

async function countBreaches(town: FaultTown, tally: Tally): Promise<void> {
  const none = idsInto(town, tally);
  const now = town.clock.now().subtract({ minutes: 2 }).toString();
  const { rows } = await town.context.db.pool.query<{ breached: number; alarms: number; acknowledged: number }>(
    `select (select count(*)::int from ringback.callback where breached_at is not null) as breached, count(*)::int as alarms,
      count(acknowledged_at)::int as acknowledged from ringback.escalation`,
  );
  for (const [what, count] of Object.entries(rows[0] ?? {})) tally.count(`callbacks or alarms: ${what}`, count);
  await none(
    "promise that broke unnoticed",
    `select id from ringback.callback where state in ('open', 'claimed') and breached_at is null and due_at < '${now}'`,
  );
  await none(
    "breach without an escalation",
    `select id from ringback.callback b where breached_at is not null and not exists (
      select from ringback.callback_event e where e.account_id = b.account_id and e.callback_id = b.id and e.kind = 'escalated')`,
  );
  await none(
    "running alarm of which nobody was told",
    `select e.id from ringback.escalation e join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id and b.state <> 'closed'
      where e.acknowledged_at is null and e.ended_at is null and e.raised_at < '${now}'::timestamptz - interval '1 day' and jsonb_array_length(e.told) = 0`,
  );
  await none(
    "alarm whose next step is long past",
    `select e.id from ringback.escalation e join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id and b.state <> 'closed'
      where e.acknowledged_at is null and e.ended_at is null and e.next_at < '${now}'`,
  );
  await none(
    "snooze that did not end",
    `select id from ringback.callback where state = 'snoozed' and snoozed_until < '${now}'`,
  );
}

async function countTexts(town: FaultTown, tally: Tally): Promise<void> {
  const { context, network, clock } = town;
  const none = idsInto(town, tally);
  const sent = network.messages.filter(({ direction }) => direction === "outbound-api");
  tally.count("texts sent", sent.length);
  const { rows } = await context.db.pool.query<{ sid: string; episode: string | null; purpose: string; hours: number }>(
    `select provider_message_id as sid, episode_id as episode, purpose, 1 as hours from ringback.message where direction = 'out' and provider_message_id is not null`,
  );
  const known = new Map(rows.map((row) => [row.sid, row]));
  tally.none(
    "text at the provider and unknown here",
    sent.filter(({ sid }) => !known.has(sid)).map(({ sid }) => sid),
  );
  const acknowledged = rows.filter(({ purpose }) => purpose === "acknowledgement").map(({ episode }) => episode ?? "");
  tally.count("callers acknowledged", acknowledged.length);
  tally.none(
    "matter acknowledged twice",
    acknowledged.filter((episode, index) => acknowledged.indexOf(episode) !== index),
  );
  const stale = clock.now().subtract({ hours: 1 }).toString();
  await none(
    "text that hangs",
    `select id from ringback.message where state in ('queued', 'sending') and created_at < '${stale}' and coalesce(useful_until < '${stale}', true)`,
  );
  await none(
    "two acknowledgements to one number within the dedupe time",
    `select b.id from ringback.message a join ringback.message b on b.account_id = a.account_id and b.to_number = a.to_number and b.id <> a.id
      and b.claimed_at >= a.claimed_at and b.claimed_at < a.claimed_at + interval '1 hour'
      where a.purpose = 'acknowledgement' and b.purpose = 'acknowledgement' and a.claimed_at is not null and b.claimed_at is not null`,
  );
  await none(
    "text to somebody who had said stop",
    `select m.id from ringback.message m join lateral (
        select kind, at from ringback.consent_event e where e.account_id = m.account_id and e.number = m.to_number and e.kind in ('opt_out', 'opt_in')
          and e.at < m.claimed_at order by at desc, id desc limit 1) last on last.kind = 'opt_out'
      where m.direction = 'out' and m.class in ('responsive', 'service', 'marketing', 'staff') and m.claimed_at is not null`,
  );
}

async function countDecisions(town: FaultTown, tally: Tally): Promise<void> {
  const { context, business, clock } = town;
  const none = idsInto(town, tally);
  await none(
    "text to a caller without its decision",
    `select m.id from ringback.message m where m.direction = 'out' and m.class <> 'internal'
      and not exists (select from ringback.decision d where d.account_id = m.account_id and d.subject_id = m.id and d.kind = 'outbound')`,
  );
  for (const kind of ["owner", "clock"])
    await none(
      `callback without its ${kind} decision`,
      `select b.id from ringback.callback b where not exists (
        select from ringback.decision d where d.account_id = b.account_id and d.subject_id = b.id and d.kind = '${kind}')`,
    );
  const { rows } = await context.db.pool.query<{ id: string; rules: readonly string[] }>(
    `select m.id, d.rules from ringback.message m join lateral (
        select rules from ringback.decision d where d.account_id = m.account_id and d.subject_id = m.id and d.kind = 'outbound' order by at desc limit 1) d on true
      where m.state = 'suppressed'`,
  );
  const words: Readonly<Record<string, string>> = outboundRuleWords;
  tally.count("texts not sent, with the reason", rows.length);
  tally.none(
    "text not sent for a reason nobody can read",
    rows
      .filter(({ rules }) => rules.length === 0 || rules.some((rule) => words[rule] === undefined))
      .map(({ id }) => id),
  );
  const { decisions, byKind, findings } = await replayDecisions(context.db, business.accountId, clock.now(), {});
  tally.count("decisions made again", decisions);
  for (const [kind, counts] of Object.entries(byKind)) tally.count(`decisions made again: ${kind}`, counts.decisions);
  tally.none(
    "decision that comes out differently",
    findings.map(({ kind, id, replay }) => `${kind} ${id} ${replay.result === "different" ? "" : replay.why}`),
  );
}
