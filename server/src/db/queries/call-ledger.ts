import type { CallSummary } from "@ringback/contract/calls.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import type { CallFacts } from "@ringback/core/calls/call-facts.ts";
import { ledgerWords } from "@ringback/core/calls/ledger-words.ts";
import { queuesOf } from "@ringback/core/calls/proof-of-person.ts";
import { whoWasTried } from "@ringback/core/calls/who-was-tried.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { loadNames } from "./case-material.ts";
import { uuidForm } from "./cursor.ts";
import { callColumns, toCallSummary } from "./list-calls.ts";
import { loadReadings } from "./readings.ts";

type Ledger = AnswerOf<Routes["getLedger"]>;

/** One call by our id; null when the business has none such. */
export async function findCall(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  id: string,
): Promise<CallSummary | null> {
  return await transaction(db, accountId, now, (tx) => load(tx, id));
}

/** A call's history from ring to outcome, by our id or the provider's; null when the business has no such call. */
export async function callLedger(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  id: string,
): Promise<Ledger | null> {
  return await transaction(db, accountId, now, async (tx) => {
    const call = await load(tx, id);
    if (call === null) return null;
    const [events, names, story, readings] = await Promise.all([
      tx.rows(sql<LedgerRow>`select id, at, recorded_at as "recordedAt", kind, detail from ringback.call_event
        where account_id = ${accountId} and call_id = ${call.id} order by recorded_at, at, id`),
      loadNames(tx),
      loadStory(tx, call.id),
      loadReadings(tx, { callIds: [call.id], messageIds: [] }),
    ]);
    const entries = events.map((event) => ({
      id: event.id,
      at: event.at.toString(),
      recordedAt: event.recordedAt.toString(),
      kind: event.kind,
      text: ledgerWords(event.kind, event.detail, (member) => names.get(member) ?? null),
      detail: event.detail,
    }));
    return { call, ...story, entries, reading: readings.get(call.id) ?? null };
  });
}

interface LedgerRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly recordedAt: Temporal.Instant;
  readonly kind: string;
  readonly detail: Record<string, unknown>;
}

/** Who was tried and where the caller waited, from the call's facts. A phone of the team is told by whose it is. */
async function loadStory(tx: Transaction, callId: string): Promise<Pick<Ledger, "tried" | "queues">> {
  const [kept, members] = await Promise.all([
    tx.first<{ facts: CallFacts }>(
      sql`select facts from ringback.call where account_id = ${tx.accountId} and id = ${callId}`,
    ),
    tx.rows<{ id: string; name: string; phone: string | null }>(
      sql`select id, name, phone from ringback.member where account_id = ${tx.accountId}`,
    ),
  ]);
  if (kept === null) return { tried: [], queues: [] };
  const tried = whoWasTried(kept.facts).map(({ to, memberId, rangSeconds, became }) => ({
    to,
    member:
      members.find(({ id, phone }) => (memberId === null ? phone !== null && phone === to : id === memberId))?.name ??
      null,
    rangSeconds,
    became,
  }));
  const queues = queuesOf(kept.facts).map(({ queue, waitedSeconds, result }) => ({ queue, waitedSeconds, result }));
  return { tried, queues };
}

async function load(tx: Transaction, id: string): Promise<CallSummary | null> {
  // The provider's ids are opaque, but none of ours: an id that looks like ours is ours first.
  const ours = uuidForm.test(id.toLowerCase())
    ? await tx.first(
        callColumns(sql`select * from ringback.call where account_id = ${tx.accountId} and id = ${id.toLowerCase()}`),
      )
    : null;
  const row = ours ?? (await tx.first(callColumns(byProviderId(tx, id))));
  return row === null ? null : toCallSummary(row);
}

/** Through the connections, because the index on the provider's id begins with them. */
function byProviderId(tx: Transaction, id: string) {
  return sql`select c.* from ringback.connection n join ringback.call c on c.account_id = n.account_id and c.connection_id = n.id and c.provider_call_id = ${id}
    where n.account_id = ${tx.accountId} order by c.arrived_at desc limit 1`;
}
