import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { missWords } from "@ringback/core/callbacks/call-words.ts";
import {
  attemptWords,
  deliveryWords,
  plainWords,
  selfClosedWords,
  sentenceCase,
} from "@ringback/core/callbacks/label-words.ts";
import { attemptOf, type OutboundOutcome } from "@ringback/core/callbacks/outbound-conversation.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { type Place, writePlace } from "./cursor.ts";

type Answer = AnswerOf<Routes["customerHistory"]>;
type Entry = Answer["entries"][number];

/** The past of the customer of a case, newest first, from whichever of their numbers; null when there is no such callback. */
export async function customerHistory(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  callbackId: string,
  question: { readonly limit: number; readonly after: Place | null },
): Promise<Answer | null> {
  return await transaction(db, accountId, now, async (tx) => {
    const who = await tx.first(sql<Customer>`select caller, contact_id, episode_id from ringback.callback
      where account_id = ${accountId} and id = ${callbackId}`);
    if (who === null) return null;
    const [jobs, rows] = await Promise.all([
      question.after === null ? loadJobs(tx, who.contact_id) : [],
      loadPast(tx, callbackId, who, question),
    ]);
    const page = rows.slice(0, question.limit);
    const last = page.at(-1);
    return {
      jobs: jobs.map(({ id, title, state, opened_at }) => ({ id, title, state, at: opened_at.toString() })),
      appointments: [], // there is no calendar yet
      entries: page.map(toEntry),
      nextCursor: rows.length > question.limit && last !== undefined ? writePlace(last) : null,
    };
  });
}

interface Customer {
  readonly caller: string | null;
  readonly contact_id: string | null;
  readonly episode_id: string;
}

function loadJobs(tx: Transaction, contactId: string | null) {
  return tx.rows(sql<{ id: string; title: string; state: string; opened_at: Temporal.Instant }>`
    select id, title, state, opened_at from ringback.lead
    where account_id = ${tx.accountId} and contact_id = ${contactId} order by opened_at desc, id limit 50`);
}

interface PastRow {
  readonly kind: Entry["kind"];
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly call_id: string | null;
  readonly callback_id: string | null;
  readonly by_name: string | null;
  readonly told: {
    readonly outcome?: string | null;
    readonly missReason?: string | null;
    readonly rangSeconds?: number | null;
    readonly voicemail?: boolean;
    readonly direction?: "in" | "out";
    readonly state?: string;
    readonly body?: string | null;
    readonly label?: string | null;
    readonly disposition?: string | null;
  };
}

/** Each kind by an index of its own, a page of each at most; an "or" over all would read everything. */
async function loadPast(
  tx: Transaction,
  callbackId: string,
  who: Customer,
  { limit, after }: { readonly limit: number; readonly after: Place | null },
): Promise<PastRow[]> {
  const page = (at: RawBuilder<unknown>, id: RawBuilder<unknown>) =>
    sql`${after === null ? sql`` : sql`and (${at}, ${id}) < (${after.at}::timestamptz, ${after.id}::uuid)`} order by ${at} desc, ${id} desc limit ${limit + 1}`;
  return await tx.rows(sql<PastRow>`
    with numbers as materialized (
      select ${who.caller}::text as number where ${who.caller}::text is not null
      union select number from ringback.contact_phone where account_id = ${tx.accountId} and contact_id = ${who.contact_id}
    )
    select past.* from (
      (select 'call' as kind, c.id, c.arrived_at as at, c.id as call_id, b.id as callback_id, null as by_name,
        jsonb_build_object('outcome', c.outcome, 'state', c.state, 'missReason', c.miss_reason, 'rangSeconds', c.rang_seconds, 'body', t.text, 'voicemail', t.text is not null) as told
      from numbers cross join lateral (select id, arrived_at, outcome, state, miss_reason, rang_seconds, episode_id from ringback.call
        where account_id = ${tx.accountId} and caller = numbers.number ${page(sql`arrived_at`, sql`id`)}) c
      left join ringback.callback b on b.account_id = ${tx.accountId} and b.episode_id = c.episode_id
      left join lateral (select text from ringback.transcript where account_id = ${tx.accountId} and call_id = c.id and state = 'ready' limit 1) t on true)
      union all
      (select 'outbound-call', o.id, o.started_at, null, o.callback_id, (select name from ringback.member where account_id = ${tx.accountId} and id = o.by_member),
        jsonb_build_object('outcome', o.outcome)
      from numbers cross join lateral (select id, started_at, callback_id, by_member, outcome from ringback.outbound_call
        where account_id = ${tx.accountId} and called = numbers.number ${page(sql`started_at`, sql`id`)}) o)
      union all
      (select 'text', m.id, m.created_at, null, m.callback_id, (select name from ringback.member where account_id = ${tx.accountId} and id = m.member_id and m.purpose = 'staff-text'),
        jsonb_build_object('direction', m.direction, 'state', m.state, 'body', m.body)
      from numbers cross join lateral (
        (select id, created_at, callback_id, member_id, purpose, direction, state, body from ringback.message where account_id = ${tx.accountId} and direction = 'in'
          and from_number = numbers.number ${page(sql`created_at`, sql`id`)})
        union all
        (select id, created_at, callback_id, member_id, purpose, direction, state, body from ringback.message where account_id = ${tx.accountId} and direction = 'out'
          and to_number = numbers.number and purpose <> 'staff-alert' and state <> 'suppressed' ${page(sql`created_at`, sql`id`)})) m)
      union all
      (select 'callback', b.id, coalesce(b.closed_at, b.started_at), null, b.id, (select name from ringback.member where account_id = ${tx.accountId} and id = coalesce(b.closed_by, b.owner_id)),
        jsonb_build_object('state', b.state, 'disposition', b.disposition, 'label', (select one->>'label' from ringback.playbook_version v, jsonb_array_elements(v.playbook->'dispositions') one
          where v.account_id = b.account_id and v.version = b.playbook_version and one->>'key' = b.disposition limit 1))
      from numbers cross join lateral (select c.id, c.account_id, c.closed_at, c.started_at, c.closed_by, c.owner_id, c.state, c.disposition, c.playbook_version
        from ringback.episode e join ringback.callback c on c.account_id = e.account_id and c.episode_id = e.id and c.id <> ${callbackId}
        where e.account_id = ${tx.accountId} and e.caller = numbers.number ${page(sql`coalesce(c.closed_at, c.started_at)`, sql`c.id`)}) b)
    ) past order by past.at desc, past.id desc limit ${limit + 1}`);
}

function toEntry(row: PastRow): Entry {
  const { kind, id, at, told } = row;
  return {
    id,
    kind,
    at: at.toString(),
    text: wordsFor(row),
    quote: told.body ?? null,
    by: row.by_name,
    callId: row.call_id,
    callbackId: row.callback_id,
  };
}

function wordsFor({ kind, told, by_name }: PastRow): string {
  switch (kind) {
    case "call": {
      if (told.outcome === "answered") return "Called and was answered";
      if (told.outcome === "missed")
        return `Missed: ${missWords({ missReason: told.missReason ?? null, rangSeconds: told.rangSeconds ?? null })}`;
      return `Called: ${plainWords(told.outcome ?? told.state ?? "under way")}`;
    }
    case "outbound-call": {
      const result = attemptOf((told.outcome ?? null) as OutboundOutcome | null);
      return `${by_name ?? "Somebody"} called them: ${result === null ? "under way" : attemptWords(result)}`;
    }
    case "text":
      return told.direction === "in" ? "Text from them" : `Text to them: ${deliveryWords(told.state ?? "unknown")}`;
    case "callback": {
      if (told.state !== "closed") return "Another callback, still open";
      const disposition = told.disposition ?? "closed";
      return `Callback closed: ${told.label ?? selfClosedWords(disposition) ?? sentenceCase(plainWords(disposition))}`;
    }
  }
}
