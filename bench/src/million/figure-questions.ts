import { figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import { costAnswer } from "@ringback/server/db/queries/cost.ts";
import { figureRows } from "@ringback/server/db/queries/figure-rows.ts";
import { figuresAnswer } from "@ringback/server/db/queries/figures-answer.ts";
import { fourWayPage } from "@ringback/server/db/queries/four-way-test.ts";
import { scorecardAnswer } from "@ringback/server/db/queries/scorecard.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { readLeaks } from "@ringback/server/use-cases/read-leaks.ts";
import type { ScreenQuestion } from "./screens.ts";

/** Every question that the pages of Measure ask, over a month and over the year. */
export async function figureQuestions(ctx: Context, accountId: string): Promise<ScreenQuestion[]> {
  const { db } = ctx;
  const now = ctx.clock.now();
  const { rows } = await db.pool.query<{ id: string }>(
    "select id from ringback.phone_number where account_id = $1 order by number limit 1",
    [accountId],
  );
  const number = rows[0]?.id ?? "";
  const figures = (what: string, query: Parameters<typeof figuresAnswer>[3]): ScreenQuestion => ({
    what: `figures, ${what}`,
    ask: () => figuresAnswer(db, accountId, now, query),
  });
  const today = now.toZonedDateTimeISO("America/Chicago").toPlainDate();
  const since = (days: number) => ({ from: today.subtract({ days: days - 1 }).toString(), to: today.toString() });
  const year = since(365);
  const ranges = [
    ["28 days", since(28)],
    ["a year", year],
    ["three years", since(1095)],
  ] as const;
  return [
    ...ranges.flatMap(([name, range]) => [
      figures(`${name} and those before`, range),
      figures(`${name} of a number`, { ...range, number }),
      figures(`${name} of a reason and lane`, { ...range, reason: "no-answer", lane: "new-lead" }),
      figures(`${name} of new callers in open hours`, { ...range, returning: "false", hours: "open" }),
      { what: `cost, ${name}`, ask: () => costAnswer(db, accountId, now, range) },
      {
        what: `calls behind a figure, ${name}`,
        ask: (turn: number) => {
          const { id } = figureDefinitions[turn % figureDefinitions.length] ?? { id: "calls.missed" };
          return figureRows(db, accountId, now, { ...range, figure: id, side: "part", limit: 50, after: null });
        },
      },
    ]),
    // Made in the background; the page reads what was kept.
    { what: "leaks, a year", ask: () => readLeaks(ctx, accountId, year) },
    { what: "scorecard", ask: () => scorecardAnswer(db, accountId, now) },
    { what: "four-way test", ask: () => fourWayPage(db, accountId, now, { ...year, limit: 50, after: null }) },
  ];
}
