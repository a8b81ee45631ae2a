// One line of Asterisk's Master.csv (docs/rules.md T5.1).
import { epochMsOf } from "./unique-id.ts";

/** A row as it stands; times are still the text of a clock whose zone the file does not name. */
export interface CdrRow {
  readonly source: string;
  readonly destination: string;
  readonly callerName: string;
  readonly channel: string;
  readonly destinationChannel: string;
  readonly lastApplication: string;
  readonly lastData: string;
  /** `2026-11-21 00:27:08`. */
  readonly start: string;
  /** Empty when it was not answered. */
  readonly answer: string;
  readonly end: string;
  readonly billableSeconds: number;
  readonly durationSeconds: number;
  readonly disposition: "NO ANSWER" | "CONGESTION" | "FAILED" | "BUSY" | "ANSWERED";
  /** The id of the channel; null where cdr.conf keeps none. */
  readonly uniqueId: string | null;
  /** The id of the call that all its rows share. */
  readonly linkedId: string | null;
}

const dispositions = new Set(["NO ANSWER", "CONGESTION", "FAILED", "BUSY", "ANSWERED"]);
const lineCharactersMax = 20_000;

/**
 * Reads a line. The file has no header: 16 columns, and up to five more by cdr.conf, told apart by their count and by what
 * an id looks like. null: no row of this format.
 */
export function readCdrRow(line: string): CdrRow | null {
  const cells = line.length > lineCharactersMax ? null : splitCells(line);
  if (cells === null || cells.length < 16 || cells.length > 21) return null;
  const [, source = "", destination = "", , clid = "", channel = "", destinationChannel = ""] = cells;
  const [lastApplication = "", lastData = "", start = "", answer = "", end = ""] = cells.slice(7);
  const [duration = "", billable = "", disposition = ""] = cells.slice(12);
  if (![start, end].every(isTime) || (answer !== "" && !isTime(answer)) || !dispositions.has(disposition)) return null;
  const further = cells.slice(16);
  // peeraccount, linkedid, sequence come together or not at all, after what else there is.
  const linkedId = further.length >= 3 ? (further.at(-2) ?? "") : "";
  const uniqueId = [further[0] ?? ""].find((cell) => further.length !== 3 && epochMsOf(cell) !== null) ?? "";
  return {
    source,
    destination,
    callerName: nameOf(clid),
    channel,
    destinationChannel,
    lastApplication,
    lastData,
    start,
    answer,
    end,
    durationSeconds: wholeSeconds(duration),
    billableSeconds: wholeSeconds(billable),
    disposition: disposition as CdrRow["disposition"], // one of the set above
    uniqueId: uniqueId || null,
    linkedId: epochMsOf(linkedId) === null ? null : linkedId,
  };
}

/** Cells of a CSV line: quotes doubled inside quotes. null: a quote that never ends. */
function splitCells(line: string): string[] | null {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = cell.exec(line);
    if (match === null) return null;
    const [, quoted, plain = "", comma] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (comma === "" || cells.length > 30) return cells;
  }
}

/** `"Dana Caller" <+15551230001>`: the name, without the number in its place. */
function nameOf(clid: string): string {
  const name = /^\s*"(.*)"\s*<[^<>]*>\s*$/s.exec(clid)?.[1] ?? "";
  return name.trim();
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text.replace(" ", "T")}Z`));
}

function wholeSeconds(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
