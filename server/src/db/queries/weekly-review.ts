import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import type { WeeklyReview } from "@ringback/contract/weekly.ts";
import { isSettled, leftToDo, type WeekInReview } from "@ringback/core/measurement/weekly/review-week.ts";
import { weekOf } from "@ringback/core/measurement/weekly/week.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { itemsOfWeek } from "#db/stores/weekly-reviews.ts";
import { type Transaction, transaction } from "#db/transaction.ts";

/** So many weeks are offered to look back at. */
const weeksShown = 26;

/** The review of a week with everything on it as it stands now; without a week the oldest unfinished, else the latest. */
export async function weeklyReview(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: string | undefined,
): Promise<AnswerOf<Routes["weeklyReview"]>> {
  const { all: _, ...answer } = await weeklyReviewListing(db, accountId, now, asked, null);
  return answer;
}

type Listing = AnswerOf<Routes["weeklyReview"]> & {
  /** How many there are, listed or not. */
  readonly all: { readonly callers: number; readonly emergencies: number };
};

/** The same with at most `listedMax` callers and as many emergencies, those still to be done first; null: all, by their urgency. */
export async function weeklyReviewListing(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: string | undefined,
  listedMax: number | null,
): Promise<Listing> {
  return await transaction(db, accountId, now, async (tx) => {
    const account = await tx.first<{ zone: string }>(
      sql`select time_zone as zone from ringback.account where id = ${accountId}`,
    );
    const weeks =
      await tx.rows<ReviewRow>(sql`select r.week::text as week, r.opened_at as "openedAt", r.finished_at as "finishedAt", r.finished_by as "finishedBy",
        m.name as "finishedByName", r.note
      from ringback.weekly_review r left join ringback.member m on m.account_id = r.account_id and m.id = r.finished_by
      where r.account_id = ${accountId} order by r.week desc limit ${weeksShown}`);
    const chosen =
      asked === undefined
        ? (weeks.findLast(({ finishedAt }) => finishedAt === null) ?? weeks[0])
        : weeks.find(({ week }) => week === asked);
    const items = chosen === undefined ? { callers: [], emergencies: [] } : await itemsOfWeek(tx, chosen.week);
    return {
      timeZone: account?.zone ?? "UTC",
      review: chosen === undefined ? null : await loadReview(tx, chosen, items, listedMax),
      all: { callers: items.callers.length, emergencies: items.emergencies.length },
      weeks: weeks.map(({ week, finishedAt }) => ({ ...weekOf(week), finished: finishedAt !== null })),
    };
  });
}

interface ReviewRow {
  readonly week: string;
  readonly openedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  readonly finishedBy: string | null;
  readonly finishedByName: string | null;
  readonly note: string | null;
}

async function loadReview(
  tx: Transaction,
  row: ReviewRow,
  all: Omit<WeekInReview, "isFinished">,
  listedMax: number | null,
): Promise<WeeklyReview> {
  const week = weekOf(row.week);
  const [items, loose] = await Promise.all([loadItems(tx, row.week, listedMax), looseCalls(tx, week)]);
  const callers = items
    .filter(({ kind }) => kind === "unresolved")
    .map((item) => {
      const isClosed = item.state === "closed";
      const { callbackId, ownerId, namedOwnerId } = item;
      return {
        ...common(item),
        dueAt: item.dueAt.toString(),
        isOverdue: !isClosed && Temporal.Instant.compare(item.dueAt, tx.now) < 0,
        namedOwner:
          namedOwnerId === null || item.namedOwnerName === null
            ? null
            : { id: namedOwnerId, name: item.namedOwnerName },
        isSettled: isSettled({ callbackId, isClosed, ownerId, namedOwnerId }),
      };
    });
  const emergencies = items
    .filter(({ kind }) => kind === "emergency")
    .map((item) => ({
      ...common(item),
      urgency: item.urgency,
      triedAfterMinutes: item.triedAfter,
      talkedAfterMinutes: item.talkedAfter,
      wasLate: item.wasLate,
      verdict: item.verdict,
    }));
  return {
    week,
    openedAt: row.openedAt.toString(),
    finished:
      row.finishedAt === null || row.finishedBy === null
        ? null
        : {
            at: row.finishedAt.toString(),
            by: { id: row.finishedBy, name: row.finishedByName ?? "Somebody" },
            note: row.note,
          },
    left: leftToDo({ ...all, isFinished: row.finishedAt !== null }),
    callers,
    emergencies,
    looseCalls: loose,
  };
}

interface ItemRow {
  readonly kind: "unresolved" | "emergency";
  readonly callbackId: string;
  readonly callerName: string | null;
  readonly callerNumber: string | null;
  readonly startedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly state: WeeklyReview["callers"][number]["state"];
  readonly outcome: string | null;
  readonly recovered: boolean;
  readonly attempts: number;
  readonly urgency: WeeklyReview["emergencies"][number]["urgency"];
  readonly triedAfter: number | null;
  readonly talkedAfter: number | null;
  readonly wasLate: boolean;
  readonly namedOwnerId: string | null;
  readonly namedOwnerName: string | null;
  readonly verdict: WeeklyReview["emergencies"][number]["verdict"];
  readonly note: string | null;
  readonly byId: string | null;
  readonly byName: string | null;
}

async function loadItems(tx: Transaction, week: string, listedMax: number | null): Promise<ItemRow[]> {
  // What is still to be done as `leftToDo` counts it; only of too many does it matter what stands first.
  const isDone = sql`case i.kind when 'emergency' then i.verdict is not null else b.state = 'closed' or i.owner_id is not distinct from b.owner_id end`;
  const listed =
    listedMax === null
      ? sql`true`
      : sql`(i.kind, i.callback_id) in (select kind, callback_id from (select i.kind, i.callback_id, row_number() over (partition by i.kind order by ${isDone}, b.priority, b.started_at, b.id) as place
          from ringback.weekly_item i join ringback.callback b on b.account_id = i.account_id and b.id = i.callback_id
          where i.account_id = ${tx.accountId} and i.week = ${week}::date) placed where place <= ${listedMax})`;
  return await tx.rows(sql<ItemRow>`
    select i.kind, b.id as "callbackId", c.name as "callerName", b.caller as "callerNumber", b.started_at as "startedAt", b.due_at as "dueAt",
      b.owner_id as "ownerId", o.name as "ownerName", b.state, coalesce(d.label, b.disposition) as outcome, b.recovered, b.attempt_count as attempts,
      b.urgency, t.attempt_wall as "triedAfter", t.conversation_wall as "talkedAfter", coalesce(t.stale, false) as "wasLate",
      i.owner_id as "namedOwnerId", n.name as "namedOwnerName", i.verdict, i.note, i.by_member as "byId", w.name as "byName"
    from ringback.weekly_item i
    join ringback.callback b on b.account_id = i.account_id and b.id = i.callback_id
    join ringback.member o on o.account_id = b.account_id and o.id = b.owner_id
    left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
    left join ringback.matter t on t.account_id = b.account_id and t.id = b.id
    left join ringback.member n on n.account_id = i.account_id and n.id = i.owner_id
    left join ringback.member w on w.account_id = i.account_id and w.id = i.by_member
    left join lateral (select x->>'label' as label from ringback.playbook_version v, jsonb_array_elements(v.playbook->'dispositions') x
      where v.account_id = b.account_id and v.version = b.playbook_version and x->>'key' = b.disposition) d on true
    where i.account_id = ${tx.accountId} and i.week = ${week}::date and ${listed}
    order by b.priority, b.started_at, b.id`);
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

/** Missed calls that have no callback: nobody can be asked about them here. */
async function looseCalls(tx: Transaction, { from, to }: { from: string; to: string }): Promise<number> {
  const row = await tx.first<{
    calls: number;
  }>(sql`select coalesce(sum(calls), 0)::int as calls from ringback.call_tally
    where account_id = ${tx.accountId} and standing = 'loose' and local_day between ${from}::date and ${to}::date`);
  return row?.calls ?? 0;
}
