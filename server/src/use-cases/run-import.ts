import { type ImportSession, openImportSession } from "#db/import-session.ts";
import { changeImport, finishImport, type ImportState, type StoredImport } from "#db/stores/call-imports.ts";
import { TimeZoneChanged } from "#db/stores/import-merge.ts";
import { type RemovedUntil, removeFile, removeFromTheEnd, removeSome } from "#db/stores/import-run.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { importContacts, removeContacts } from "./import-contacts.ts";
import { type ImportRun, loadRun, openLog, tellProgress } from "./import-log.ts";
import { importManyRows } from "./import-many-rows.ts";
import { importSingleRows } from "./import-single-rows.ts";
import { measureLog, measureWithoutLog } from "./measure-log.ts";

const removedAtOnce = 20_000;
/** Starts without a step forward; then the file is to blame. */
const triesMax = 5;

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
    let found = await loadRun(ctx, run);
    if (found?.state === "waiting" || found?.state === "running") {
      await read(ctx, run, session, found);
      found = await loadRun(ctx, run);
    }
    if (found?.state === "removing") await remove(ctx, run, session, found);
  } finally {
    await session.close();
  }
}

async function change(
  ctx: Context,
  { accountId, importId }: ImportRun,
  what: Parameters<typeof changeImport>[2],
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => changeImport(tx, importId, what));
}

async function read(ctx: Context, run: ImportRun, session: ImportSession, found: StoredImport): Promise<void> {
  const now = ctx.clock.now();
  if (found.tries >= triesMax) return await giveUp(ctx, run, session, found.error ?? "It did not get on.");
  await change(ctx, run, { state: "running", startedAt: now, tries: found.tries + 1 });
  try {
    const how =
      found.brings === "contacts"
        ? await importContacts(ctx, run, session, found)
        : await readLog(ctx, run, session, found);
    if (how === "cancel") return await change(ctx, run, { state: "removing", cancelAsked: true });
    if (found.brings === "calls") await measureLog(ctx, run);
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

async function readLog(
  ctx: Context,
  run: ImportRun,
  session: ImportSession,
  found: StoredImport,
): Promise<"done" | "cancel"> {
  const log = await openLog(ctx, run, session, found);
  if (log === null) return "done";
  return await (log.mapping.rowsPerCall === "one" ? importSingleRows(log) : importManyRows(log));
}

async function giveUp(ctx: Context, run: ImportRun, session: ImportSession, error: string): Promise<void> {
  await removeFile(session, run, true);
  await change(ctx, run, { state: "failed", error, finishedAt: ctx.clock.now() });
}

async function remove(ctx: Context, run: ImportRun, session: ImportSession, found: StoredImport): Promise<void> {
  if (found.brings === "contacts") await removeContacts(ctx, run);
  let until: RemovedUntil | null = found.brings === "contacts" ? null : removeFromTheEnd;
  while (until !== null) until = await removeSome(session, run, until, removedAtOnce);
  if (found.brings === "calls") await measureWithoutLog(ctx, run);
  await removeFile(session, run, false);
  const state: ImportState = found.cancelAsked ? "canceled" : "undone";
  await change(ctx, run, { state, finishedAt: ctx.clock.now(), error: null });
}
