// What is on a week's review, page by page: as many as a neglected business has open.
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import type { ReviewedEmergencyBody, UnresolvedCallerBody } from "@ringback/contract/weekly.ts";
import { isSettled, type LeftToDo } from "@ringback/core/measurement/weekly/review-week.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import type { ItemKind } from "#db/stores/weekly-reviews.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { instantForm, readCursor, uuidForm, writeCursor } from "./cursor.ts";

/** Whether nothing is left to do about it, for a caller what core's `isSettled` says, of `weekly_item i` and its `callback b`. */
const isDone: RawBuilder<boolean> = sql`case i.kind when 'emergency' then i.verdict is not null
  else b.state = 'closed' or i.owner_id is not distinct from b.owner_id end`;

/** How many are on it, and of how many something is left to do. */
export async function countItems(tx: Transaction, week: string): Promise<Record<"left" | "all", LeftToDo>> {
  const rows = await tx.rows<{ kind: ItemKind; all: number; left: number }>(sql`
    select i.kind, count(*)::int as "all", count(*) filter (where not ${isDone})::int as "left"
    from ringback.weekly_item i join ringback.callback b on b.account_id = i.account_id and b.id = i.callback_id
    where i.account_id = ${tx.accountId} and i.week = ${week}::date group by i.kind`);
  const of = (kind: ItemKind) => rows.find((row) => row.kind === kind) ?? { all: 0, left: 0 };
  const [callers, emergencies] = [of("unresolved"), of("emergency")];
  return {
    left: { callers: callers.left, emergencies: emergencies.left },
    all: { callers: callers.all, emergencies: emergencies.all },
  };
}

/** Where a row stands in its list: those still to be done first, then by what is urgent, then the oldest. */
export interface WeeklyPlace {
  readonly done: boolean;
  readonly priority: number;
  readonly at: Temporal.Instant;
  readonly id: string;
}

/** The place a cursor names; null when it is none of ours. */
export function readWeeklyCursor(cursor: string): WeeklyPlace | null {
  const parts = readCursor(cursor, [/^[01]$/, /^\d{1,4}$/, instantForm, uuidForm]);
  if (parts === null) return null;
  const [done, priority, at = "", id = ""] = parts;
  return { done: done === "1", priority: Number(priority), at: Temporal.Instant.from(at), id };
}

/** Which part of which week's list. */
export interface AskedList {
  /** The Monday. */
  readonly week: string;
  readonly limit: number;
  readonly after: WeeklyPlace | null;
}

/** A page of the callers who had no answer when the week was over. */
export async function weeklyCallers(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: AskedList,
): Promise<AnswerOf<Routes["weeklyCallers"]>> {
  const { rows, nextCursor } = await transaction(db, accountId, now, (tx) => loadPage(tx, "unresolved", asked));
  const callers = rows.map((item): UnresolvedCallerBody => {
    const isClosed = item.state === "closed";
    const { callbackId, ownerId, namedOwnerId, namedOwnerName } = item;
    return {
      ...common(item),
      dueAt: item.dueAt.toString(),
      isOverdue: !isClosed && Temporal.Instant.compare(item.dueAt, now) < 0,
      namedOwner: namedOwnerId === null || namedOwnerName === null ? null : { id: namedOwnerId, name: namedOwnerName },
      isSettled: isSettled({ callbackId, isClosed, ownerId, namedOwnerId }),
    };
  });
  return { callers, nextCursor };
}

/** A page of the week's emergencies. */
export async function weeklyEmergencies(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: AskedList,
): Promise<AnswerOf<Routes["weeklyEmergencies"]>> {
  const { rows, nextCursor } = await transaction(db, accountId, now, (tx) => loadPage(tx, "emergency", asked));
  const emergencies = rows.map(
    (item): ReviewedEmergencyBody => ({
      ...common(item),
      urgency: item.urgency,
      triedAfterMinutes: item.triedAfter,
      talkedAfterMinutes: item.talkedAfter,
      wasLate: item.wasLate,
      verdict: item.verdict,
    }),
  );
  return { emergencies, nextCursor };
}

interface ItemRow {
  readonly done: boolean;
  readonly priority: number;
  readonly callbackId: string;
  readonly callerName: string | null;
  readonly callerNumber: string | null;
  readonly startedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly state: UnresolvedCallerBody["state"];
  readonly outcome: string | null;
  readonly recovered: boolean;
  readonly attempts: number;
  readonly urgency: ReviewedEmergencyBody["urgency"];
  readonly triedAfter: number | null;
  readonly talkedAfter: number | null;
  readonly wasLate: boolean;
  readonly namedOwnerId: string | null;
  readonly namedOwnerName: string | null;
  readonly verdict: ReviewedEmergencyBody["verdict"];
  readonly note: string | null;
  readonly byId: string | null;
  readonly byName: string | null;
}

async function loadPage(tx: Transaction, kind: "unresolved" | "emergency", { week, limit, after }: AskedList) {
  const onward =
    after === null
      ? sql`true`
      : sql`(${isDone}, b.priority, b.started_at, b.id) > (${after.done}::boolean, ${after.priority}::int, ${after.at.toString()}::timestamptz, ${after.id}::uuid)`;
  // The page is found first: what only a screen shows is looked up for its rows alone.
  const found = await tx.rows(sql<ItemRow>`
    with page as materialized (
      select ${isDone} as done, i.owner_id as named_owner_id, i.verdict, i.note, i.by_member, b.*
      from ringback.weekly_item i join ringback.callback b on b.account_id = i.account_id and b.id = i.callback_id
      where i.account_id = ${tx.accountId} and i.week = ${week}::date and i.kind = ${kind} and ${onward}
      order by 1, b.priority, b.started_at, b.id limit ${limit + 1})
    select b.done, b.priority, b.id as "callbackId", c.name as "callerName", b.caller as "callerNumber", b.started_at as "startedAt", b.due_at as "dueAt",
      b.owner_id as "ownerId", o.name as "ownerName", b.state, coalesce(d.label, b.disposition) as outcome, b.recovered, b.attempt_count as attempts,
      b.urgency, t.attempt_wall as "triedAfter", t.conversation_wall as "talkedAfter", coalesce(t.stale, false) as "wasLate",
      b.named_owner_id as "namedOwnerId", n.name as "namedOwnerName", b.verdict, b.note, b.by_member as "byId", w.name as "byName"
    from page b
    join ringback.member o on o.account_id = b.account_id and o.id = b.owner_id
    left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
    left join ringback.matter t on t.account_id = b.account_id and t.id = b.id
    left join ringback.member n on n.account_id = b.account_id and n.id = b.named_owner_id
    left join ringback.member w on w.account_id = b.account_id and w.id = b.by_member
    left join lateral (select x->>'label' as label from ringback.playbook_version v, jsonb_array_elements(v.playbook->'dispositions') x
      where v.account_id = b.account_id and v.version = b.playbook_version and x->>'key' = b.disposition) d on true
    order by b.done, b.priority, b.started_at, b.id`);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last === undefined ? null : cursorOf(last) };
}

function cursorOf({ done, priority, startedAt, callbackId }: ItemRow): string {
  return writeCursor([done ? "1" : "0", String(priority), startedAt.toString(), callbackId]);
}

function common(item: ItemRow) {
  return {
    callbackId: item.callbackId,
    callerName: item.callerName,
    callerNumber: item.callerNumber,
    startedAt: item.startedAt.toString(),
    owner: { id: item.ownerId, name: item.ownerName },
    state: item.state,
    outcome: item.outcome,
    recovered: item.recovered,
    attempts: item.attempts,
    note: item.note,
    by: item.byId === null ? null : { id: item.byId, name: item.byName ?? "Somebody" },
  };
}
