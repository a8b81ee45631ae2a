import { cellWords, kindOfCell } from "@ringback/core/measurement/report/cell-words.ts";
import type {
  Report,
  ReportCell,
  ReportColumn,
  ReportSection,
} from "@ringback/core/measurement/report/report-model.ts";
import { stringify } from "csv-stringify/sync";
import { csvCell } from "#http/csv-cell.ts";

/**
 * A report as one CSV file (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need to read it right): its sections
 * one below the other, an empty line between. Numbers are plain, so they can be reckoned with: shares from 0 to 1, money in
 * units. What a spreadsheet would run as a formula is made text.
 */
export function writeCsv(report: Report): string {
  const lines: string[][] = [[report.title], [report.subtitle], [report.claim]];
  for (const section of report.sections) lines.push([], ...linesOf(section));
  return `\uFEFF${stringify(
    lines.map((line) => line.map(csvCell)),
    { record_delimiter: "windows" },
  )}`;
}

function* linesOf(section: ReportSection): Generator<string[]> {
  yield [section.title];
  for (const words of section.words) yield [words];
  if (section.columns.length === 0) return;
  yield section.columns.map(({ title }) => title);
  for (const [row, cells] of section.rows.entries())
    yield cells.map((cell, column) =>
      plainCell(cell, kindOfCell(section, row, column), section.columns[column]?.currency),
    );
}

/** Numbers as numbers; phone numbers as people write them. */
function plainCell(cell: ReportCell, kind: ReportColumn["kind"], currency: string | undefined): string {
  if (cell === null) return "";
  if (typeof cell === "string") return cellWords(cell, kind, currency);
  return kind === "money" ? (cell / 100).toFixed(2) : String(cell);
}
