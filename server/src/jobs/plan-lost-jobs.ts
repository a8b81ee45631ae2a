import type pg from "pg";
import type { Job } from "#db/job.ts";
import {
  checkDrillJob,
  fetchMediaJob,
  runEscalationJob,
  runImportJob,
  sendMessageJob,
  sendReportJob,
  sendThreadEmailJob,
  settleCallJob,
  transcribeJob,
  watchCallbackJob,
  watchHoldJob,
} from "#db/jobs.ts";

/** How long a thing may be overdue before its job counts as lost; well above the queue's own delays. */
const graceMinutes = 1;
/** A call without an end is asked about after six minutes (`record-call-event.ts`); then every fifteen. */
const callGraceMinutes = 10;
/** Bounds one round; what is left comes a minute later. */
const mostAtOnce = 500;

const jobOf = {
  "watch-callback": watchCallbackJob,
  "watch-hold": watchHoldJob,
  "run-escalation": runEscalationJob,
  "send-message": sendMessageJob,
  "send-thread-email": sendThreadEmailJob,
  "send-report": sendReportJob,
  "settle-call": settleCallJob,
  "run-import": runImportJob,
  "check-drill": checkDrillJob,
  transcribe: transcribeJob,
  "fetch-media": fetchMediaJob,
} as const satisfies Record<string, (accountId: string, id: string, runAt: Temporal.Instant) => Job>;
type ClockKind = keyof typeof jobOf;

/**
 * Looks for what waits for a job that is not there: a callback whose warning, breach or waking is overdue, an alarm whose
 * next step is, a hold that nobody decided, a text not sent or not looked up, a voicemail not written down, a picture
 * not fetched, a report not mailed, a call without an end. A job goes missing when it has failed too often,
 * and one that waits for its next try after failures may wait for hours; a caller cannot. Planning one too many does no
 * harm: each of these jobs looks at the row first. Answers how many of each kind were planned.
 * @throws the database's error.
 */
export async function planLostJobs(pool: pg.Pool, now: Temporal.Instant): Promise<ReadonlyMap<ClockKind, number>> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ kind: ClockKind; account_id: string; id: string }>(question, [
      now.subtract({ minutes: graceMinutes }).toString(),
      now.subtract({ minutes: callGraceMinutes }).toString(),
    ]);
    const jobs = rows.map(({ kind, account_id: accountId, id }) => jobOf[kind](accountId, id, now));
    if (jobs.length > 0) await client.query("select ringback.enqueue($1)", [JSON.stringify(jobs)]);
    return Map.groupBy(rows, ({ kind }) => kind)
      .entries()
      .reduce((counts, [kind, found]) => counts.set(kind, found.length), new Map<ClockKind, number>());
  } finally {
    client.release();
  }
}

// `soon`: a clock that is overdue must run now, so a job that waits for its next try counts as none. A text may wait for
// as long as the provider asked for.
const question = `
  with waiting (kind, account_id, id, soon) as (
    select 'watch-callback', account_id, id, true from ringback.callback
    where state = 'snoozed' and snoozed_until <= $1
    union all
    select 'watch-callback', account_id, id, true from ringback.callback
    where state in ('open', 'claimed') and breached_at is null and due_at <= $1
    union all
    select 'watch-callback', account_id, id, true from ringback.callback
    where state in ('open', 'claimed') and warned_at is null and breached_at is null and warn_at <= $1 and due_at > $1
    union all
    select 'run-escalation', e.account_id, e.id, true from ringback.escalation e
    join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id and b.state <> 'closed'
    where e.hand_until is not null and e.ended_at is null and e.hand_until <= $1
    union all
    select 'watch-hold', account_id, id, true from ringback.hold where resolved_at is null and overdue_told_at is null and due_at <= $1
    union all
    select 'run-escalation', e.account_id, e.id, true from ringback.escalation e
    join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id and b.state <> 'closed'
    where e.acknowledged_at is null and e.ended_at is null and e.next_at <= $1
    union all
    select 'send-message', account_id, id, false from ringback.message
    where (state = 'queued' or (state in ('sending', 'unknown') and reason is distinct from 'outcome-never-known')) and created_at <= $1 and channel = 'text'
    union all
    select 'send-thread-email', account_id, id, false from ringback.message
    where state in ('queued', 'sending') and created_at <= $1 and channel = 'email'
    union all
    select 'send-report', account_id, id, false from ringback.report_mail
    where state in ('queued', 'sending') and created_at <= $1 and created_at > $1::timestamptz - interval '30 days'
    union all
    select 'run-import', account_id, id, false from ringback.call_import where state in ('waiting', 'running', 'removing') and created_at <= $1
    union all
    select 'settle-call', account_id, id, false from ringback.call where state <> 'ended' and arrived_at <= $2
    union all
    select 'check-drill', account_id, id, true from ringback.drill where finished_at is null and started_at <= $1
    union all
    select 'transcribe', account_id, id, false from ringback.recording where words_awaited and created_at <= $1
    union all
    select 'fetch-media', account_id, id, false from ringback.message_media where state = 'announced' and created_at <= $1
  )
  select kind, account_id, id from waiting
  where not exists (
    select from graphile_worker.jobs job where job.key = waiting.kind || ':' || waiting.id and job.attempts < job.max_attempts
      and (job.locked_at is not null or not waiting.soon or job.run_at < now() + interval '${graceMinutes} minutes'))
  limit ${mostAtOnce}`;
