import type { ImportMapping } from "@ringback/core/importing/mapping.ts";
import { headerKey } from "@ringback/core/importing/mapping.ts";
import { runImportJob } from "#db/jobs.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import {
  changeImport,
  countChunks,
  deleteMapping,
  hasConnection,
  listMappings,
  lockImport,
  type SavedMapping,
  saveMapping,
} from "#db/stores/call-imports.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

export type StartImportResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly refusal:
        | "import-not-found"
        | "import-under-way"
        | "import-empty"
        | "import-incomplete"
        | "invalid-time-zone"
        | "connection-not-found";
    };

export interface StartImport {
  readonly accountId: string;
  readonly by: string | null;
  readonly importId: string;
  readonly mapping: ImportMapping;
  readonly connectionId: string | null;
  /** Keeps the mapping under this name for files with this header. */
  readonly saveAs?: { readonly name: string; readonly header: readonly string[] } | undefined;
  /** The asker runs it; no job is enqueued. A job comes after it all the same should the asker die. */
  readonly runHere?: boolean;
}

/** Starts reading a file that is here whole. */
export async function startImport(ctx: Context, asked: StartImport): Promise<StartImportResult> {
  const { accountId, by, importId, mapping, connectionId, saveAs } = asked;
  if (!isTimeZone(mapping.timeZone)) return { ok: false, refusal: "invalid-time-zone" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await lockImport(tx, importId);
    if (found === null || found.brings !== "calls") return { ok: false, refusal: "import-not-found" };
    if (found.state !== "uploading") return { ok: false, refusal: "import-under-way" };
    const chunks = await countChunks(tx, importId);
    if (chunks.count === 0) return { ok: false, refusal: "import-empty" };
    const { expectedBytes = found.fileBytes } = found.options;
    if (!chunks.complete || expectedBytes !== found.fileBytes) return { ok: false, refusal: "import-incomplete" };
    if (connectionId !== null && !(await hasConnection(tx, connectionId)))
      return { ok: false, refusal: "connection-not-found" };
    changeImport(tx, importId, { state: "waiting", format: mapping.format, options: { mapping, connectionId } });
    if (saveAs !== undefined)
      saveMapping(tx, { id: ctx.ids.next(), name: saveAs.name, headerKey: headerKey(saveAs.header), mapping });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by,
      action: "import-started",
      subject: importId,
      detail: { format: mapping.format },
    });
    if (asked.runHere !== true) tx.enqueue(runImportJob(accountId, importId, tx.now));
    return { ok: true };
  });
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The account's saved mappings, last used first. */
export async function listImportMappings(ctx: Context, accountId: string): Promise<readonly SavedMapping[]> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => await listMappings(tx));
}

/** Forgets a saved mapping. */
export async function deleteImportMapping(
  ctx: Context,
  { accountId, id }: { accountId: string; id: string },
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => deleteMapping(tx, id));
}
