import { type Figure, figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import { figureWords, trendOf } from "@ringback/core/measurement/figures/figure-words.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { weeklyFigures } from "@ringback/core/measurement/report/weekly-report.ts";
import type { Week } from "@ringback/core/measurement/weekly/week.ts";

export interface WeeklyAbout {
  readonly business: string;
  readonly week: Week;
  readonly left: { readonly callers: number; readonly emergencies: number };
  readonly figures: readonly Figure[];
  readonly before: readonly Figure[];
  readonly link: string;
}

/** The mail of a week: what is left to do first, then what changed. Nobody's name or number is in it. */
export function weeklyWords({ business, week, left, figures, before, link }: WeeklyAbout): {
  readonly subject: string;
  readonly body: string;
} {
  const days = rangeWords(week);
  const open = [
    left.callers === 0 ? null : `${left.callers} ${left.callers === 1 ? "caller" : "callers"} without an answer`,
    left.emergencies === 0
      ? null
      : `${left.emergencies} ${left.emergencies === 1 ? "emergency" : "emergencies"} to look at`,
  ].filter((words) => words !== null);
  const todo = open.length === 0 ? "nothing is left open" : open.join(", ");
  const lines = weeklyFigures.flatMap((id) => {
    const definition = figureDefinitions.find((one) => one.id === id);
    const value = figures.find((one) => one.id === id)?.value ?? null;
    if (definition === undefined) return [];
    const trend = trendOf(
      value,
      before.find((one) => one.id === id)?.value ?? null,
      definition.unit,
      definition.better,
    );
    return [
      `- ${definition.title}: ${figureWords(value, definition.unit)}${trend === null ? "" : ` (${trend.words})`}`,
    ];
  });
  return {
    subject: `${business}: your week, ${todo}`,
    body: `The week of ${days}: ${todo}.\n\nSince the week before:\n${lines.join("\n")}\n\nGo through it: ${link}`,
  };
}
