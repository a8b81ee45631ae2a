import type { FindingKind } from "@ringback/core/callbacks/finding-words.ts";
import { playbookDefaults } from "@ringback/core/playbook/playbook.ts";
import { type RawBuilder, sql } from "kysely";

/** A promise that broke, and since when. */
export interface BrokenPromise {
  readonly account_id: string;
  readonly callback_id: string;
  readonly kind: FindingKind;
  readonly broken_at: Temporal.Instant;
  readonly escalation_id: string | null;
}

/** So long after its time a job may still be on its way, or be planned again (`plan-lost-jobs.ts` looks after one). */
export const auditGraceMinutes = 2;
/** Overdue, nobody alarmed and nothing done for so long: a caller is being forgotten. */
const quietHours = 24;
/** Bounds one round; what is left comes a minute later. */
const mostAtOnce = 500;

/**
 * What is broken now in all businesses. Each part reads by an index of what is late (0008-clock.sql), so a million clocks
 * that run well cost nothing.
 */
export function brokenPromises(now: Temporal.Instant): RawBuilder<BrokenPromise> {
  const late = now.subtract({ minutes: auditGraceMinutes });
  const handMinutes = sql`make_interval(mins => coalesce((b.policy->'escalation'->>'handMinutes')::int, ${playbookDefaults.handMinutes}))`;
  const triedSince = (since: RawBuilder<unknown>) => sql`exists (select from ringback.attempt t
      where t.account_id = b.account_id and t.callback_id = b.id and t.undone_at is null and greatest(t.at, t.recorded_at) >= ${since})`;
  return sql`
    (select account_id, id as callback_id, 'warning-not-sent' as kind, warn_at as broken_at, null::uuid as escalation_id from ringback.callback
      where state in ('open', 'claimed') and warned_at is null and breached_at is null and warn_at <= ${late} and due_at > ${late} order by warn_at limit ${mostAtOnce})
    union all
    (select account_id, id, 'breach-not-noticed', due_at, null from ringback.callback
      where state in ('open', 'claimed') and breached_at is null and due_at <= ${late} order by due_at limit ${mostAtOnce})
    union all
    (select account_id, id, 'snooze-past-end', snoozed_until, null from ringback.callback
      where state = 'snoozed' and snoozed_until <= ${late} order by snoozed_until limit ${mostAtOnce})
    union all
    (select account_id, id, 'breach-without-alarm', breached_at, null from ringback.callback b
      where state in ('open', 'claimed') and breached_at is not null and breached_at <= ${late} and not exists (select from ringback.escalation e
        where e.account_id = b.account_id and e.callback_id = b.id
          and (e.raised_at >= b.breached_at or coalesce(e.acknowledged_at, e.ended_at, 'infinity') >= b.breached_at)) limit ${mostAtOnce})
    union all
    (select e.account_id, e.callback_id, 'alarm-stuck', coalesce(e.next_at, e.raised_at), e.id from ringback.escalation e
      join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id and b.state <> 'closed'
      where e.acknowledged_at is null and e.ended_at is null and e.next_at <= ${late} limit ${mostAtOnce})
    union all
    (select e.account_id, e.callback_id, 'alarm-stuck', e.raised_at, e.id from ringback.escalation e
      join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id and b.state <> 'closed'
      where e.acknowledged_at is null and e.ended_at is null and e.next_at is null limit ${mostAtOnce})
    union all
    (select e.account_id, e.callback_id, 'hand-limit-passed', e.hand_until, e.id from ringback.escalation e
      join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id and b.state <> 'closed'
      where e.hand_until is not null and e.ended_at is null and e.hand_until <= ${late} limit ${mostAtOnce})
    union all
    (select b.account_id, b.id, 'owner-gone', m.removed_at, null from ringback.member m
      join ringback.callback b on b.account_id = m.account_id and b.owner_id = m.id and b.state <> 'closed'
      where m.removed_at <= ${late} limit ${mostAtOnce})
    union all
    (select account_id, id, 'claimed-and-forgotten', claimed_at, null from ringback.callback b
      where state = 'claimed' and warn_at <= ${now} and claimed_at + ${handMinutes} <= ${now} and not ${triedSince(sql`b.claimed_at`)}
        and not exists (select from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id
          and e.hand_until is not null and e.ended_at is null) limit ${mostAtOnce})
    union all
    (select account_id, id, 'gone-quiet', breached_at, null from ringback.callback b
      where state in ('open', 'claimed') and breached_at <= ${now.subtract({ hours: quietHours })} and coalesce(next_try_at, '-infinity') <= ${now}
        and not ${triedSince(sql`${now.subtract({ hours: quietHours })}::timestamptz`)}
        and not exists (select from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id
          and (e.acknowledged_at is null and e.ended_at is null or greatest(e.raised_at, e.acknowledged_at, e.ended_at) > ${now.subtract({ hours: quietHours })})) limit ${mostAtOnce})`;
}
