import { defaultMapping } from "@ringback/core/importing/default-mapping.ts";
import { foldRows } from "@ringback/core/importing/fold-rows.ts";
import { LogReader, type ReadRow } from "@ringback/core/importing/log-reader.ts";
import type { ImportMapping } from "@ringback/core/importing/mapping.ts";
import { type Recognised, recognise } from "@ringback/core/importing/recognise.ts";
import { ZoneClock } from "@ringback/core/importing/zone-clock.ts";
import { type ImportSession, openImportSession } from "#db/import-session.ts";
import {
  changeImport,
  finishImport,
  firstChunks,
  type ImportState,
  loadImport,
  loadImportAccount,
  type StoredImport,
} from "#db/stores/call-imports.ts";
import {
  type MergeContext,
  type Merged,
  mergeBatch,
  noConnection,
  stageCalls,
  TimeZoneChanged,
} from "#db/stores/import-merge.ts";
import {
  clearStage,
  clearStagedRows,
  countStaged,
  noteStaging,
  type RejectedRow,
  type RemovedUntil,
  readChunks,
  removeFile,
  removeFromTheEnd,
  removeSome,
  type StagedRow,
  stagedGroups,
  stageRows,
} from "#db/stores/import-run.ts";
import { transaction } from "#db/transaction.ts";
import { encodingOf, joinPieces, TextPieces } from "#importing/text-pieces.ts";
import type { Context } from "./context.ts";

/** Rows written at once; their locks last a second or two. */
const batchRows = 50_000;
/** Bytes understood before other work of this process gets its turn: a few milliseconds. */
const turnBytes = 48 * 1024;
/** So much of a file tells whose log it is. */
const headBytes = 512 * 1024;
const removedAtOnce = 20_000;
/** Starts without a step forward; then the file is to blame. */
const triesMax = 5;

export interface ImportRun {
  readonly accountId: string;
  readonly importId: string;
  /** Told after every batch. */
  readonly onProgress?: (now: StoredImport) => void;
}

/**
 * Reads a log into calls, or removes what an import brought, whichever its state asks for. What is written, is written with
 * how far the import has come: killed at any moment, the next run goes on from there. Does nothing while another process
 * runs it. Nobody is texted, called or alarmed about a call of a log.
 * @throws the database's error; the import is tried again, and given up after five tries without progress.
 */
export async function runImport(ctx: Context, run: ImportRun): Promise<void> {
  const session = await openImportSession(ctx.db, run.accountId);
  try {
    if (!(await session.take(run.importId))) return;
    let found = await load(ctx, run);
    if (found?.state === "waiting" || found?.state === "running") {
      await readLog(ctx, run, session, found);
      found = await load(ctx, run);
    }
    if (found?.state === "removing") await remove(ctx, run, session, found);
  } finally {
    await session.close();
  }
}

async function load(ctx: Context, { accountId, importId }: ImportRun): Promise<StoredImport | null> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => await loadImport(tx, importId));
}

async function change(
  ctx: Context,
  { accountId, importId }: ImportRun,
  what: Parameters<typeof changeImport>[2],
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => changeImport(tx, importId, what));
}

async function readLog(ctx: Context, run: ImportRun, session: ImportSession, found: StoredImport): Promise<void> {
  const now = ctx.clock.now();
  if (found.tries >= triesMax) return await giveUp(ctx, run, session, found.error ?? "It did not get on.");
  await change(ctx, run, { state: "running", startedAt: now, tries: found.tries + 1 });
  try {
    const log = await openLog(ctx, run, session, found);
    const read =
      log === null ? "done" : await (log.mapping.rowsPerCall === "one" ? readSingles(log) : readManyRows(log));
    if (read === "cancel") return await change(ctx, run, { state: "removing", cancelAsked: true });
    await removeFile(session, run, true);
    await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) => finishImport(tx, run.importId));
    await tellProgress(ctx, run);
  } catch (error) {
    // The days of the calls are to be reckoned anew; what is written was moved with the zone.
    if (error instanceof TimeZoneChanged) await change(ctx, run, { tries: 0 });
    await change(ctx, run, { error: error instanceof Error ? error.message.slice(0, 500) : "unknown" });
    throw error;
  }
}

async function giveUp(ctx: Context, run: ImportRun, session: ImportSession, error: string): Promise<void> {
  await removeFile(session, run, true);
  await change(ctx, run, { state: "failed", error, finishedAt: ctx.clock.now() });
}

async function tellProgress(ctx: Context, run: ImportRun): Promise<void> {
  if (run.onProgress === undefined) return;
  const now = await load(ctx, run);
  if (now !== null) run.onProgress(now);
}

/** A log ready to be read. */
interface OpenLog {
  readonly ctx: Context;
  readonly run: ImportRun;
  readonly session: ImportSession;
  readonly found: StoredImport;
  readonly layout: Recognised;
  readonly mapping: ImportMapping;
  readonly context: MergeContext;
}

/** null: the file holds no row. */
async function openLog(
  ctx: Context,
  run: ImportRun,
  session: ImportSession,
  found: StoredImport,
): Promise<OpenLog | null> {
  const { accountId, importId } = run;
  const { account, pieces } = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => ({
    account: await loadImportAccount(tx),
    pieces: await firstChunks(tx, importId, headBytes),
  }));
  const head = joinPieces(pieces);
  const layout = recognise(new TextPieces(encodingOf(head)).push(head, head.length >= found.fileBytes));
  if (layout === null) return null;
  const days = new ZoneClock(account.timeZone, "earlier", "later");
  return {
    ctx,
    run,
    session,
    found,
    layout,
    mapping: found.options.mapping ?? defaultMapping(layout, account),
    context: {
      accountId,
      importId,
      connectionId: found.options.connectionId ?? noConnection,
      now: ctx.clock.now(),
      timeZone: account.timeZone,
      playbookVersion: account.playbookVersion,
      numberIds: new Map(account.numbers.map(({ number, id }) => [number, id])),
      nextId: () => ctx.ids.next(),
      localDay: (epochMs) => days.localDay(epochMs),
    },
  };
}

interface ReadPiece {
  readonly rows: readonly ReadRow[];
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
}

/** The rows of the file, a few milliseconds of work at a time. */
async function* readPieces({ session, run, layout, mapping, context }: OpenLog): AsyncGenerator<ReadPiece> {
  const ownNumbers = new Set(context.numberIds.keys());
  const reader = new LogReader(layout, mapping, { nowMs: context.now.epochMilliseconds, ownNumbers });
  let text: TextPieces | null = null;
  let bytesRead = 0;
  for await (const { bytes, last } of readChunks(session, run)) {
    text ??= new TextPieces(encodingOf(bytes));
    for (let at = 0; at < bytes.length || (last && at === 0); at += turnBytes) {
      const piece = bytes.subarray(at, at + turnBytes);
      const isLast = last && at + turnBytes >= bytes.length;
      bytesRead += piece.length;
      yield { rows: reader.push(text.push(piece, isLast), isLast), bytesRead };
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** A log in which every row is a call: rows are written as they come, while the next are read. */
async function readSingles(log: OpenLog): Promise<"done" | "cancel"> {
  const { found, context, mapping } = log;
  // The pieces are fetched over a connection of their own: the other one is busy writing.
  const reading = await openImportSession(log.ctx.db, context.accountId);
  try {
    let writing: Promise<Merged> = Promise.resolve({ cancelAsked: false });
    let batch: ReadRow[] = [];
    let rowsRead = found.rowsRead;
    const write = async (bytesRead: number): Promise<boolean> => {
      const rows = batch;
      batch = [];
      const rowDone = rows.at(-1)?.row ?? found.rowDone;
      rowsRead += rows.length;
      const folded = foldRows(readingsOf(rows), mapping);
      const staged = stageCalls(context, folded.calls);
      if ((await writing).cancelAsked) return false;
      await tellProgress(log.ctx, log.run);
      const lines = new Map(rows.map(({ row, line }) => [row, line]));
      const lineOf = (row: number) => lines.get(row) ?? "";
      writing = mergeBatch(log.session, context, {
        calls: folded.calls.length,
        staged,
        hasMadeIds: folded.calls.some((call) => call.idIsMade),
        rejected: [
          ...rejectedOf(rows),
          ...folded.rejected.map((one): RejectedRow => ({ ...one, line: lineOf(one.row) })),
        ],
        repeated: folded.repeated,
        progress: { bytesRead, rowsRead, rowDone, keyDone: null },
        lineOf,
      });
      writing.catch(() => {}); // awaited with the next batch
      return true;
    };
    let bytes = found.bytesRead;
    for await (const { rows, bytesRead } of readPieces({ ...log, session: reading })) {
      bytes = Math.max(bytes, bytesRead);
      for (const row of rows) {
        if (row.row <= found.rowDone) continue;
        batch.push(row);
        if (batch.length >= batchRows && !(await write(bytes))) return "cancel";
      }
    }
    if (!(await write(bytes))) return "cancel";
    return (await writing).cancelAsked ? "cancel" : "done";
  } finally {
    await reading.close();
  }
}

/** A log in which a call has several rows, in any order: all rows are brought together by call before any is written. */
async function readManyRows(log: OpenLog): Promise<"done" | "cancel"> {
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
  const reading = await openImportSession(log.ctx.db, run.accountId);
  try {
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
      if (batch.length >= batchRows && !(await write(bytes, false))) return "cancel";
    }
    return (await write(bytes, true)) ? "done" : "cancel";
  } finally {
    await reading.close();
  }
}

/** Brings the rows together again when some calls are written already: nothing but the waiting rows is touched. */
async function stageAgain(log: OpenLog): Promise<void> {
  const { run, session } = log;
  await clearStagedRows(session, run);
  const reading = await openImportSession(log.ctx.db, run.accountId);
  try {
    for await (const { rows } of readPieces({ ...log, session: reading }))
      await stageRows(
        session,
        run,
        rows.flatMap((row) => ("reading" in row ? [waitingOf(row)] : [])),
      );
  } finally {
    await reading.close();
  }
}

async function mergeStaged(log: OpenLog): Promise<"done" | "cancel"> {
  const { run, found, mapping, context } = log;
  const now = await load(log.ctx, run);
  const total = Math.max(1, now?.stagedRows ?? 1);
  const fileBytes = found.fileBytes;
  const rowsRead = now?.rowsRead ?? 0;
  let merged = 0;
  const reading = await openImportSession(log.ctx.db, run.accountId);
  try {
    let writing: Promise<Merged> = Promise.resolve({ cancelAsked: false });
    for await (const rows of stagedGroups(reading, run, found.keyDone, batchRows)) {
      const folded = foldRows(
        rows.map(({ reading: row }) => row),
        mapping,
      );
      const staged = stageCalls(context, folded.calls);
      merged += rows.length;
      if ((await writing).cancelAsked) return "cancel";
      await tellProgress(log.ctx, run);
      const lines = new Map(rows.map(({ reading: { row }, line }) => [row, line]));
      const lineOf = (row: number) => lines.get(row) ?? "";
      const share = readingShare + (1 - readingShare) * Math.min(1, merged / total);
      writing = mergeBatch(log.session, context, {
        calls: folded.calls.length,
        staged,
        hasMadeIds: folded.calls.some((call) => call.idIsMade),
        rejected: folded.rejected.map((one): RejectedRow => ({ ...one, line: lineOf(one.row) })),
        repeated: folded.repeated,
        progress: { bytesRead: Math.round(fileBytes * share), rowsRead, rowDone: 0, keyDone: rows.at(-1)?.key ?? null },
        lineOf,
      });
      writing.catch(() => {}); // awaited with the next batch
    }
    return (await writing).cancelAsked ? "cancel" : "done";
  } finally {
    await reading.close();
  }
}

function readingsOf(rows: readonly ReadRow[]) {
  return rows.flatMap((row) => ("reading" in row ? [row.reading] : []));
}

function rejectedOf(rows: readonly ReadRow[]): RejectedRow[] {
  return rows.flatMap((row) => ("reason" in row ? [{ row: row.row, reason: row.reason, line: row.line }] : []));
}

function waitingOf(row: Extract<ReadRow, { reading: unknown }>): StagedRow {
  // A row without an id waits for nobody.
  return { key: row.reading.key ?? `\u007f${row.row}`, reading: row.reading, line: row.line };
}

async function remove(ctx: Context, run: ImportRun, session: ImportSession, found: StoredImport): Promise<void> {
  let until: RemovedUntil | null = removeFromTheEnd;
  while (until !== null) until = await removeSome(session, run, until, removedAtOnce);
  await removeFile(session, run, false);
  const state: ImportState = found.cancelAsked ? "canceled" : "undone";
  await change(ctx, run, { state, finishedAt: ctx.clock.now(), error: null });
}
