import { transaction } from "@ringback/server/db/transaction.ts";
import type { Installation } from "#million/installation.ts";

export interface TimersAsked {
  readonly count: number;
  /** When the first is due; the others follow evenly over a day. */
  readonly firstAt: Temporal.Instant;
}

/** How many rows one statement writes. */
const batch = 20_000;
const dayMs = 86_400_000;

/**
 * Open callbacks, each with a job that waits for its due time, spread over a day. The job carries when it was to run, so
 * that whoever runs it knows how late it is.
 */
export async function fillTimers(
  { context, accountId }: Pick<Installation, "context" | "accountId">,
  { count, firstAt }: TimersAsked,
  say: (line: string) => void,
): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    const until = Math.min(count, from + batch);
    await transaction(context.db, accountId, context.clock.now(), async (tx) => {
      // No call stands behind these callbacks, so there is nothing to measure, and measuring would find that out a million times.
      tx.write({ text: "set local role none", values: [] });
      tx.write({ text: "set local session_replication_role = replica", values: [] });
      tx.write({
        text: `create temp table timer on commit drop as select n, uuidv7() as episode_id, uuidv7() as callback_id,
            $4::timestamptz + make_interval(secs => n::float8 * $5 / 1000) as due_at from generate_series($2::int, $3::int - 1) n where $1::uuid is not null`,
        values: [accountId, from, until, firstAt.toString(), dayMs / count],
      });
      tx.write({
        text: `insert into ringback.episode (account_id, id, caller, opened_at, last_call_at)
          select $1, episode_id, '+1773' || lpad(n::text, 7, '0'), due_at - interval '1 hour', due_at - interval '1 hour' from timer`,
        values: [accountId],
      });
      tx.write({
        text: `insert into ringback.callback (account_id, id, episode_id, first_call_id, caller, state, owner_id, urgency, lane, priority, started_at, opened_at,
            due_at, warn_at, warned_at, target_minutes, playbook_version, policy, explained)
          select $1, callback_id, episode_id, uuidv7(), '+1773' || lpad(n::text, 7, '0'), 'open', (select id from ringback.member where account_id = $1 limit 1),
            'normal', 'new-lead', 50, due_at - interval '1 hour', due_at - interval '1 hour', due_at, due_at - interval '5 minutes', due_at - interval '5 minutes',
            60, 1, '{}', '{}' from timer`,
        values: [accountId],
      });
      await tx.rows({
        text: `select ringback.enqueue(jsonb_agg(jsonb_build_object('kind', 'watch-callback', 'key', 'watch-callback:' || callback_id, 'attempts', 25, 'runAt', due_at,
            'payload', jsonb_build_object('accountId', $1::uuid, 'callbackId', callback_id, 'plannedMs', (extract(epoch from due_at) * 1000)::bigint)))) from timer`,
        values: [accountId],
      });
    });
    if (until % (batch * 10) === 0) say(`${until} timers`);
  }
}
