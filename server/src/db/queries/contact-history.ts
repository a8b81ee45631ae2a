import type { ContactHistoryEntry } from "@ringback/contract/contacts.ts";
import { missLabels } from "@ringback/core/callbacks/call-words.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

interface Row {
  readonly kind: ContactHistoryEntry["kind"];
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly direction: "in" | "out";
  readonly state: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly callbackId: string | null;
  readonly number: string | null;
}

/** Calls, texts and callbacks of a contact by all its numbers, newest first. Each kind is asked by its own index. */
export async function contactHistory(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: { contactId: string; before: Temporal.Instant | null; limit: number },
): Promise<{ entries: ContactHistoryEntry[]; next: string | null }> {
  const { contactId, limit } = asked;
  const before = asked.before ?? now.add({ hours: 24 });
  const rows = await transaction(db, accountId, now, (tx) =>
    tx.rows<Row>(sql`with numbers as (select distinct number from ringback.contact_number where account_id = ${accountId} and contact_id = ${contactId})
      select * from (
        (select 'call' as kind, k.id, k.arrived_at as at, 'in' as direction, k.outcome as state, k.miss_reason as reason, null::text as detail,
          (select b.id from ringback.callback b where b.account_id = k.account_id and b.episode_id = k.episode_id) as "callbackId", k.caller as number
          from numbers cross join lateral (select * from ringback.call c where c.account_id = ${accountId} and c.caller = numbers.number and c.arrived_at < ${before}
            order by c.arrived_at desc limit ${limit}) k)
        union all
        (select 'outbound-call', k.id, k.started_at, 'out', k.outcome, null, null, k.callback_id, k.called
          from numbers cross join lateral (select * from ringback.outbound_call c where c.account_id = ${accountId} and c.called = numbers.number and c.started_at < ${before}
            order by c.started_at desc limit ${limit}) k)
        union all
        (select 'text', m.id, m.created_at, m.direction, m.state, m.reason, m.body, m.callback_id, case m.direction when 'in' then m.from_number else m.to_number end
          from ringback.message m where m.account_id = ${accountId} and m.contact_id = ${contactId} and m.created_at < ${before}
            and m.class is distinct from 'internal' and m.class is distinct from 'staff-alert' order by m.created_at desc limit ${limit})
        union all
        (select 'callback', b.id, b.opened_at, 'out', b.state, coalesce(b.disposition, b.close_kind), replace(b.intent, '-', ' '), b.id, b.caller
          from ringback.callback b where b.account_id = ${accountId} and b.contact_id = ${contactId} and b.opened_at < ${before} order by b.opened_at desc limit ${limit})
      ) every order by at desc, id limit ${limit + 1}`),
  );
  const page = rows.slice(0, limit);
  return {
    entries: page.map((row) => ({
      kind: row.kind,
      id: row.id,
      at: row.at.toString(),
      direction: row.direction,
      words: wordsOf(row),
      detail: row.detail,
      callbackId: row.callbackId,
      number: row.number,
    })),
    next: rows.length > limit ? (page.at(-1)?.at.toString() ?? null) : null,
  };
}

function wordsOf({ kind, state, reason, direction }: Row): string {
  if (kind === "call") {
    if (state === "answered") return "Called, answered";
    const why = Object.entries(missLabels).find(([word]) => word === reason)?.[1];
    return state === "missed" ? `Called, missed${why === undefined ? "" : `: ${why.toLowerCase()}`}` : "Calling";
  }
  if (kind === "outbound-call") return `We called${state === null ? "" : `: ${state.replaceAll("-", " ")}`}`;
  if (kind === "callback")
    return state === "closed" ? `Callback closed: ${(reason ?? "").replaceAll(/[_-]/g, " ")}` : "Callback waiting";
  return direction === "in" ? "Text from them" : `Text to them: ${state ?? ""}`;
}
