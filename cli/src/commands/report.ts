import type { CostAnswer } from "@ringback/contract/costs.ts";
import type { FigureDefinitionBody, FiguresAnswer } from "@ringback/contract/figures.ts";
import { compares, presets } from "@ringback/core/measurement/figures/asked.ts";
import { figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import { costAnswer } from "@ringback/server/db/queries/cost.ts";
import { readQuestion } from "@ringback/server/db/queries/figure-question.ts";
import { type HourCounts, hourCounts } from "@ringback/server/db/queries/figure-splits.ts";
import { type AskedFigures, loadFigures } from "@ringback/server/db/queries/figures-answer.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { type ProblemCode, problemOf } from "@ringback/server/http/problems.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { type Command, Option } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";
import { readDay } from "#read-day.ts";

interface Options
  extends Pick<AskedFigures, "range" | "from" | "to" | "source" | "line" | "reason" | "lane" | "compare"> {
  readonly number?: string;
  readonly returning?: "true" | "false";
  readonly hours?: "open" | "closed";
  readonly account?: string;
  readonly json?: boolean;
}

/** All that `ringback report figures --json` says; every figure, hour and cost names its definition. */
export interface FiguresReport extends FiguresAnswer {
  readonly definitions: readonly FigureDefinitionBody[];
  /** Calls by weekday (1 is Monday) and hour of the account's clocks; hours without calls are left out. */
  readonly hours: { readonly definition: "calls.missed-rate"; readonly cells: readonly HourCounts[] };
  /** `simple` and `realistic` of the cost are these two; each says its formula with its own numbers in it. */
  readonly cost: CostAnswer & { readonly definitions: typeof costDefinitions };
}

const costDefinitions = [
  {
    id: "cost.simple",
    title: "Lost by calls nobody recovered",
    counts: "Callers lost in a month × the share that would have booked × what a customer is worth.",
    leavesOut: "Callers who got through or were reached; vendors and wrong numbers as far as they are known.",
    sources: ["S2-36"],
  },
  {
    id: "cost.realistic",
    title: "The same with what a customer brings later",
    counts: "As cost.simple, with repeat business and referrals added to what a customer is worth.",
    leavesOut: "Callers who got through or were reached; vendors and wrong numbers as far as they are known.",
    sources: ["S2-40", "S2-41"],
  },
] as const;

/** `ringback report figures`: every figure of a range of days, the hours of the week, and what the missed calls cost. */
export function reportCommand(program: Command): void {
  program
    .command("report")
    .description("Reports from what is measured")
    .command("figures")
    .description(
      "Every figure of a range of days, by hour of the week, and the cost; the last 28 days unless asked otherwise",
    )
    .option("--from <day>", "the first day of the business's calendar, like 2026-11-01", readDay)
    .option("--to <day>", "the last day; today if not given", readDay)
    .addOption(new Option("--range <range>", "a named range instead").choices(presets))
    .addOption(new Option("--compare <range>", "what to compare with").choices(compares).default("before"))
    .option("--number <ids>", "only these numbers, by id, separated by commas")
    .option("--source <source>", "only numbers advertised there")
    .option("--line <line>", "only numbers for this line of service")
    .option("--reason <reason>", "only calls missed for this reason, beside the answered ones")
    .option("--lane <lane>", "only these callers, like new-lead")
    .addOption(
      new Option("--returning <whether>", "only callers who had called before, or new ones").choices(["true", "false"]),
    )
    .addOption(new Option("--hours <hours>", "only while the business was open, or closed").choices(["open", "closed"]))
    .option("--account <business>", "name or id, where there are several")
    .option("--json", "answer as JSON")
    .action(async ({ account, json, ...asked }: Options) => {
      const report = await inAccount(account, (ctx, accountId) => reportFigures(ctx, accountId, asked));
      if (json) printJson(report);
      else print(report);
    });
}

/** Loads the report; figures and hours are of one moment. @throws Error with words for the terminal. */
export async function reportFigures(ctx: Context, accountId: string, asked: AskedFigures): Promise<FiguresReport> {
  const now = ctx.clock.now();
  const { answer, range, cells } = await transaction(ctx.db, accountId, now, async (tx) => {
    const read = await readQuestion(tx, asked);
    if (!read.ok) throw new Error(wordsOf(read));
    const { range, filter } = read.question;
    const found = await loadFigures(tx, asked);
    if (!found.ok) throw new Error(wordsOf(found));
    return { answer: found.answer, range, cells: await hourCounts(tx, range, filter) };
  });
  const { number, source, line } = asked;
  const cost = await costAnswer(ctx.db, accountId, now, { ...range, number, source, line });
  if (!cost.ok) throw new Error(wordsOf(cost));
  return {
    ...answer,
    definitions: figureDefinitions.map(({ value: _, sources, ...definition }) => ({
      ...definition,
      sources: [...sources],
    })),
    hours: { definition: "calls.missed-rate", cells },
    cost: { definitions: costDefinitions, ...cost.answer },
  };
}

function wordsOf({ refusal, detail }: { refusal: ProblemCode; detail?: string }): string {
  const problem = problemOf(refusal, detail === undefined ? {} : { detail });
  return [problem.title, problem.detail].filter(Boolean).join(". ").replace(/\.*$/, ".");
}

function print({ figures, definitions, rangeWords, beforeWords, filterWords, timeZone, hours }: FiguresReport): void {
  printLine([rangeWords, timeZone, ...filterWords].join(" · "));
  const before = beforeWords === null ? [] : [beforeWords];
  printTable(
    ["figure", "value", "of", ...before, ""],
    figures.map((figure) => {
      const definition = definitions.find(({ id }) => id === figure.id);
      const shown = (value: number | null) => valueWords(value, definition?.unit ?? "count");
      return [
        definition?.title ?? figure.id,
        shown(figure.value),
        figure.whole === null ? "" : String(figure.whole),
        ...before.map(() => shown(figure.before?.value ?? null)),
        figure.enough ? "" : "few calls",
      ];
    }),
  );
  const worst = hours.cells
    .toSorted((a, b) => b.missed - a.missed)
    .slice(0, 5)
    .filter(({ missed }) => missed > 0);
  if (worst.length > 0) printLine("Most are missed:");
  for (const { weekday, hour, calls, missed } of worst)
    printLine(`  ${weekdays[weekday - 1]} ${String(hour).padStart(2, "0")}:00, ${missed} of ${calls}`);
  printLine("What each figure counts and leaves out, and the cost: --json.");
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function valueWords(value: number | null, unit: FigureDefinitionBody["unit"]): string {
  if (value === null) return "–";
  if (unit === "share") return `${(value * 100).toFixed(1)} %`;
  return unit === "count" ? String(value) : `${value} ${unit === "minutes" ? "min" : "s"}`;
}
