import { moneyWords } from "#measurement/cost/money.ts";
import { countWords, minuteWords, secondWords, shareWords } from "#measurement/figures/figure-words.ts";
import { verdictShareWords } from "#measurement/pilot/verdict-figure.ts";
import { formatNumber } from "#phone-number.ts";
import type { ReportCell, ReportColumn, ReportSection } from "./report-model.ts";

/** By what a cell is read: a count column of mixed figures by its row's own kind. */
export function kindOfCell(section: ReportSection, row: number, column: number): ReportColumn["kind"] {
  const { kind = "text" } = section.columns[column] ?? {};
  return kind === "count" ? (section.rowKinds?.[row] ?? kind) : kind;
}

/** A cell as people read it, on paper and on a screen; nothing is a dash. */
export function cellWords(cell: ReportCell, kind: ReportColumn["kind"], currency = "USD"): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return kind === "phone" ? formatNumber(cell) : cell;
  switch (kind) {
    case "share":
      return shareWords(cell);
    case "goal-share":
      return verdictShareWords(cell);
    case "minutes":
      return minuteWords(cell);
    case "seconds":
      return secondWords(cell);
    case "money":
      return moneyWords(cell, currency);
    default:
      return countWords(cell);
  }
}
