import { writeFile } from "node:fs/promises";
import { callLogFormats } from "@ringback/core/importing/formats.ts";
import type { FormatName } from "@ringback/core/importing/mapping.ts";
import { compares, presets } from "@ringback/core/measurement/figures/asked.ts";
import { cellWords, kindOfCell } from "@ringback/core/measurement/report/cell-words.ts";
import type { Report } from "@ringback/core/measurement/report/report-model.ts";
import {
  isOfDays,
  type ReportFormat,
  type ReportName,
  reportFormats,
  reportNames,
  reportTitles,
} from "@ringback/core/measurement/report/report-names.ts";
import type { AskedReport } from "@ringback/server/db/queries/asked-report.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { makeReport } from "@ringback/server/use-cases/make-report.ts";
import { reportFile } from "@ringback/server/use-cases/report-file.ts";
import { type Command, InvalidArgumentError, Option } from "commander";
import { inAccount } from "#in-account.ts";
import { inLog } from "#in-log.ts";
import { printJson, printLine, printTable } from "#print.ts";
import { readDay } from "#read-day.ts";
import { refusalWords } from "./refusal-words.ts";
import { printFigures, reportFigures } from "./report-figures.ts";

interface Options extends AskedReport {
  readonly account?: string;
  readonly log?: string;
  readonly timeZone?: string;
  readonly format?: FormatName;
  readonly mapping?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: boolean;
  readonly pdf?: boolean;
  readonly output?: string;
}

/**
 * `ringback report <name>`: what a screen of Measure says, for people, as JSON, or as a file. `report figures --json` has
 * the hours of the week, the costs and every definition besides.
 */
export function reportCommand(program: Command): void {
  const report = program.command("report").description("Reports from what is measured");
  for (const name of reportNames) {
    const command = report.command(name).description(descriptions[name]);
    if (isOfDays(name)) addRange(command, name);
    if (name === "weekly") command.option("--week <day>", "a day of the week; else the one under review", readDay);
    command
      .option("--account <business>", "name or id, where there are several")
      .option("--json", "answer as JSON")
      .option("--csv", "as a table for a spreadsheet")
      .option("--xlsx", "as an Excel workbook")
      .option("--pdf", "as a PDF")
      .option("--output <file>", "write it there; of what kind it is its ending says, too", readOutput)
      .action(async (options: Options) => await run(name, options));
  }
}

const descriptions: Readonly<Record<ReportName, string>> = {
  figures:
    "Every figure of a range of days, by hour of the week, and the cost; the last 28 days unless asked otherwise",
  leaks: "Where calls of a range leak, and the smallest changes that would help",
  cost: "What the callers lost in a range cost, by both formulas, with every input's source",
  scorecard: "The five checks, with their evidence",
  pilot: "The pilot as it stands, or its verdict",
  weekly: "A week's review: who was left without an answer, and what changed",
};

function addRange(command: Command, name: ReportName): void {
  command
    .option("--from <day>", "the first day of the business's calendar, like 2026-11-01", readDay)
    .option("--to <day>", "the last day; today if not given", readDay)
    .addOption(new Option("--range <range>", "a named range instead").choices(presets))
    .option("--number <ids>", "only these numbers, by id, separated by commas")
    .option("--source <source>", "only numbers advertised there")
    .option("--line <line>", "only numbers for this line of service")
    .option("--log <file>", "on this call log alone (CSV), with no business set up; nothing of it is kept")
    .option("--time-zone <zone>", "of the log's business and of times that say none; else this computer's")
    .addOption(
      new Option("--format <format>", "whose log it is, if its header does not tell").choices([
        ...callLogFormats.map(({ name: format }) => format),
        "custom",
      ]),
    )
    .option("--mapping <mapping>", "how the log is read, as JSON or a file of it");
  if (name === "cost") return;
  command
    .addOption(new Option("--compare <range>", "what to compare with").choices(compares).default("before"))
    .option("--reason <reason>", "only calls missed for this reason, beside the answered ones")
    .option("--lane <lane>", "only these callers, like new-lead")
    .addOption(
      new Option("--returning <whether>", "only callers who had called before, or new ones").choices(["true", "false"]),
    )
    .addOption(
      new Option("--hours <hours>", "only while the business was open, or closed").choices(["open", "closed"]),
    );
}

async function run(name: ReportName, options: Options): Promise<void> {
  const { account, log, timeZone, format: logFormat, mapping, json, csv, xlsx, pdf, output, ...asked } = options;
  if (log === undefined && (timeZone ?? logFormat ?? mapping) !== undefined)
    throw new Error("--time-zone, --format and --mapping say how a log is read: give it with --log.");
  if (log !== undefined && account !== undefined) throw new Error("Give --log or --account: a log has no business.");
  const within: typeof inAccount = (named, ask) =>
    log === undefined
      ? inAccount(named, ask)
      : inLog(log, { timeZone: timeZone ?? Temporal.Now.timeZoneId(), format: logFormat, mapping }, ask);
  const format = formatOf({ csv, xlsx, pdf }, output);
  if (json && format !== null) throw new Error("Give one of --json, --csv, --xlsx and --pdf.");
  if (format === null && output !== undefined && !json)
    throw new Error("Say what to write: --csv, --xlsx, --pdf or --json, or give a file with such an ending.");
  if (format !== null)
    return await within(account, (ctx, accountId) => writeFileOf(ctx, { accountId, name, asked, format, output }));
  if (name === "figures") {
    const figures = await within(account, (ctx, accountId) => reportFigures(ctx, accountId, asked));
    return json ? await answer(figures, output) : printFigures(figures);
  }
  const report = await within(account, async (ctx, accountId) => (await made(ctx, accountId, name, asked)).report);
  if (json) await answer(report, output);
  else printReport(report);
}

async function answer(value: unknown, output: string | undefined): Promise<void> {
  if (output === undefined) printJson(value);
  else await writeFile(output, `${JSON.stringify(value, null, 2)}\n`);
}

/** Writes the file where it was asked for, else to what the command's output goes to. */
async function writeFileOf(
  ctx: Context,
  wish: {
    readonly accountId: string;
    readonly name: ReportName;
    readonly asked: AskedReport;
    readonly format: ReportFormat;
    readonly output: string | undefined;
  },
): Promise<void> {
  const { accountId, name, asked, format, output } = wish;
  if (output === undefined && format !== "csv" && process.stdout.isTTY) throw new Error("Say where to: --output FILE.");
  const { bytes } = await reportFile(ctx, await made(ctx, accountId, name, asked), format);
  if (output === undefined) process.stdout.write(bytes);
  else {
    await writeFile(output, bytes);
    printLine(`${reportTitles[name]} is in ${output}`);
  }
}

/** @throws Error with words for the terminal. */
async function made(ctx: Context, accountId: string, name: ReportName, asked: AskedReport) {
  const found = await makeReport(ctx, { accountId, name, asked, readers: "team", waits: true });
  if (!found.ok) throw new Error(refusalWords(found));
  return found;
}

function formatOf(said: Partial<Record<ReportFormat, boolean | undefined>>, output: string | undefined) {
  const asked = reportFormats.filter((format) => said[format] === true);
  if (asked.length > 1) throw new Error("Give one of --json, --csv, --xlsx and --pdf.");
  return asked[0] ?? reportFormats.find((format) => output?.toLowerCase().endsWith(`.${format}`)) ?? null;
}

function readOutput(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("Give the name of a file.");
}

/** For people: titles, sentences and tables, one below the other. */
function printReport({ title, subtitle, claim, sections }: Report): void {
  printLine(`${title}\n${subtitle}`);
  for (const section of sections) {
    printLine(`\n${section.title}`);
    for (const words of section.words) printLine(words);
    if (section.columns.length === 0) continue;
    printTable(
      section.columns.map((column) => column.title),
      section.rows.map((cells, row) =>
        cells.map((cell, column) =>
          cellWords(cell, kindOfCell(section, row, column), section.columns[column]?.currency),
        ),
      ),
    );
  }
  printLine(`\n${claim}`);
}
