import { cellWords, kindOfCell } from "@ringback/core/measurement/report/cell-words.ts";
import type {
  Report,
  ReportCell,
  ReportColumn,
  ReportSection,
} from "@ringback/core/measurement/report/report-model.ts";
import type { Cell, Row, Sheet } from "write-excel-file/node";

/** A name of a sheet may have so many letters, and none of these. */
const sheetNameMax = 31;
const notInNames = /[[\]*?:/\\]/g;

const formats: Readonly<Record<ReportColumn["kind"], string | null>> = {
  text: null,
  phone: null,
  day: null,
  count: "#,##0",
  share: "0.0%",
  // As few decimals as do not round 89.96 % up to the goal it misses.
  "goal-share": "0.0##%",
  money: "#,##0.00",
  minutes: "#,##0",
  seconds: "#,##0",
};

/** A report as an Excel workbook, a sheet for each section. Text is text whatever it begins with: no cell is a formula. */
export async function writeXlsx(report: Report): Promise<Buffer> {
  // It takes a tenth of a second to load, and few ask for it.
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const taken = new Set<string>();
  const sheets: Sheet<never>[] = [
    { sheet: sheetName("About", taken), columns: [{ width: 90 }], data: aboutRows(report) },
    ...report.sections.map((section) => ({
      sheet: sheetName(section.title, taken),
      columns: columnsOf(section),
      data: rowsOf(section),
    })),
  ];
  // Its types have overloads for other shapes; this is the one for several sheets.
  return await (writeExcelFile as unknown as WriteSheets)(sheets).toBuffer();
}

/** The part of the package's overloads that is used here. */
type WriteSheets = (sheets: readonly Sheet<never>[]) => { toBuffer(): Promise<Buffer> };

function aboutRows({ title, subtitle, claim }: Report): Row[] {
  return [[heading(title)], [text(subtitle)], [text(claim)]];
}

function rowsOf(section: ReportSection): Row[] {
  const words = section.words.map((sentence): Row => [text(sentence)]);
  if (section.columns.length === 0) return [[heading(section.title)], ...words];
  return [
    [heading(section.title)],
    ...words,
    section.columns.map(({ title, kind, currency }) =>
      heading(kind === "money" && currency !== undefined ? `${title} (${currency})` : unitOf(title, kind)),
    ),
    ...section.rows.map((cells, row) => cells.map((cell, column) => cellOf(cell, kindOfCell(section, row, column)))),
  ];
}

function unitOf(title: string, kind: ReportColumn["kind"]): string {
  return kind === "minutes" || kind === "seconds" ? `${title} (${kind})` : title;
}

function cellOf(cell: ReportCell, kind: ReportColumn["kind"]): Cell {
  if (cell === null) return null;
  if (typeof cell === "string") return text(cellWords(cell, kind));
  const format = formats[kind];
  return { type: Number, value: kind === "money" ? cell / 100 : cell, ...(format === null ? {} : { format }) };
}

function text(value: string): Cell {
  return { type: String, value };
}

function heading(value: string): Cell {
  return { type: String, value, fontWeight: "bold" };
}

/** As wide as the widest cell, within reason. */
function columnsOf({ columns, rows }: ReportSection): { width: number }[] {
  return columns.map(({ title }, column) => ({
    width: Math.min(60, Math.max(title.length + 4, ...rows.map((cells) => String(cells[column] ?? "").length + 2))),
  }));
}

function sheetName(title: string, taken: Set<string>): string {
  const plain = title.replace(notInNames, " ").trim().slice(0, sheetNameMax) || "Sheet";
  let name = plain;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1)
    name = `${plain.slice(0, sheetNameMax - 4)} (${number})`;
  taken.add(name.toLowerCase());
  return name;
}
