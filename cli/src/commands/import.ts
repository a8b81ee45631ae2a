import { createReadStream, createWriteStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { callLogFormats } from "@ringback/core/importing/formats.ts";
import type { FormatName } from "@ringback/core/importing/mapping.ts";
import { type RejectReason, rejectWords } from "@ringback/core/importing/reject-reason.ts";
import { rejectedLines, rejectsAsCsv } from "@ringback/server/db/queries/import-rejects.ts";
import type { StoredImport } from "@ringback/server/db/stores/call-imports.ts";
import { importChunkBytesMax } from "@ringback/server/use-cases/bring-import.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { dryRunImport } from "@ringback/server/use-cases/dry-run-import.ts";
import { type Command, Option } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";
import { bringLog, givenMapping, type LogOptions, withOptions, wordsOf } from "./bring-log.ts";

interface Options extends LogOptions {
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
  const result = await bringLog(ctx, {
    accountId,
    file,
    options,
    onStart: (format, columns) => {
      if (!options.json) process.stderr.write(`${titleOf(format)} (${columns} columns)\n`);
    },
    onProgress: progressLine(),
  });
  if (options.rejects !== undefined && result.rejected > 0)
    await pipeline(rejectsAsCsv(ctx.db, accountId, ctx.clock.now(), result.id), createWriteStream(options.rejects));
  print(result, options);
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
