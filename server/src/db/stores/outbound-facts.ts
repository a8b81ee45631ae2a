// What the sending law has to know about a number, a line and the business, as one JSON value. The same words of SQL stand
// in every statement that asks the law: when a miss is judged, when a text is planned, and when it is claimed.
import type { ConsentKind } from "@ringback/core/consent/ledger.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { newestChoice } from "./opt-out.ts";
import { takenBy } from "./takeover.ts";

/** As JSON holds it: instants as text. */
export interface OutboundFacts {
  readonly opted_out_at: string | null;
  readonly consents: Readonly<Record<string, string>>;
  readonly episode_call_at: string | null;
  readonly sms_capable: boolean | null;
  /** Everybody who is known by this number. */
  readonly contacts: readonly { readonly kind: string; readonly postal_code: string | null }[];
  readonly do_not_call: { readonly listed: boolean; readonly nationalOf: string | null };
  readonly taken: boolean;
  readonly is_own_number: boolean;
  readonly is_staff: boolean;
  readonly override: { readonly region: string | null; readonly time_zone: string } | null;
  readonly to_number: {
    readonly last_acknowledgement_at: string | null;
    readonly episode_acknowledged: boolean;
    readonly last_automated_at: string | null;
    readonly automated_day: number;
    readonly automated_week: number;
    readonly marketing_day: number;
    readonly marketing_month: number;
    readonly replies_since_inbound: number;
    readonly replies_in_thread: number;
  };
  readonly recent: {
    readonly line_minute: number;
    readonly line_day: number;
    readonly neighbours_hour: number;
    readonly segments_day: number;
  };
}

/** More texts of a day are not counted; the order by time makes the index the only sensible plan, with or without values. */
const recentMax = 10_000;

interface About {
  /** Expressions of the statement around it: the recipient's number and our line's. */
  readonly to: RawBuilder<unknown>;
  readonly line: RawBuilder<unknown>;
  readonly episodeId: RawBuilder<unknown>;
  /** What numbers of people who were forgotten are hashed with. */
  readonly numberKey: Uint8Array;
  /** The text that is asked about, where it is written down already: it does not count against itself. */
  readonly messageId: string | null;
}

/**
 * The facts as an expression. Counts are of texts that were planned and not given up: those that one business plans at the
 * same moment do not see each other, so the limits of a line are counted again, one at a time, when a text is claimed.
 */
export function outboundFactsSql(tx: Pick<Transaction, "accountId" | "now">, about: About): RawBuilder<OutboundFacts> {
  const { to, line, episodeId, messageId, numberKey } = about;
  const account = tx.accountId;
  const since = (duration: { hours: number } | { minutes: number }) => sql`${tx.now.subtract(duration)}::timestamptz`;
  const counted = sql`direction = 'out' and state not in ('suppressed', 'expired', 'failed') and id is distinct from ${messageId}::uuid`;
  return sql<OutboundFacts>`jsonb_build_object(
    'opted_out_at', (select case when kind = 'opt_out' then at end from ${newestChoice(account, to, numberKey)} choice),
    'consents', (select coalesce(jsonb_object_agg(k.kind, e.at), '{}') from unnest(array['inbound_sms', 'verbal', 'web_form', 'written_marketing']) k(kind)
      cross join lateral (select at from ringback.consent_event e where e.account_id = ${account} and e.number = ${to} and e.kind = k.kind order by at desc limit 1) e),
    'episode_call_at', (select last_call_at from ringback.episode where account_id = ${account} and id = ${episodeId} and caller = ${to}),
    'sms_capable', (select sms_capable from ringback.contact_phone where account_id = ${account} and number = ${to}),
    'contacts', (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'postal_code', c.postal_code)), '[]') from (
        select contact_id from ringback.contact_phone where account_id = ${account} and number = ${to}
        union all select contact_id from ringback.contact_phone_other where account_id = ${account} and number = ${to}) p
      join ringback.contact c on c.account_id = ${account} and c.id = p.contact_id),
    'do_not_call', jsonb_build_object(
      'listed', exists (select from ringback.do_not_call_number where account_id = ${account} and number in (${to}, ringback.number_hash(${numberKey}::bytea, ${to}))),
      'nationalOf', (select as_of from ringback.do_not_call_list where account_id = ${account} and list = 'national')),
    'taken', ${takenBy(tx, to)} is not null,
    'is_own_number', exists (select from ringback.phone_number where account_id = ${account} and number = ${to}),
    'is_staff', exists (select from ringback.member where account_id = ${account} and phone = ${to} and removed_at is null),
    'override', (select jsonb_build_object('region', region, 'time_zone', time_zone) from ringback.texting_override
      where account_id = ${account} and number = ${to}),
    'to_number', (select jsonb_build_object(
        'last_acknowledgement_at', max(created_at) filter (where purpose = 'acknowledgement' and episode_id is distinct from ${episodeId}),
        'episode_acknowledged', coalesce(bool_or(purpose = 'acknowledgement' and episode_id = ${episodeId}), false),
        'last_automated_at', max(created_at) filter (where class in ('responsive', 'service', 'marketing')),
        'automated_day', count(*) filter (where class in ('responsive', 'service', 'marketing') and purpose <> 'reply' and created_at > ${since({ hours: 24 })}),
        'automated_week', count(*) filter (where class in ('responsive', 'service', 'marketing') and purpose <> 'reply' and created_at > ${since({ hours: 168 })}),
        'marketing_day', count(*) filter (where class = 'marketing' and created_at > ${since({ hours: 24 })}),
        'marketing_month', count(*) filter (where class = 'marketing'),
        'replies_since_inbound', count(*) filter (where purpose = 'reply' and created_at >= coalesce((select at from ringback.consent_event
          where account_id = ${account} and number = ${to} and kind = 'inbound_sms' order by at desc limit 1), created_at)),
        'replies_in_thread', count(*) filter (where purpose = 'reply' and created_at > coalesce((select max(created_at) from ringback.message
          where account_id = ${account} and to_number = ${to} and direction = 'out' and class = 'staff' and created_at > ${since({ hours: 720 })}), '-infinity')))
      from ringback.message where account_id = ${account} and to_number = ${to} and created_at > ${since({ hours: 720 })} and ${counted}),
    'recent', (select jsonb_build_object(
        'line_minute', count(*) filter (where from_number = ${line} and class in ('responsive', 'service', 'marketing') and created_at > ${since({ minutes: 1 })}),
        'line_day', count(*) filter (where from_number = ${line} and class in ('responsive', 'service', 'marketing')),
        'neighbours_hour', count(*) filter (where to_number <> ${to} and left(to_number, -3) = left(${to}, -3)
          and class in ('responsive', 'service', 'marketing') and created_at > ${since({ hours: 1 })}),
        'segments_day', coalesce(sum(segments) filter (where claimed_at is not null), 0))
      from (select from_number, to_number, class, created_at, claimed_at, segments from ringback.message
        where account_id = ${account} and created_at > ${since({ hours: 24 })} and ${counted} order by created_at desc limit ${recentMax}) recent))`;
}

/** The facts after a consent was written down that they do not know of yet. */
export function withConsent(facts: OutboundFacts, kind: ConsentKind, at: Temporal.Instant): OutboundFacts {
  if (kind === "opt_out") return { ...facts, opted_out_at: at.toString() };
  if (kind === "opt_in") return { ...facts, opted_out_at: null };
  const consents = { ...facts.consents, [kind]: at.toString() };
  if (kind !== "inbound_sms") return { ...facts, consents };
  return { ...facts, consents, to_number: { ...facts.to_number, replies_since_inbound: 0 } };
}
