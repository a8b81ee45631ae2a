import { createReadStream, createWriteStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { importMapping } from "@ringback/contract/imports.ts";
import { callLogFormats } from "@ringback/core/importing/formats.ts";
import type { FormatName, ImportMapping } from "@ringback/core/importing/mapping.ts";
import { type RejectReason, rejectWords } from "@ringback/core/importing/reject-reason.ts";
import type { OddTimeChoice } from "@ringback/core/importing/zone-clock.ts";
import { rejectedLines, rejectsAsCsv } from "@ringback/server/db/queries/import-rejects.ts";
import type { StoredImport } from "@ringback/server/db/stores/call-imports.ts";
import { problemOf } from "@ringback/server/http/problems.ts";
import { addImportChunk, beginImport, importChunkBytesMax } from "@ringback/server/use-cases/bring-import.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { dryRunImport } from "@ringback/server/use-cases/dry-run-import.ts";
import { findImport } from "@ringback/server/use-cases/list-imports.ts";
import { type ImportPreview, previewImport } from "@ringback/server/use-cases/preview-import.ts";
import { runImport } from "@ringback/server/use-cases/run-import.ts";
import { listImportMappings, startImport } from "@ringback/server/use-cases/start-import.ts";
import { undoImport } from "@ringback/server/use-cases/undo-import.ts";
import { type Command, Option } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";

interface Options {
  readonly format?: FormatName;
  readonly mapping?: string;
  readonly timeZone?: string;
  readonly ambiguous?: OddTimeChoice;
  readonly missing?: OddTimeChoice;
  readonly connection?: string;
  readonly dryRun?: boolean;
  readonly rejects?: string;
  readonly account?: string;
  readonly json?: boolean;
}

/**
 * `ringback import FILE`: reads a call log into calls, for figures only: nobody is texted about them. Exit codes: 0 all rows
 * were used, 1 some were not or it failed, 2 called wrongly or the file cannot be read.
 */
export function importCommand(program: Command): void {
  const oddTimes = ["earlier", "later", "reject"];
  program
    .command("import <file>")
    .description("Read a call log (CSV) into calls, for figures only; nobody is texted about them")
    .addOption(
      new Option("--format <format>", "whose log it is, if its header does not tell").choices([
        ...callLogFormats.map(({ name }) => name),
        "custom",
      ]),
    )
    .option("--mapping <mapping>", "a saved mapping by its name, or a mapping as JSON, or a file of it")
    .option("--time-zone <zone>", "of times that say none, like America/Chicago")
    .addOption(
      new Option("--ambiguous <choice>", "local times that happened twice (default: earlier)").choices(oddTimes),
    )
    .addOption(new Option("--missing <choice>", "local times that never were (default: reject)").choices(oddTimes))
    .option("--connection <id>", "the connection whose calls these are")
    .option("--dry-run", "read everything and write nothing")
    .option("--rejects <file>", "write the rows that could not be used to this file, as CSV")
    .option("--account <business>", "name or id, where there are several")
    .option("--json", "answer as JSON")
    .action(async (file: string, options: Options, command: Command) => {
      const known = await stat(file).catch(() => null);
      if (known === null || !known.isFile())
        return command.error(`ringback import: ${file} cannot be read`, { exitCode: 2 });
      await inAccount(options.account, async (ctx, accountId) => {
        if (options.dryRun) await dryRun(ctx, accountId, file, options);
        else await bring(ctx, accountId, file, options);
      });
    });
}

async function bring(ctx: Context, accountId: string, file: string, options: Options): Promise<void> {
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
    if (!options.json) process.stderr.write(`${titleOf(mapping.format)} (${layout.columns} columns)\n`);
    const showProgress = progressLine();
    await runImport(ctx, {
      accountId,
      importId,
      onProgress: (now) => {
        showProgress(now);
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
  if (options.rejects !== undefined && result.rejected > 0)
    await pipeline(rejectsAsCsv(ctx.db, accountId, ctx.clock.now(), importId), createWriteStream(options.rejects));
  print(result, options);
}

async function upload(ctx: Context, accountId: string, importId: string, file: string): Promise<void> {
  let number = 0;
  for await (const bytes of createReadStream(file, { highWaterMark: importChunkBytesMax })) {
    const added = await addImportChunk(ctx, { accountId, importId, number, bytes });
    if (!added.ok) throw new Error(wordsOf(added.refusal));
    number += 1;
  }
}

async function choose(ctx: Context, accountId: string, importId: string, options: Options): Promise<ImportPreview> {
  const wanted = await givenMapping(ctx, accountId, options.mapping);
  const first = await previewImport(ctx, { accountId, importId, mapping: wanted });
  if (!first.ok) throw new Error(wordsOf(first.refusal));
  return { ...first, mapping: withOptions(first.mapping, options) };
}

function withOptions(mapping: ImportMapping, { format, timeZone, ambiguous, missing }: Options): ImportMapping {
  const named = callLogFormats.find(({ name }) => name === format);
  return {
    ...mapping,
    ...(format === undefined ? {} : { format, rowsPerCall: named?.rowsPerCall ?? mapping.rowsPerCall }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(ambiguous === undefined ? {} : { ambiguousTimes: ambiguous }),
    ...(missing === undefined ? {} : { missingTimes: missing }),
  };
}

async function givenMapping(
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

async function dryRun(ctx: Context, accountId: string, file: string, options: Options): Promise<void> {
  const rejected: { row: number; reason: RejectReason; line: string }[] = [];
  const found = await dryRunImport(ctx, {
    accountId,
    bytes: createReadStream(file, { highWaterMark: importChunkBytesMax }),
    mapping: await givenMapping(ctx, accountId, options.mapping),
    adjust: (mapping) => withOptions(mapping, options),
    onRejected: (rows) => void rejected.push(...rows),
  });
  if (typeof found === "string") throw new Error(wordsOf(found));
  const { chosen, ...counts } = found;
  if (options.rejects !== undefined) await writeFile(options.rejects, rejectedLines(rejected));
  if (counts.rejected > 0) process.exitCode = 1;
  if (options.json) {
    printJson({ dryRun: true, format: chosen.mapping.format, mapping: chosen.mapping, ...counts });
    return;
  }
  const { inbound, outbound, rejected: left, rows } = counts;
  printLine(`${titleOf(chosen.mapping.format)}. Nothing was written.`);
  printLine(`${inbound} calls came in, ${outbound} went out, ${left} of ${rows} rows cannot be used.`);
  printReasons(counts.reasons);
}

function print(result: StoredImport, { json, rejects }: Options): void {
  const { inbound, outbound, repeated, rejected, reasons, rowsRead, state, id, format, error } = result;
  if (state !== "done" || rejected > 0) process.exitCode = 1;
  const added = inbound + outbound;
  const counts = { rows: rowsRead, added, inbound, outbound, known: repeated, rejected, reasons };
  if (json) printJson({ id, state, format, ...counts, error });
  else if (state === "canceled") printLine("Canceled; everything it brought is gone again.");
  else if (state !== "done") printLine(`${state}: ${error ?? ""}`);
  else {
    printLine(`${added} calls added, ${repeated} already known, ${rejected} rows left out.`);
    printReasons(reasons);
    if (rejected > 0 && rejects === undefined)
      printLine("Each of these rows with its reason: --rejects FILE, or the screen Call logs.");
  }
}

function printReasons(reasons: Readonly<Partial<Record<string, number>>>): void {
  const rows = Object.entries(reasons).map(([reason, count]) => [
    String(count),
    rejectWords[reason as RejectReason] ?? reason,
  ]); // a word of an older release stays as it is
  if (rows.length > 0) printTable(["rows", "why"], rows);
}

/** One line on the terminal that is written over; nothing where no person looks. */
function progressLine(): (now: StoredImport) => void {
  const startedMs = performance.now();
  if (process.stderr.isTTY !== true) return () => {};
  return ({ bytesRead, fileBytes, rowsRead, state }) => {
    const rate = Math.round(rowsRead / ((performance.now() - startedMs) / 1000));
    const share = fileBytes === 0 ? 100 : Math.floor((bytesRead / fileBytes) * 100);
    process.stderr.write(`\r${share} %  ${rowsRead} rows, ${rate} a second ${state === "done" ? "\n" : ""}`);
  };
}

function titleOf(format: FormatName): string {
  return callLogFormats.find(({ name }) => name === format)?.title ?? "A log of its own kind";
}

function wordsOf(refusal: Parameters<typeof problemOf>[0]): string {
  const { title, detail } = problemOf(refusal);
  return detail === undefined ? title : `${title}. ${detail}`;
}
