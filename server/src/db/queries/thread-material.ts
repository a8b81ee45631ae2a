// What a thread is told from: by the numbers of the other side, each kind by its own index, the newest first.
import type { AttachmentState } from "@ringback/core/conversations/attachment.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { betterTranscriptFirst } from "./better-words.ts";

export interface TextMedia {
  readonly id: string;
  readonly position: number;
  readonly state: AttachmentState;
  readonly reason: string | null;
  readonly content_type: string | null;
  readonly size: number | null;
}

export interface ThreadText {
  readonly id: string;
  readonly direction: "in" | "out";
  readonly purpose: string;
  readonly class: string | null;
  readonly state: string;
  readonly body: string;
  readonly ours: string | null;
  readonly theirs: string;
  readonly rules: string[] | null;
  readonly asks: boolean;
  readonly reason: string | null;
  readonly error_code: string | null;
  readonly member_id: string | null;
  readonly held_until: Temporal.Instant | null;
  readonly at: Temporal.Instant;
  readonly media_count: number;
  readonly media: readonly TextMedia[];
  readonly channel: "text" | "email";
  /** What only a mail has; null of a text. */
  readonly email: {
    readonly subject: string;
    readonly address: string;
    readonly quoted: string;
    readonly automatic: boolean;
  } | null;
}

const numbersOf = (tx: Transaction, conversationId: string) =>
  sql`select number from ringback.conversation_number where account_id = ${tx.accountId} and conversation_id = ${conversationId}`;

export async function loadTexts(
  tx: Transaction,
  conversationId: string,
  before: Temporal.Instant | null,
  limit: number,
): Promise<ThreadText[]> {
  const older = before === null ? sql`` : sql`and m.created_at < ${before}`;
  return await tx.rows(sql<ThreadText>`
    with numbers as (${numbersOf(tx, conversationId)})
    select m.id, m.channel, m.direction, m.purpose, m.class, m.state, m.body, m.ours, m.theirs, m.decision->'rules' as rules,
      coalesce((m.decision->>'asks')::boolean, false) as asks, m.reason, m.error_code, m.member_id, m.held_until, m.created_at as at,
      coalesce((m.decision->>'mediaCount')::int, 0) as media_count,
      case when m.channel = 'email' then (select jsonb_build_object('subject', e.subject, 'address', e.their_address, 'quoted', e.quoted, 'automatic', e.automatic)
        from ringback.message_email e where e.account_id = ${tx.accountId} and e.message_id = m.id) end as email,
      case when (m.decision->>'mediaCount')::int > 0 then coalesce((select json_agg(json_build_object('id', f.id, 'position', f.position, 'state', f.state, 'reason', f.reason,
        'content_type', f.content_type, 'size', f.size) order by f.position) from ringback.message_media f
        where f.account_id = ${tx.accountId} and f.message_id = m.id), '[]') else '[]' end as media
    from numbers cross join lateral (
      (select m.*, m.to_number as ours, m.from_number as theirs from ringback.message m where m.account_id = ${tx.accountId} and m.direction = 'in'
        and m.from_number = numbers.number ${older} order by m.created_at desc limit ${limit})
      union all
      (select m.*, m.from_number as ours, m.to_number as theirs from ringback.message m where m.account_id = ${tx.accountId} and m.direction = 'out'
        and m.to_number = numbers.number and m.class is distinct from 'internal' ${older} order by m.created_at desc limit ${limit})
    ) m
    order by m.created_at desc, m.id desc limit ${limit}`);
}

export interface ThreadCall {
  readonly id: string;
  readonly direction: "in" | "out";
  readonly at: Temporal.Instant;
  readonly state: string;
  readonly outcome: string | null;
  readonly miss_reason: string | null;
  readonly rang_seconds: number | null;
  readonly seconds: number | null;
  readonly member_id: string | null;
  readonly ours: string | null;
  readonly theirs: string;
  readonly recording_id: string | null;
  readonly recording_seconds: number | null;
  readonly transcript: string | null;
}

export async function loadThreadCalls(
  tx: Transaction,
  conversationId: string,
  before: Temporal.Instant | null,
  limit: number,
): Promise<ThreadCall[]> {
  const older = (column: string) => (before === null ? sql`` : sql`and ${sql.ref(column)} < ${before}`);
  return await tx.rows(sql<ThreadCall>`
    with numbers as (${numbersOf(tx, conversationId)})
    select found.*, voicemail.recording_id, voicemail.recording_seconds, voicemail.transcript
    from numbers cross join lateral (
      (select c.id, 'in' as direction, c.arrived_at as at, c.state, c.outcome, c.miss_reason, c.rang_seconds,
          extract(epoch from c.ended_at - coalesce(c.answered_at, c.arrived_at))::float8 as seconds, c.answered_by as member_id, c.dialed as ours, c.caller as theirs
        from ringback.call c where c.account_id = ${tx.accountId} and c.caller = numbers.number ${older("c.arrived_at")} order by c.arrived_at desc limit ${limit})
      union all
      (select o.id, 'out', o.started_at, 'ended', o.outcome, null, null, o.talk_seconds::float8, o.by_member, o.from_number, o.called
        from ringback.outbound_call o where o.account_id = ${tx.accountId} and o.called = numbers.number ${older("o.started_at")} order by o.started_at desc limit ${limit})
    ) found
    left join lateral (select r.id as recording_id, r.duration_seconds as recording_seconds,
        (select t.text from ringback.transcript t where t.account_id = ${tx.accountId} and t.call_id = found.id order by ${betterTranscriptFirst} limit 1) as transcript
      from ringback.recording r where found.direction = 'in' and r.account_id = ${tx.accountId} and r.call_id = found.id and r.state <> 'absent'
      order by r.created_at desc limit 1) voicemail on true
    order by found.at desc, found.id desc limit ${limit}`);
}

export interface ThreadDeed {
  readonly id: string;
  readonly callback_id: string;
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly by_member: string | null;
  readonly detail: Record<string, unknown>;
}

/** What people did about the matters of this thread, as far as it is told between the texts. */
const toldDeeds = ["opened", "claimed", "noted", "closed", "closed-itself", "reopened", "reassigned", "attempted"];

export async function loadDeeds(
  tx: Transaction,
  conversationId: string,
  before: Temporal.Instant | null,
  limit: number,
): Promise<ThreadDeed[]> {
  const older = before === null ? sql`` : sql`and e.at < ${before}`;
  return await tx.rows(sql<ThreadDeed>`
    with numbers as (${numbersOf(tx, conversationId)}), matters as (
      select b.id from numbers cross join lateral (select id from ringback.episode where account_id = ${tx.accountId} and caller = numbers.number
        order by opened_at desc limit 20) e join ringback.callback b on b.account_id = ${tx.accountId} and b.episode_id = e.id)
    select e.id, e.callback_id, e.kind, e.at, e.by_member, e.detail from matters join ringback.callback_event e on e.account_id = ${tx.accountId} and e.callback_id = matters.id
    where e.kind = any(${toldDeeds}) ${older} order by e.at desc, e.id desc limit ${limit}`);
}
