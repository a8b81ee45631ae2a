import { foldRows } from "@ringback/core/importing/fold-rows.ts";
import type { ReadRow } from "@ringback/core/importing/log-reader.ts";
import { openImportSession } from "#db/import-session.ts";
import { stageCalls } from "#db/stores/import-merge.ts";
import {
  clearStage,
  clearStagedRows,
  countStaged,
  noteStaging,
  type StagedRow,
  stagedGroups,
  stageRows,
} from "#db/stores/import-run.ts";
import { ImportLanes } from "./import-lanes.ts";
import { loadRun, type OpenLog, readPieces, rejectedOf, rowsAtOnce, tellProgress } from "./import-log.ts";

/** A log in which a call has several rows, in any order: all rows are brought together by call before any is written. */
export async function importManyRows(log: OpenLog): Promise<"done" | "cancel"> {
  const { run, session, found } = log;
  // Rows that wait are lost with a crash of the database; then they are read again.
  const staged = found.stagedRows !== null && (await countStaged(session, run)) === found.stagedRows;
  if (!staged && found.keyDone === null) {
    await clearStage(session, run);
    if ((await stageLog(log)) === "cancel") return "cancel";
  } else if (!staged) {
    await stageAgain(log);
  }
  return await mergeStaged(log);
}

/** Of the work on such a log, how much is reading. */
const readingShare = 0.3;

async function stageLog(log: OpenLog): Promise<"done" | "cancel"> {
  const { run, session } = log;
  await using reading = await openImportSession(log.ctx.db, run.accountId);
  let batch: ReadRow[] = [];
  let rowsRead = 0;
  let stagedRows = 0;
  const write = async (bytesRead: number, last: boolean): Promise<boolean> => {
    const rows = batch;
    batch = [];
    rowsRead += rows.length;
    const waiting = rows.flatMap((row) => ("reading" in row ? [waitingOf(row)] : []));
    await stageRows(session, run, waiting);
    stagedRows += waiting.length;
    const progress = {
      bytesRead: Math.round(bytesRead * readingShare),
      rowsRead,
      stagedRows: last ? stagedRows : null,
    };
    const cancelAsked = await noteStaging(session, run, progress, rejectedOf(rows));
    await tellProgress(log.ctx, run);
    return !cancelAsked;
  };
  let bytes = 0;
  for await (const { rows, bytesRead } of readPieces({ ...log, session: reading })) {
    bytes = bytesRead;
    batch.push(...rows);
    if (batch.length >= rowsAtOnce(log) && !(await write(bytes, false))) return "cancel";
  }
  return (await write(bytes, true)) ? "done" : "cancel";
}

/** Brings the rows together again when some calls are written already: nothing but the waiting rows is touched. */
async function stageAgain(log: OpenLog): Promise<void> {
  const { run, session } = log;
  await clearStagedRows(session, run);
  await using reading = await openImportSession(log.ctx.db, run.accountId);
  for await (const { rows } of readPieces({ ...log, session: reading }))
    await stageRows(
      session,
      run,
      rows.flatMap((row) => ("reading" in row ? [waitingOf(row)] : [])),
    );
}

async function mergeStaged(log: OpenLog): Promise<"done" | "cancel"> {
  const { run, found, mapping, context } = log;
  const now = await loadRun(log.ctx, run);
  const total = Math.max(1, now?.stagedRows ?? 1);
  let merged = 0;
  await using reading = await openImportSession(log.ctx.db, run.accountId);
  await using other = await openImportSession(log.ctx.db, run.accountId);
  await using lanes = new ImportLanes(context, [log.session, other]);
  for await (const rows of stagedGroups(reading, run, found.keyDone, rowsAtOnce(log))) {
    const folded = foldRows(
      rows.map(({ reading: row }) => row),
      mapping,
    );
    const staged = stageCalls(context, folded.calls);
    merged += rows.length;
    if (!(await lanes.free())) return "cancel";
    await tellProgress(log.ctx, run);
    const lines = new Map(rows.map(({ reading: { row }, line }) => [row, line]));
    const lineOf = (row: number) => lines.get(row) ?? "";
    const share = readingShare + (1 - readingShare) * Math.min(1, merged / total);
    lanes.write({
      calls: folded.calls.length,
      staged,
      hasMadeIds: folded.calls.some((call) => call.idIsMade),
      newestFirst: false,
      rejected: folded.rejected.map((one) => ({ ...one, line: lineOf(one.row) })),
      repeated: folded.repeated,
      progress: {
        bytesRead: Math.round(found.fileBytes * share),
        rowsRead: now?.rowsRead ?? 0,
        rowDone: 0,
        keyDone: rows.at(-1)?.key ?? null,
      },
      lineOf,
    });
  }
  return (await lanes.finish()) ? "done" : "cancel";
}

function waitingOf(row: Extract<ReadRow, { reading: unknown }>): StagedRow {
  // A row without an id waits for nobody.
  return { key: row.reading.key ?? `\u007f${row.row}`, reading: row.reading, line: row.line };
}
