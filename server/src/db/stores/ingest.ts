// What a webhook needs to know before it is judged, in one round trip: three locks and one question, sent together.
import type { CallFacts } from "@ringback/core/calls/call-facts.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { newestChoice } from "./opt-out.ts";
import { type OutboundFacts, outboundFactsSql } from "./outbound-facts.ts";
import { type LoadedPerson, peopleAt } from "./people-now.ts";
import { shareTeam } from "./team.ts";

export interface IngestQuestion {
  readonly connectionId: string;
  readonly providerCallId: string;
  /** The provider's identities of the events that are reported. */
  readonly eventKeys: readonly string[];
  /** The caller in E.164, where this event names one; else the call's own, once it is known. */
  readonly caller: string | null;
  /** Our number as the event names it. */
  readonly dialed: string | null;
  /** What numbers of people who were forgotten are hashed with. */
  readonly numberKey: Uint8Array;
}

export interface LoadedCall {
  readonly id: string;
  readonly caller: string | null;
  readonly caller_withheld: boolean;
  readonly contact_id: string | null;
  readonly episode_id: string | null;
  readonly number_id: string | null;
  readonly dialed: string;
  readonly arrived_at: string;
  readonly outcome: "answered" | "missed" | null;
  readonly detected_at: string | null;
  readonly entered: "webhook" | "stream" | "provider-log" | "import" | "sample";
  readonly drill_id: string | null;
  readonly facts: CallFacts;
  /** Set: its caller was forgotten, and nothing more is taken down of it. */
  readonly forgotten_at: string | null;
}

export interface Surroundings {
  /** The keys among those asked for that are recorded already. */
  readonly seen: readonly string[];
  readonly call: LoadedCall | null;
  /** The drill that is running from this caller's number. */
  readonly drill_id: string | null;
  /** The name of the phone provider that reports. */
  readonly provider: string | null;
  readonly playbook_version: number;
  readonly time_zone: string;
  readonly members: readonly LoadedPerson[];
  readonly number: {
    readonly id: string;
    readonly number: string;
    readonly label: string;
    readonly mode: "answers" | "forwarded";
    readonly registration: "none" | "pending" | "approved" | "exempt";
    readonly recording_policy: "nothing" | "voicemail";
    readonly source: string | null;
    readonly line_of_service: string | null;
  } | null;
  readonly contact: {
    readonly id: string;
    readonly name: string | null;
    readonly kind: string;
    readonly open_issue: string | null;
    readonly sms_capable: boolean | null;
    readonly open_lead: string | null;
  } | null;
  readonly episode: {
    readonly id: string;
    readonly callback_id: string | null;
    readonly callback_state: string | null;
    readonly owner_id: string | null;
    /** When the caller called the last time about this matter, as far as we know. */
    readonly last_call_at: string;
  } | null;
  readonly last_owner_id: string | null;
  /** What the record says of the caller that the rules about owners look at. */
  readonly traits: {
    readonly owner_id: string | null;
    readonly tier: string | null;
    readonly language: string | null;
    readonly postal_code: string | null;
  } | null;
  readonly opted_out: boolean;
  readonly is_own_number: boolean;
  /** What the sending law has to know of a text to the caller. */
  readonly outbound: OutboundFacts;
}

/**
 * Locks the call, then its caller (always in this order, so that no two webhooks wait for each other), and loads what the
 * rules need. The locks are statements of their own because a statement's snapshot is older than a lock it waits for.
 */
export async function lockAndLoad(tx: Transaction, question: IngestQuestion): Promise<Surroundings> {
  const { connectionId, providerCallId, eventKeys, caller, dialed, numberKey } = question;
  // The question below is planned once a connection: with a year of partitions, planning it anew with every webhook took
  // longer than answering it.
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended(${`call:${connectionId}:${providerCallId}`}, 0)),
    set_config('plan_cache_mode', 'force_generic_plan', true)`);
  tx.write(sql`
    select pg_advisory_xact_lock(hashtextextended('caller:' || ${tx.accountId} || ':' || coalesce(
      (select caller from ringback.call where account_id = ${tx.accountId} and connection_id = ${connectionId} and provider_call_id = ${providerCallId}),
      ${caller}, ${providerCallId}), 0))`);
  shareTeam(tx);
  const outbound = outboundFactsSql(tx, {
    to: sql`(select number from who)`,
    line: sql`(select number from line)`,
    episodeId: sql`null::uuid`,
    messageId: null,
    numberKey,
  });
  const [row] = await tx.rows<Surroundings>(sql`
    with this_call as (
      select id, caller, caller_withheld, contact_id, episode_id, number_id, dialed, arrived_at, outcome, detected_at, entered, drill_id, facts, forgotten_at
      from ringback.call where account_id = ${tx.accountId} and connection_id = ${connectionId} and provider_call_id = ${providerCallId}
    ), who as (select coalesce((select caller from this_call), ${caller}::text) as number),
    line as (
      select id, number, label, mode, registration, recording_policy, source, line_of_service from ringback.phone_number
      where account_id = ${tx.accountId} and number = coalesce(nullif((select dialed from this_call), ''), ${dialed}::text)
    )
    select
      coalesce((select jsonb_agg(provider_key) from ringback.provider_event
        where connection_id = ${connectionId} and provider_key = any(${eventKeys}::text[])), '[]') as seen,
      (select id from ringback.drill where account_id = ${tx.accountId} and caller = (select number from who) and finished_at is null) as drill_id,
      (select to_jsonb(this_call) from this_call) as call,
      (select provider from ringback.connection where account_id = ${tx.accountId} and id = ${connectionId}) as provider,
      account.playbook_version, account.time_zone,
      ${peopleAt(tx, tx.now)} as members,
      (select to_jsonb(line) from line) as number,
      (select jsonb_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'open_issue', c.open_issue, 'sms_capable', p.sms_capable,
          'open_lead', (select title from ringback.lead l where l.account_id = ${tx.accountId} and l.contact_id = c.id and l.state = 'open' order by opened_at desc limit 1))
        from ringback.contact_phone p join ringback.contact c on c.account_id = p.account_id and c.id = p.contact_id
        where p.account_id = ${tx.accountId} and p.number = (select number from who)) as contact,
      (select jsonb_build_object('owner_id', c.owner_id, 'tier', c.tier, 'language', c.language, 'postal_code', c.postal_code)
        from ringback.contact_phone p join ringback.contact c on c.account_id = p.account_id and c.id = p.contact_id
        where p.account_id = ${tx.accountId} and p.number = (select number from who)) as traits,
      (select jsonb_build_object('id', e.id, 'callback_id', b.id, 'callback_state', b.state, 'owner_id', b.owner_id, 'last_call_at', e.last_call_at)
        from ringback.episode e left join ringback.callback b on b.account_id = e.account_id and b.episode_id = e.id
        where e.account_id = ${tx.accountId} and e.caller = (select number from who) and e.closed_at is null) as episode,
      (select b.owner_id from ringback.episode e join ringback.callback b on b.account_id = e.account_id and b.episode_id = e.id
        where e.account_id = ${tx.accountId} and e.caller = (select number from who) order by e.opened_at desc limit 1) as last_owner_id,
      coalesce((select kind = 'opt_out' from ${newestChoice(tx.accountId, sql`(select number from who)`, numberKey)} choice), false) as opted_out,
      exists (select from ringback.phone_number where account_id = ${tx.accountId} and number = (select number from who)) as is_own_number,
      ${outbound} as outbound
    from ringback.account where id = ${tx.accountId}`);
  if (!row) throw new Error("The account of this connection does not exist.");
  return row;
}
