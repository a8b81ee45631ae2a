import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import type { WeeklyReview } from "@ringback/contract/weekly.ts";
import { weekOf } from "@ringback/core/measurement/weekly/week.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { countItems } from "./weekly-lists.ts";

/** So many weeks are offered to look back at. */
const weeksShown = 26;

/** The review of a week as it stands now, without its lists; without a week the oldest unfinished, else the latest. */
export async function weeklyReview(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: string | undefined,
): Promise<AnswerOf<Routes["weeklyReview"]>> {
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
    return {
      timeZone: account?.zone ?? "UTC",
      review: chosen === undefined ? null : await loadReview(tx, chosen),
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

async function loadReview(tx: Transaction, row: ReviewRow): Promise<WeeklyReview> {
  const week = weekOf(row.week);
  const [counted, loose] = await Promise.all([countItems(tx, row.week), looseCalls(tx, week)]);
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
    ...counted,
    looseCalls: loose,
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
