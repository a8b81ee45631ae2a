import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { importMapping } from "@ringback/contract/imports.ts";
import { callLogFormats } from "@ringback/core/importing/formats.ts";
import type { FormatName, ImportMapping } from "@ringback/core/importing/mapping.ts";
import type { OddTimeChoice } from "@ringback/core/importing/zone-clock.ts";
import type { StoredImport } from "@ringback/server/db/stores/call-imports.ts";
import { problemOf } from "@ringback/server/http/problems.ts";
import { addImportChunk, beginImport, importChunkBytesMax } from "@ringback/server/use-cases/bring-import.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { findImport } from "@ringback/server/use-cases/list-imports.ts";
import { type ImportPreview, previewImport } from "@ringback/server/use-cases/preview-import.ts";
import { runImport } from "@ringback/server/use-cases/run-import.ts";
import { listImportMappings, startImport } from "@ringback/server/use-cases/start-import.ts";
import { undoImport } from "@ringback/server/use-cases/undo-import.ts";

/** How a log is read, as the command line says it. */
export interface LogOptions {
  readonly format?: FormatName | undefined;
  readonly mapping?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly ambiguous?: OddTimeChoice | undefined;
  readonly missing?: OddTimeChoice | undefined;
  readonly connection?: string | undefined;
}

export interface BroughtLog {
  readonly accountId: string;
  readonly file: string;
  readonly options: LogOptions;
  /** Called once it is known whose log it is. */
  readonly onStart: (format: FormatName, columns: number) => void;
  readonly onProgress: (now: StoredImport) => void;
}

/**
 * Brings a log into a business, from file to calls. After a Ctrl-C or a failure everything it brought is gone again.
 * @throws Error with words for the terminal.
 */
export async function bringLog(
  ctx: Context,
  { accountId, file, options, onStart, onProgress }: BroughtLog,
): Promise<StoredImport> {
  const importId = await beginImport(ctx, { accountId, by: null, fileName: basename(file) });
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  try {
    await upload(ctx, accountId, importId, file);
    const { mapping, layout } = await choose(ctx, accountId, importId, options);
    const started = await startImport(ctx, {
      accountId,
      by: null,
      importId,
      mapping,
      connectionId: options.connection ?? null,
      runHere: true,
    });
    if (!started.ok) throw new Error(wordsOf(started.refusal));
    onStart(mapping.format, layout.columns);
    await runImport(ctx, {
      accountId,
      importId,
      onProgress: (now) => {
        onProgress(now);
        if (stopping.signal.aborted && !now.cancelAsked)
          void undoImport(ctx, { accountId, by: null, importId, runHere: true });
      },
    });
  } catch (error) {
    await undoImport(ctx, { accountId, by: null, importId, runHere: true }).catch(() => {}); // the first error is the one to tell
    await runImport(ctx, { accountId, importId }).catch(() => {}); // a worker removes it later
    throw error;
  } finally {
    process.off("SIGINT", stop);
  }
  const result = await findImport(ctx, { accountId, importId });
  if (result === null) throw new Error("The import is gone.");
  return result;
}

async function upload(ctx: Context, accountId: string, importId: string, file: string): Promise<void> {
  let number = 0;
  for await (const bytes of createReadStream(file, { highWaterMark: importChunkBytesMax })) {
    const added = await addImportChunk(ctx, { accountId, importId, number, bytes });
    if (!added.ok) throw new Error(wordsOf(added.refusal));
    number += 1;
  }
}

async function choose(ctx: Context, accountId: string, importId: string, options: LogOptions): Promise<ImportPreview> {
  const wanted = await givenMapping(ctx, accountId, options.mapping);
  const first = await previewImport(ctx, { accountId, importId, mapping: wanted });
  if (!first.ok) throw new Error(wordsOf(first.refusal));
  return { ...first, mapping: withOptions(first.mapping, options) };
}

/** A mapping with what the command line says otherwise. */
export function withOptions(
  mapping: ImportMapping,
  { format, timeZone, ambiguous, missing }: LogOptions,
): ImportMapping {
  const named = callLogFormats.find(({ name }) => name === format);
  return {
    ...mapping,
    ...(format === undefined ? {} : { format, rowsPerCall: named?.rowsPerCall ?? mapping.rowsPerCall }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(ambiguous === undefined ? {} : { ambiguousTimes: ambiguous }),
    ...(missing === undefined ? {} : { missingTimes: missing }),
  };
}

/** The mapping that was named, given as JSON or as a file of it. @throws Error with words for the terminal. */
export async function givenMapping(
  ctx: Context,
  accountId: string,
  given: string | undefined,
): Promise<ImportMapping | undefined> {
  if (given === undefined) return undefined;
  const saved = (await listImportMappings(ctx, accountId)).find(({ name }) => name === given);
  if (saved) return saved.mapping;
  const text = given.trim().startsWith("{") ? given : await readFile(given, "utf8").catch(() => null);
  if (text === null) throw new Error(`No mapping is called ${given}, and it is neither JSON nor a file.`);
  return readMapping(text);
}

function readMapping(text: string): ImportMapping {
  const read = importMapping.partial().safeParse(JSON.parse(text));
  if (!read.success)
    throw new Error(
      `The mapping is not right: ${read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}`,
    );
  const blank = {
    format: "custom",
    columns: {},
    rowsPerCall: "one",
    timeZone: "UTC",
    dateOrder: "month-first",
    ambiguousTimes: "earlier",
    missingTimes: "reject",
    directions: {},
    results: {},
    otherwise: "inbound",
    ownNumber: null,
  };
  return { ...blank, ...read.data } as ImportMapping; // the contract's shape is the mapping's
}

/** Why a log was refused, in words for the terminal. */
export function wordsOf(refusal: Parameters<typeof problemOf>[0]): string {
  const { title, detail } = problemOf(refusal);
  return detail === undefined ? title : `${title}. ${detail}`;
}
