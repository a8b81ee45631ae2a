import { dayMs, minuteMs, timetableOf } from "@ringback/core/business-hours/timetable.ts";
import { defaultMapping } from "@ringback/core/importing/default-mapping.ts";
import { LogReader, type ReadRow } from "@ringback/core/importing/log-reader.ts";
import type { ImportMapping } from "@ringback/core/importing/mapping.ts";
import { type Recognised, recognise } from "@ringback/core/importing/recognise.ts";
import { ZoneClock } from "@ringback/core/importing/zone-clock.ts";
import type { ImportSession } from "#db/import-session.ts";
import { firstChunks, loadImport, loadImportAccount, type StoredImport } from "#db/stores/call-imports.ts";
import { type MergeContext, noConnection } from "#db/stores/import-merge.ts";
import { type RejectedRow, readChunks } from "#db/stores/import-run.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import { encodingOf, joinPieces, TextPieces } from "#importing/text-pieces.ts";
import type { Context } from "./context.ts";

/** Rows written at once; their locks last a second or two. */
const batchRows = 40_000;
/** Bytes understood before other work of this process gets its turn: a few milliseconds. */
const turnBytes = 48 * 1024;
/** So much of a file tells whose log it is. */
const headBytes = 512 * 1024;

export interface ImportRun {
  readonly accountId: string;
  readonly importId: string;
  /** Rows written in one transaction; tests give fewer. */
  readonly rowsAtOnce?: number;
  /** Told after every batch. */
  readonly onProgress?: (now: StoredImport) => void;
}

/** The import as it stands; null when it is gone. */
export async function loadRun(ctx: Context, { accountId, importId }: ImportRun): Promise<StoredImport | null> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => await loadImport(tx, importId));
}

/** Tells whoever waits how far it has come. */
export async function tellProgress(ctx: Context, run: ImportRun): Promise<void> {
  if (run.onProgress === undefined) return;
  const now = await loadRun(ctx, run);
  if (now !== null) run.onProgress(now);
}

/** A log ready to be read. */
export interface OpenLog {
  readonly ctx: Context;
  readonly run: ImportRun;
  readonly session: ImportSession;
  readonly found: StoredImport;
  readonly layout: Recognised;
  readonly mapping: ImportMapping;
  readonly context: MergeContext;
}

/** Rows written in one transaction. */
export function rowsAtOnce({ run }: Pick<OpenLog, "run">): number {
  return run.rowsAtOnce ?? batchRows;
}

/** Opens the log of an import; null: the file holds no row. */
export async function openLog(
  ctx: Context,
  run: ImportRun,
  session: ImportSession,
  found: StoredImport,
): Promise<OpenLog | null> {
  const { accountId, importId } = run;
  const { account, hours, pieces } = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const account = await loadImportAccount(tx);
    const { hours } = await loadPlaybook(tx, account.playbookVersion);
    return { account, hours, pieces: await firstChunks(tx, importId, headBytes) };
  });
  const head = joinPieces(pieces);
  const layout = recognise(new TextPieces(encodingOf(head)).push(head, head.length >= found.fileBytes));
  if (layout === null) return null;
  const zone = new ZoneClock(account.timeZone, "earlier", "later");
  const timetable = timetableOf(hours);
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
      localMs: (epochMs) => zone.toLocalMs(epochMs),
      isOpen: (localMs) => {
        const minute = (localMs % dayMs) / minuteMs;
        return timetable
          .openOn(Math.floor(localMs / dayMs))
          .some(([opens, closes]) => opens <= minute && minute < closes);
      },
    },
  };
}

export interface ReadPiece {
  readonly rows: readonly ReadRow[];
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
}

/** The rows of the file, a few milliseconds of work at a time. */
export async function* readPieces({ session, run, layout, mapping, context }: OpenLog): AsyncGenerator<ReadPiece> {
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

/** What was understood. */
export function readingsOf(rows: readonly ReadRow[]) {
  return rows.flatMap((row) => ("reading" in row ? [row.reading] : []));
}

/** What was not. */
export function rejectedOf(rows: readonly ReadRow[]): RejectedRow[] {
  return rows.flatMap((row) => ("reason" in row ? [{ row: row.row, reason: row.reason, line: row.line }] : []));
}
