import { type ReplayReport, replayDecisions } from "@ringback/server/db/queries/replay-decisions.ts";
import { type Command, Option } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";
import { readDay } from "#read-day.ts";

const kinds = ["outbound", "owner", "clock", "escalation"] as const;

interface Options {
  readonly account?: string;
  readonly from?: string;
  readonly to?: string;
  readonly kind?: (typeof kinds)[number];
  readonly json?: boolean;
}

/** `ringback replay`: decides everything again from what was kept. Exit code 1 when a decision comes out differently. */
export function replayCommand(program: Command): void {
  program
    .command("replay")
    .description("Decide again what was decided by rule, and compare; exit code 1 when something comes out differently")
    .option("--account <business>", "name or id, where there are several")
    .option("--from <day>", "the first day, in UTC", readDay)
    .option("--to <day>", "the last day, in UTC", readDay)
    .addOption(new Option("--kind <kind>", "only these decisions").choices(kinds))
    .option("--json", "answer as JSON")
    .action(async ({ account, json, ...scope }: Options) => {
      const report = await inAccount(account, (ctx, accountId) =>
        replayDecisions(ctx.db, accountId, ctx.clock.now(), scope),
      );
      if (json) printJson(report);
      else printReport(report);
      if (report.findings.length > 0) process.exitCode = 1;
    });
}

function printReport({ decisions, byKind, findings }: ReplayReport): void {
  for (const { kind, subjectId, at, rulesVersion, replay } of findings) {
    const what = replay.result === "different" ? `now: ${JSON.stringify(replay.outcome)}` : replay.why;
    printLine(`!! ${at} ${kind} of ${subjectId} (rules ${rulesVersion}): ${what}`);
  }
  printTable(
    ["decisions about", "kept", "the same", "different", "unreadable"],
    Object.entries(byKind).map(([kind, counts]) => [
      kind,
      String(counts.decisions),
      String(counts.same),
      String(counts.different),
      String(counts.unreadable),
    ]),
  );
  if (decisions === 0) printLine("No decision was kept in that time.");
}
