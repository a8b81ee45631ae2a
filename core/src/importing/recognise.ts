// From the first lines of a file: its delimiter, its header (or that it has none), and whose log it is.
import { CsvReader, type CsvRow } from "./csv-reader.ts";
import { type CallLogFormat, callLogFormats, commonColumns } from "./formats.ts";
import { type CallField, type ColumnRef, type FormatName, wordKey } from "./mapping.ts";
import { type DateOrder, readTime } from "./read-time.ts";

/** What the first lines say. */
export interface Recognised {
  readonly delimiter: string;
  /** The columns' names; null: the file has no header. */
  readonly header: readonly string[] | null;
  readonly columns: number;
  /** The line the calls begin on, from 1. */
  readonly firstRow: number;
  readonly format: FormatName;
  /** `certain`: the header is this log's. `likely`: what stands in the columns looks like it. */
  readonly confidence: "certain" | "likely" | "none";
  readonly proposed: { readonly [Field in CallField]?: ColumnRef };
  /** null: nothing to tell it by; the account's country decides. */
  readonly dateOrder: DateOrder | null;
}

const delimiters = [",", ";", "\t"] as const;
/** Reports put their title and dates above the header. */
const preambleLinesMax = 12;
const sampleCharsMax = 200_000;

/** Looks at the beginning of a file. null: there is no row in it. */
export function recognise(sample: string): Recognised | null {
  const text = sample.slice(0, sampleCharsMax);
  const whole = sample.length <= sampleCharsMax;
  const read = delimiters.map((delimiter) => ({ delimiter, rows: rowsOf(text, delimiter, whole) }));
  for (const { delimiter, rows } of read) {
    const found = findFormat(rows);
    if (found !== null) return describe(delimiter, rows, found);
  }
  const best = read.toSorted((a, b) => evenness(b.rows) - evenness(a.rows))[0];
  if (best === undefined || best.rows.length === 0) return null;
  const asterisk = headerlessAsterisk(best.rows);
  if (asterisk !== null) return describe(best.delimiter, best.rows, { format: null, at: -1, asterisk });
  return describe(best.delimiter, best.rows, {
    format: null,
    at: looksLikeHeader(best.rows[0]?.fields ?? []) ? 0 : -1,
  });
}

type GoodRow = Extract<CsvRow, { problem?: never }>;

function rowsOf(text: string, delimiter: string, whole: boolean): readonly GoodRow[] {
  return new CsvReader(delimiter).push(text, whole).filter((row): row is GoodRow => row.problem === undefined);
}

/** How many of the first rows have as many columns as the most common count, and at least two. */
function evenness(rows: readonly GoodRow[]): number {
  const counts = Map.groupBy(
    rows.slice(0, 60).filter((row) => row.fields.length > 1),
    (row) => row.fields.length,
  );
  return Math.max(0, ...[...counts].map(([columns, same]) => same.length + columns / 1000));
}

interface Found {
  readonly format: CallLogFormat | null;
  /** Which row is the header; -1: none. */
  readonly at: number;
  readonly asterisk?: { readonly [Field in CallField]?: ColumnRef };
}

function findFormat(rows: readonly GoodRow[]): Found | null {
  for (const [at, row] of rows.slice(0, preambleLinesMax).entries()) {
    const names = new Set(row.fields.map(wordKey));
    const format = callLogFormats.find(({ marks }) => marks.some((mark) => mark.every((name) => names.has(name))));
    if (format !== undefined) return { format, at };
  }
  return null;
}

function describe(delimiter: string, rows: readonly GoodRow[], { format, at, asterisk }: Found): Recognised {
  const header = rows[at]?.fields.map((name) => name.trim()) ?? null;
  const body = rows.slice(at + 1);
  const columns = header?.length ?? mostCommonLength(rows);
  const proposed = asterisk ?? (header === null ? {} : proposeColumns(header, format?.columns ?? commonColumns));
  return {
    delimiter,
    header,
    columns,
    firstRow: body[0]?.row ?? (rows[at]?.row ?? 0) + 1,
    format: asterisk ? "asterisk" : (format?.name ?? "custom"),
    confidence: asterisk ? "likely" : format === null ? "none" : "certain",
    proposed,
    dateOrder: dateOrderOf(body, header, proposed),
  };
}

function mostCommonLength(rows: readonly GoodRow[]): number {
  const counts = [...Map.groupBy(rows, (row) => row.fields.length)];
  return counts.toSorted((a, b) => b[1].length - a[1].length)[0]?.[0] ?? 0;
}

/** Which column is what, by the names it may have. No column is taken twice, but for an id that is also the group. */
export function proposeColumns(
  header: readonly string[],
  names: { readonly [Field in CallField]?: readonly string[] },
): { readonly [Field in CallField]?: ColumnRef } {
  const byKey = new Map(header.map((name) => [wordKey(name), name] as const).toReversed());
  const taken = new Set<string>();
  const entries = (Object.entries(names) as [CallField, readonly string[]][]).flatMap(([field, candidates]) => {
    const found = candidates.find((name) => byKey.has(name) && (!taken.has(name) || field === "group"));
    if (found === undefined) return [];
    taken.add(found);
    return [[field, byKey.get(found) ?? found]];
  });
  return Object.fromEntries(entries);
}

const asteriskColumns = [
  null, // accountcode
  "from",
  "to",
  null, // dcontext
  "callerName",
  "channel",
  "answeringChannel",
  "lastApp",
  "lastData",
  "startedAt",
  "answeredAt",
  "endedAt",
  "duration",
  "talk",
  "result",
] as const satisfies readonly (CallField | null)[];
const dispositions = new Set(["NO ANSWER", "ANSWERED", "BUSY", "FAILED", "CONGESTION"]);
const uniqueId = /^(?:[\w-]+-)?\d{9,11}\.\d+$/;

/**
 * Master.csv has no header; `cdr.conf` decides which of the last five columns there are (`uniqueid`, `userfield`, and
 * `peeraccount, linkedid, sequence` together), so 16 to 21. Seen in the logs of a real Asterisk 22.
 */
function headerlessAsterisk(rows: readonly GoodRow[]): { readonly [Field in CallField]?: ColumnRef } | null {
  const columns = mostCommonLength(rows);
  const typical = rows.filter((row) => row.fields.length === columns && dispositions.has(row.fields[14] ?? ""));
  if (columns < 16 || columns > 21 || typical.length === 0 || typical.length < rows.length / 2) return null;
  const always = Object.fromEntries(asteriskColumns.flatMap((field, at) => (field === null ? [] : [[field, at]])));
  const hasIds = (at: number) => typical.some((row) => uniqueId.test(row.fields[at] ?? ""));
  const newColumns = columns >= 19 ? columns - 2 : null;
  return {
    ...always,
    ...(columns >= 17 && columns !== 19 && hasIds(16) ? { id: 16 } : {}),
    ...(newColumns !== null && hasIds(newColumns) ? { group: newColumns } : {}),
  };
}

/** A header names things: it holds letters, no time and no phone number. */
function looksLikeHeader(fields: readonly string[]): boolean {
  const named = fields.filter(
    (field) => /^\p{L}/u.test(field.trim()) && readTime(field, "month-first").kind === "unreadable",
  );
  return named.length >= Math.max(2, fields.length / 2) && !fields.some((field) => /\d{6,}/.test(field));
}

const ambiguousDate = /^\D{0,12}(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}\b/;

function dateOrderOf(
  rows: readonly GoodRow[],
  header: readonly string[] | null,
  proposed: { readonly [Field in CallField]?: ColumnRef },
): DateOrder | null {
  const column = proposed.startedAt ?? proposed.date;
  if (column === undefined) return null;
  const at = typeof column === "number" ? column : (header?.indexOf(column) ?? -1);
  for (const { fields } of rows) {
    const [, first, second] = ambiguousDate.exec(fields[at] ?? "") ?? [];
    if (Number(first) > 12) return "day-first";
    if (Number(second) > 12) return "month-first";
  }
  return null;
}
