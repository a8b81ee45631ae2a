import type { RejectReason } from "@ringback/core/importing/reject-reason.ts";
import { stringify } from "csv-stringify/sync";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { wordsOfReject } from "#importing/reject-words.ts";

export interface RejectedLine {
  readonly row: number;
  readonly reason: RejectReason;
  readonly line: string;
}

/** Rows of an import that became no call, by their place in the file, after line `after`. */
export async function importRejects(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: {
    readonly importId: string;
    readonly after: number;
    readonly limit: number;
    readonly reason?: string | undefined;
  },
): Promise<RejectedLine[]> {
  return await transaction(db, accountId, now, (tx) =>
    tx.rows<RejectedLine>(sql`select row_number as row, reason, line from ringback.call_import_reject
      where account_id = ${accountId} and import_id = ${asked.importId} and row_number > ${asked.after}
        and (${asked.reason ?? null}::text is null or reason = ${asked.reason ?? null})
      order by row_number limit ${asked.limit}`),
  );
}

const rowsAtOnce = 2_000;
const headLine = "\uFEFFLine,Reason,What is wrong,The line as it came\r\n";

/** Rows as lines of that list, its head above them. */
export function rejectedLines(rows: readonly RejectedLine[]): string {
  return headLine + bodyLines(rows);
}

/** The lines are from a stranger's file: what a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection). */
function bodyLines(rows: readonly RejectedLine[]): string {
  return stringify(
    rows.map(({ row, reason, line }) => [row, reason, wordsOfReject(reason), line]),
    { escape_formulas: true, record_delimiter: "windows" },
  );
}

/** The whole list as CSV. */
export async function* rejectsAsCsv(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  importId: string,
): AsyncGenerator<string> {
  yield headLine;
  for (let after = 0; ; ) {
    const rows = await importRejects(db, accountId, now, { importId, after, limit: rowsAtOnce });
    if (rows.length === 0) return;
    yield bodyLines(rows);
    after = rows.at(-1)?.row ?? after;
  }
}
