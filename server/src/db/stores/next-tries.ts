import type { CallerMoment } from "@ringback/core/callbacks/best-hours.ts";
import type { NextAttempt, Try } from "@ringback/core/callbacks/next-attempt.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What the next try is worked out from. */
export interface TryMaterial {
  readonly state: "open" | "claimed" | "snoozed" | "closed";
  readonly urgency: string;
  readonly playbookVersion: number;
  readonly lastHeardAt: Temporal.Instant;
  readonly tries: readonly Try[];
  readonly moments: readonly CallerMoment[];
}

interface Columns {
  readonly state: TryMaterial["state"];
  readonly urgency: string;
  readonly playbook_version: number;
  readonly last_heard_at: Temporal.Instant;
  readonly tries: readonly (Omit<Try, "at"> & { readonly at: string })[];
  readonly moments: readonly (Omit<CallerMoment, "at"> & { readonly at: string })[];
}

/** The attempts of a callback that stand, and when its caller used to be on the phone. */
export async function loadTryMaterial(tx: Transaction, callbackId: string): Promise<TryMaterial | null> {
  const row = await tx.first<Columns>(sql`
    select b.state, b.urgency, b.playbook_version,
      greatest(e.last_call_at, (select max(m.created_at) from ringback.message m
        where m.account_id = b.account_id and m.episode_id = b.episode_id and m.direction = 'in')) as last_heard_at,
      coalesce((select jsonb_agg(jsonb_build_object('at', a.at, 'channel', a.channel, 'result', a.result)) from ringback.attempt a
        where a.account_id = b.account_id and a.callback_id = b.id and a.undone_at is null), '[]') as tries,
      ${callerMoments} as moments
    from ringback.callback b join ringback.episode e on e.account_id = b.account_id and e.id = b.episode_id
    where b.account_id = ${tx.accountId} and b.id = ${callbackId}`);
  if (row === null) return null;
  return {
    state: row.state,
    urgency: row.urgency,
    playbookVersion: row.playbook_version,
    lastHeardAt: row.last_heard_at,
    tries: row.tries.map((one) => ({ ...one, at: Temporal.Instant.from(one.at) })),
    moments: toMoments(row.moments),
  };
}

/**
 * For a question about a callback `b`: when its caller called, and when they answered us, forty of each at most. Each by an
 * index of the number.
 */
export const callerMoments = sql<Columns["moments"]>`
  coalesce((select jsonb_agg(jsonb_build_object('at', moment.at, 'did', moment.did)) from (
    (select c.arrived_at as at, 'called' as did from ringback.call c
      where c.account_id = b.account_id and c.caller = b.caller order by c.arrived_at desc limit 40)
    union all
    (select o.started_at, 'answered' from ringback.outbound_call o
      where o.account_id = b.account_id and o.called = b.caller and o.outcome = 'connected' order by o.started_at desc limit 40)
    union all
    (select a.at, 'answered' from ringback.episode e2 join ringback.callback b2 on b2.account_id = e2.account_id and b2.episode_id = e2.id
      join ringback.attempt a on a.account_id = b2.account_id and a.callback_id = b2.id and a.result = 'reached' and a.undone_at is null
      where e2.account_id = b.account_id and e2.caller = b.caller order by e2.opened_at desc limit 40)) moment), '[]')`;

/** Moments as a question answers them. */
export function toMoments(moments: Columns["moments"]): CallerMoment[] {
  return moments.map(({ at, did }) => ({ at: Temporal.Instant.from(at), did }));
}

/** Whether the ladder still has a try to make; also where nobody has tried yet. */
export async function hasTriesLeft(tx: Transaction, callbackId: string): Promise<boolean> {
  const row = await tx.first(sql<{ left: boolean }>`select next_attempt is null or next_try_at is not null as left
    from ringback.callback where account_id = ${tx.accountId} and id = ${callbackId}`);
  return row?.left ?? false;
}

export function saveNextTry(tx: Transaction, callbackId: string, next: NextAttempt | null): void {
  const { at = null, ...told } = next ?? {};
  tx.write(sql`update ringback.callback set next_try_at = ${at}, next_attempt = ${next === null ? null : JSON.stringify(told)}::jsonb
    where account_id = ${tx.accountId} and id = ${callbackId}`);
}

/** The caller has been heard of again: whatever was to be waited for, they are to be called now. */
export function forgetNextTry(tx: Transaction, episodeId: string): void {
  tx.write(sql`update ringback.callback set next_try_at = null, next_attempt = null
    where account_id = ${tx.accountId} and episode_id = ${episodeId} and next_attempt is not null`);
}
