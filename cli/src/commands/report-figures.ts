import type { CostAnswer, CostSumsBody } from "@ringback/contract/costs.ts";
import type { FigureDefinitionBody, FiguresAnswer } from "@ringback/contract/figures.ts";
import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import { figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { fewerThan, rateOf } from "@ringback/core/measurement/leaks/grid.ts";
import type { LeakReport } from "@ringback/core/measurement/leaks/leak-report.ts";
import { costAnswer } from "@ringback/server/db/queries/cost.ts";
import { readQuestion } from "@ringback/server/db/queries/figure-question.ts";
import { noNumber } from "@ringback/server/db/queries/figure-ranges.ts";
import { type HourCounts, hourCounts } from "@ringback/server/db/queries/figure-splits.ts";
import { type AskedFigures, loadFigures } from "@ringback/server/db/queries/figures-answer.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { readLeaks } from "@ringback/server/use-cases/read-leaks.ts";
import { printLine, printTable } from "#print.ts";
import { refusalWords } from "./refusal-words.ts";

/** All that `ringback report figures --json` says; every figure, hour and cost names its definition. */
export interface FiguresReport extends FiguresAnswer {
  readonly definitions: readonly FigureDefinitionBody[];
  /** The week by the hour, whole, of each number and of each reason; and calls by how many others were on. */
  readonly hours: {
    readonly definition: "calls.missed-rate";
    /** A cell of fewer calls has no rate: it says nothing. */
    readonly fewerThan: number;
    readonly cells: readonly HourCell[];
    readonly byNumber: readonly HoursOf[];
    /** The missed calls of one reason beside all answered ones. */
    readonly byReason: readonly HoursOf[];
    /** Of the newest `cutTo` calls; null: of all. */
    readonly byOthersOn: { readonly cutTo: number | null; readonly parts: LeakReport["byOthers"] };
  };
  /** The two sums, null where no worth of a customer is known; each says its formula with its own numbers in it. */
  readonly cost: CostAnswer & {
    readonly definitions: typeof costDefinitions;
    readonly simple: (CostSumsBody & { readonly definition: "cost.simple" }) | null;
    readonly realistic: (CostSumsBody & { readonly definition: "cost.realistic" }) | null;
  };
}

/** Calls by weekday (1 is Monday) and hour of the account's clocks; hours without calls are left out. */
interface HourCell extends HourCounts {
  readonly rate: number | null;
}

interface HoursOf {
  readonly key: string | null;
  readonly label: string;
  readonly cells: readonly HourCell[];
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

/** Loads the report; figures and hours are of one moment. @throws Error with words for the terminal. */
export async function reportFigures(ctx: Context, accountId: string, asked: AskedFigures): Promise<FiguresReport> {
  const now = ctx.clock.now();
  const { answer, range, cells, byNumber, byReason } = await transaction(ctx.db, accountId, now, async (tx) => {
    const read = await readQuestion(tx, asked);
    if (!read.ok) throw new Error(refusalWords(read));
    const { range, filter } = read.question;
    const found = await loadFigures(tx, asked);
    if (!found.ok) throw new Error(refusalWords(found));
    const cellsOf = async (narrowed: MeasureFilter) => (await hourCounts(tx, range, narrowed)).map(withRate);
    const byNumber: HoursOf[] = [];
    for (const { key, label } of found.answer.splits.byNumber)
      byNumber.push({ key, label, cells: await cellsOf({ ...filter, numberIds: [key === noNumber ? null : key] }) });
    const byReason: HoursOf[] = [];
    for (const { key, label } of found.answer.splits.byReason)
      byReason.push({ key, label, cells: await cellsOf({ ...filter, missReason: key as MissReason }) });
    return { answer: found.answer, range, cells: await cellsOf(filter), byNumber, byReason };
  });
  const leaks = await readLeaks(ctx, accountId, asked, true);
  if (!leaks.ok) throw new Error(refusalWords(leaks));
  const { number, source, line } = asked;
  const cost = await costAnswer(ctx.db, accountId, now, { ...range, number, source, line });
  if (!cost.ok) throw new Error(refusalWords(cost));
  return {
    ...answer,
    definitions: figureDefinitions.map(({ value: _, sources, ...definition }) => ({
      ...definition,
      sources: [...sources],
    })),
    hours: {
      definition: "calls.missed-rate",
      fewerThan,
      cells,
      byNumber,
      byReason,
      byOthersOn: { cutTo: leaks.report?.cutTo ?? null, parts: leaks.report?.byOthers ?? [] },
    },
    cost: {
      ...cost.answer,
      definitions: costDefinitions,
      simple: cost.answer.simple && { definition: "cost.simple", ...cost.answer.simple },
      realistic: cost.answer.realistic && { definition: "cost.realistic", ...cost.answer.realistic },
    },
  };
}

function withRate(cell: HourCounts): HourCell {
  return { ...cell, rate: rateOf(cell.missed, cell.calls) };
}

/** For people: each figure, and the hours in which most are missed. */
export function printFigures({
  figures,
  definitions,
  rangeWords,
  beforeWords,
  filterWords,
  timeZone,
  hours,
}: FiguresReport): void {
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
