import type { DayRange } from "#measurement/figures/day-range.ts";
import type { FigureDefinition } from "#measurement/figures/definitions.ts";
import { countWords } from "#measurement/figures/figure-words.ts";
import type { Report, ReportCell, ReportColumn, ReportSection } from "./report-model.ts";

interface ReportedFigure {
  readonly id: string;
  readonly value: number | null;
  readonly enough: boolean;
  readonly before: { readonly value: number | null; readonly enough: boolean } | null;
}

/** What a report of several businesses is made of: an answer of the API says it in the same names. */
export interface ReportedAgency {
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly range: DayRange;
    readonly rangeWords: string;
    readonly figures: readonly ReportedFigure[];
  }[];
  /** From the sums of all. */
  readonly together: readonly ReportedFigure[];
}

type Definition = Pick<FigureDefinition, "id" | "title" | "unit" | "counts" | "leavesOut">;
type Row = Pick<ReportedAgency["accounts"][number], "name" | "figures"> & { readonly id: string | null };

/** Businesses side by side, in the order of the screen, and all together. */
export function agencyReport({ accounts, together }: ReportedAgency, headline: readonly Definition[]): Report {
  const rows: Row[] = [...accounts, { id: null, name: "All together", figures: together }];
  const days = [...new Set(accounts.map(({ rangeWords }) => rangeWords))];
  const count = `${countWords(accounts.length)} ${accounts.length === 1 ? "business" : "businesses"}`;
  const ofCalls = headline.filter(({ id }) => id.startsWith("calls."));
  const ofCallers = headline.filter(({ id }) => !id.startsWith("calls."));
  const shares = headline.filter(({ unit }) => unit === "share");
  const isCompared = together.some(({ before }) => before !== null);
  return {
    id: "agency",
    title: "Businesses side by side",
    subtitle: `${count} · ${days.length === 1 ? days[0] : "each over the days of its own calendar"}`,
    claim: "Counted from these businesses' own calls. For planning: no comparison with businesses that do otherwise.",
    sections: [
      {
        ...table("calls", "Calls", rows, ofCalls, (figure) => figure.value),
        words: days.length > 1 ? accounts.map(({ name, rangeWords }) => `${name}: ${rangeWords}.`) : [],
      },
      table("callers", "Callers missed", rows, ofCallers, (figure) => figure.value),
      ...(isCompared
        ? [
            {
              ...table("before", "The period before", rows, shares, fairlyBefore),
              words: [
                "Only shares of enough calls: whether each one's books go back so far is not known here, so numbers of calls are not compared.",
              ],
            },
          ]
        : []),
      fewSection(rows, headline),
      {
        id: "meaning",
        title: "What each figure means",
        words: [],
        columns: [text("Figure"), text("What counts"), text("Left out")],
        rows: headline.map(({ title, counts, leavesOut }) => [title, counts, leavesOut]),
      },
    ].filter((section) => section.rows.length > 0),
  };
}

const text = (title: string): ReportColumn => ({ title, kind: "text" });

function fairlyBefore({ before }: ReportedFigure): ReportCell {
  return before === null || !before.enough ? null : before.value;
}

function table(
  id: string,
  title: string,
  rows: readonly Row[],
  told: readonly Definition[],
  cellOf: (figure: ReportedFigure) => ReportCell,
): ReportSection {
  return {
    id,
    title,
    words: [],
    columns: [
      text("Business"),
      ...told.map(({ title: figure, unit }): ReportColumn => ({ title: figure, kind: unit })),
      { title: "Id", kind: "text", programs: true },
    ],
    rows: rows.map(({ id: account, name, figures }) => [
      name,
      ...told.map((definition) => {
        const figure = figures.find((one) => one.id === definition.id);
        return figure === undefined ? null : cellOf(figure);
      }),
      account,
    ]),
  };
}

/** The caution that stands beside a figure on the screen. */
function fewSection(rows: readonly Row[], headline: readonly Definition[]): ReportSection {
  const found = rows.flatMap(({ name, figures }): ReportCell[][] => {
    const few = headline.filter(({ id }) =>
      figures.some((figure) => figure.id === id && figure.value !== null && !figure.enough),
    );
    return few.length === 0 ? [] : [[name, few.map(({ title }) => title).join(", ")]];
  });
  return {
    id: "few",
    title: "Few calls: read with care",
    words: ["One call more or less would have moved these."],
    columns: [text("Business"), text("Figures")],
    rows: found,
  };
}
