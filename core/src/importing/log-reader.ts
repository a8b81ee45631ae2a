import { CsvReader } from "./csv-reader.ts";
import type { ImportMapping } from "./mapping.ts";
import type { Recognised } from "./recognise.ts";
import type { RejectReason } from "./reject-reason.ts";
import { type ReadingContext, RowReader, type RowReading } from "./row-reading.ts";

/** A row as it was understood, or why it was not. */
export type ReadRow =
  | {
      readonly row: number;
      readonly line: string;
      readonly fields: readonly string[] | null;
      readonly reading: RowReading;
    }
  | {
      readonly row: number;
      readonly line: string;
      readonly fields: readonly string[] | null;
      readonly reason: RejectReason;
    };

/** Reads a whole log, piece by piece: text in, rows out. What stands above the calls is passed over. */
export class LogReader {
  readonly rows: RowReader;
  readonly #csv: CsvReader;
  readonly #firstRow: number;
  readonly #keepsFields: boolean;

  /** @throws RangeError for a time zone that does not exist. */
  constructor(
    layout: Pick<Recognised, "delimiter" | "header" | "columns" | "firstRow">,
    mapping: ImportMapping,
    context: ReadingContext,
    /** Whether rows keep their fields, for showing them. */
    keepsFields = false,
  ) {
    this.rows = new RowReader(mapping, layout.header, layout.columns, context);
    this.#csv = new CsvReader(layout.delimiter);
    this.#csv.expectColumns(layout.columns);
    this.#firstRow = layout.firstRow;
    this.#keepsFields = keepsFields;
  }

  /** Takes the next piece and answers its rows. `last`: nothing follows. */
  push(piece: string, last: boolean): ReadRow[] {
    const read: ReadRow[] = [];
    for (const row of this.#csv.push(piece, last)) {
      if (row.row < this.#firstRow) continue;
      if (row.problem !== undefined) {
        read.push({ row: row.row, line: row.line, fields: null, reason: row.problem });
        continue;
      }
      const { line } = row;
      const found = this.rows.read(row.row, row.fields);
      const fields = this.#keepsFields ? row.fields : null;
      read.push(
        typeof found === "string"
          ? { row: row.row, line, fields, reason: found }
          : { row: row.row, line, fields, reading: found },
      );
    }
    return read;
  }
}
