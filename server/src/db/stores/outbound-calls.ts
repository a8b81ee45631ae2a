// Calls that the business made, as the provider reports them.
import type { OutboundOutcome, OutboundStanding } from "@ringback/core/callbacks/outbound-conversation.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface OutboundCallRow {
  readonly id: string;
  readonly connectionId: string;
  readonly callId: string;
  readonly from: string;
  /** The called number in E.164; null when it is none. */
  readonly called: string | null;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly outcome: OutboundOutcome | null;
  readonly talkSeconds: number | null;
  readonly entered: "webhook" | "stream" | "provider-log";
  /** The callback that the call was an attempt of. */
  readonly callbackId: string | null;
  /** That attempt, or the call back of ours that it is. */
  readonly attemptId: string | null;
  readonly byMember: string | null;
}

/** Saves a call the business made: new, or what a later report adds to it. How it got in and when it began stay. */
export function saveOutboundCall(tx: Transaction, row: OutboundCallRow): void {
  tx.write(sql`insert into ringback.outbound_call
      (account_id, id, connection_id, provider_call_id, number_id, from_number, called, contact_id, callback_id, attempt_id, by_member, started_at, ended_at, outcome, talk_seconds, entered, local_day, created_at)
    values (${tx.accountId}, ${row.id}, ${row.connectionId}, ${row.callId},
      (select id from ringback.phone_number where account_id = ${tx.accountId} and number = ${row.from}), ${row.from}, ${row.called},
      (select contact_id from ringback.contact_phone where account_id = ${tx.accountId} and number = ${row.called}),
      ${row.callbackId}, ${row.attemptId}, ${row.byMember},
      ${row.startedAt}, ${row.endedAt}, ${row.outcome}, ${row.talkSeconds}, ${row.entered},
      (${row.startedAt}::timestamptz at time zone (select time_zone from ringback.account where id = ${tx.accountId}))::date, ${tx.now})
    on conflict (account_id, connection_id, provider_call_id) do update set
      ended_at = coalesce(outbound_call.ended_at, excluded.ended_at), outcome = excluded.outcome, talk_seconds = excluded.talk_seconds,
      callback_id = excluded.callback_id, attempt_id = excluded.attempt_id, by_member = coalesce(outbound_call.by_member, excluded.by_member)`);
}

export interface OutboundSurroundings {
  readonly seen: boolean;
  /** The call as it was reported before. */
  readonly known:
    | (OutboundStanding & {
        readonly id: string;
        readonly callbackId: string | null;
        readonly attemptId: string | null;
      })
    | null;
  /** The call back of ours that this call is. */
  readonly ownAttemptId: string | null;
  /** Whose phone it was made from, where that is known. */
  readonly memberId: string | null;
  readonly playbookVersion: number;
  /** The open callback of the called number. */
  readonly open: { readonly callbackId: string; readonly startedAt: string; readonly lastCallAt: string } | null;
}

/** How long after the tap a call back of ours may ring the caller: the staff phone rings and is accepted before. */
const ownCallSeconds = 120;

/**
 * Locks the call, then the called number as calls from it do, and loads what the rules need, in one round trip. A call back
 * of ours is known by its id, or, before that is known and for its other leg, by the number within two minutes of the tap.
 */
export async function lockOutbound(
  tx: Transaction,
  question: {
    readonly connectionId: string;
    readonly key: string;
    readonly call: { readonly callId: string; readonly startedAt: Temporal.Instant };
    readonly called: string | null;
    readonly fromPhone: string | null;
  },
): Promise<OutboundSurroundings> {
  const { connectionId, key, call, called, fromPhone } = question;
  const { callId, startedAt } = call;
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended(${`call:${connectionId}:${callId}`}, 0))`);
  tx.write(
    sql`select pg_advisory_xact_lock(hashtextextended('caller:' || ${tx.accountId} || ':' || ${called ?? callId}, 0))`,
  );
  const [row] = await tx.rows<OutboundSurroundings>(sql`
    select
      exists (select from ringback.provider_event where connection_id = ${connectionId} and provider_key = ${key}) as seen,
      (select jsonb_build_object('id', id, 'outcome', outcome, 'talkSeconds', talk_seconds, 'callbackId', callback_id, 'attemptId', attempt_id)
        from ringback.outbound_call where account_id = ${tx.accountId} and connection_id = ${connectionId} and provider_call_id = ${callId}) as known,
      coalesce(
        (select id from ringback.attempt where account_id = ${tx.accountId} and provider_call_id = ${callId} and not outside limit 1),
        (select a.id from ringback.episode e
          join ringback.callback b on b.account_id = e.account_id and b.episode_id = e.id
          join ringback.attempt a on a.account_id = b.account_id and a.callback_id = b.id and a.channel = 'call' and not a.outside
            and a.result in ('dialing', 'reached', 'no-answer', 'busy')
            and a.at between ${startedAt.subtract({ seconds: ownCallSeconds })} and ${startedAt.add({ seconds: 10 })}
          where e.account_id = ${tx.accountId} and e.caller = ${called} order by e.opened_at desc limit 1)) as "ownAttemptId",
      (select id from ringback.member where account_id = ${tx.accountId} and phone = ${fromPhone} and removed_at is null limit 1) as "memberId",
      account.playbook_version as "playbookVersion",
      (select jsonb_build_object('callbackId', b.id, 'startedAt', b.started_at, 'lastCallAt', e.last_call_at)
        from ringback.episode e join ringback.callback b on b.account_id = e.account_id and b.episode_id = e.id
        where e.account_id = ${tx.accountId} and e.caller = ${called} and e.closed_at is null) as open
    from ringback.account where id = ${tx.accountId}`);
  if (row === undefined) throw new Error("The account of this connection does not exist.");
  return row;
}

/** Whether it was this call that closed the callback the last time. */
export async function wasClosedByOutbound(
  tx: Transaction,
  callbackId: string,
  outboundCallId: string,
): Promise<boolean> {
  const row = await tx.first<{ same: boolean }>(sql`
    select coalesce(detail->>'outboundCallId' = ${outboundCallId}, false) as same from ringback.callback_event
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and kind in ('closed', 'closed-itself') order by at desc, id desc limit 1`);
  return row?.same ?? false;
}
