import { foldRows } from "@ringback/core/importing/fold-rows.ts";
import type { ReadRow } from "@ringback/core/importing/log-reader.ts";
import { openImportSession } from "#db/import-session.ts";
import { stageCalls } from "#db/stores/import-merge.ts";
import { ImportLanes } from "./import-lanes.ts";
import { type OpenLog, readingsOf, readPieces, rejectedOf, rowsAtOnce, tellProgress } from "./import-log.ts";

/** A log in which every row is a call: rows are written as they come, while the next are read. */
export async function importSingleRows(log: OpenLog): Promise<"done" | "cancel"> {
  const { found, context, mapping } = log;
  // The pieces are fetched over a connection of their own: the others are busy writing.
  await using reading = await openImportSession(log.ctx.db, context.accountId);
  await using other = await openImportSession(log.ctx.db, context.accountId);
  await using lanes = new ImportLanes(context, [log.session, other]);
  let batch: ReadRow[] = [];
  let rowsRead = found.rowsRead;
  const write = async (bytesRead: number): Promise<boolean> => {
    const rows = batch;
    batch = [];
    rowsRead += rows.length;
    const folded = foldRows(readingsOf(rows), mapping);
    const lines = new Map(rows.map(({ row, line }) => [row, line]));
    const lineOf = (row: number) => lines.get(row) ?? "";
    const staged = stageCalls(context, folded.calls);
    if (!(await lanes.free())) return false;
    await tellProgress(log.ctx, log.run);
    lanes.write({
      calls: folded.calls.length,
      staged,
      hasMadeIds: folded.calls.some((call) => call.idIsMade),
      newestFirst: (folded.calls[0]?.startedMs ?? 0) > (folded.calls.at(-1)?.startedMs ?? 0),
      rejected: [...rejectedOf(rows), ...folded.rejected.map((one) => ({ ...one, line: lineOf(one.row) }))],
      repeated: folded.repeated,
      progress: { bytesRead, rowsRead, rowDone: rows.at(-1)?.row ?? found.rowDone, keyDone: null },
      lineOf,
    });
    return true;
  };
  let bytes = found.bytesRead;
  for await (const { rows, bytesRead } of readPieces({ ...log, session: reading })) {
    bytes = Math.max(bytes, bytesRead);
    for (const row of rows) {
      if (row.row <= found.rowDone) continue;
      batch.push(row);
      if (batch.length >= rowsAtOnce(log) && !(await write(bytes))) return "cancel";
    }
  }
  if (batch.length > 0 && !(await write(bytes))) return "cancel";
  return (await lanes.finish()) ? "done" : "cancel";
}
