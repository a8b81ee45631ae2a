import type { ReviewedEmergencyBody, UnresolvedCallerBody, WeeklyReview } from "@ringback/contract/weekly.ts";
import { figuresOf } from "@ringback/core/measurement/figures/definitions.ts";
import { everything } from "@ringback/core/measurement/figures/filter.ts";
import { listedMax, type ReportedWeek } from "@ringback/core/measurement/report/weekly-report.ts";
import { weekBefore, weekOf } from "@ringback/core/measurement/weekly/week.ts";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { loadCounts } from "./figures.ts";
import { weeklyCallers, weeklyEmergencies } from "./weekly-lists.ts";
import { weeklyReview } from "./weekly-review.ts";

/** What is told of a week; without one asked for, of the one under review, else of the last that is over. */
export async function reportedWeek(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  {
    business,
    today,
    week: asked,
  }: { readonly business: string; readonly today: string; readonly week: string | undefined },
): Promise<ReportedWeek> {
  const { timeZone, review } = await weeklyReview(
    db,
    accountId,
    now,
    asked === undefined ? undefined : weekOf(asked).from,
  );
  const week = review?.week ?? (asked === undefined ? weekBefore(today) : weekOf(asked));
  const list = { week: week.from, limit: listedMax, after: null };
  const { callers } = await weeklyCallers(db, accountId, now, list);
  const { emergencies } = await weeklyEmergencies(db, accountId, now, list);
  const [counts, before] = await transaction(db, accountId, now, (tx) =>
    Promise.all([loadCounts(tx, week, everything), loadCounts(tx, weekBefore(week.from), everything)]),
  );
  const figures = { figures: figuresOf(counts), before: figuresOf(before) };
  return {
    business,
    timeZone,
    week,
    ...figures,
    review: review && toReported(review, { callers, emergencies }, timeZone),
  };
}

interface Listed {
  readonly callers: readonly UnresolvedCallerBody[];
  readonly emergencies: readonly ReviewedEmergencyBody[];
}

function toReported(
  { finished, left, all, looseCalls }: WeeklyReview,
  { callers, emergencies }: Listed,
  timeZone: string,
): NonNullable<ReportedWeek["review"]> {
  const local = (at: string) =>
    Temporal.Instant.from(at)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" })
      .replace("T", " ");
  return {
    isFinished: finished !== null,
    left,
    all,
    looseCalls,
    callers: callers.map((caller) => ({
      ...caller,
      started: local(caller.startedAt),
      due: local(caller.dueAt),
      owner: caller.owner.name,
    })),
    emergencies: emergencies.map((one) => ({ ...one, started: local(one.startedAt), owner: one.owner.name })),
  };
}
