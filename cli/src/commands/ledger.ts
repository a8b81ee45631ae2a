import type { LedgerReport } from "@ringback/contract/ledger.ts";
import { callLedger } from "@ringback/server/db/queries/call-ledger.ts";
import { ledgerLines } from "@ringback/server/db/queries/ledger-lines.ts";
import { ledgerHead, verifyLedger } from "@ringback/server/db/queries/ledger-verify.ts";
import { type Command, InvalidArgumentError } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";
import { readDay } from "#read-day.ts";

interface Options {
  readonly account?: string;
  readonly json?: boolean;
}

/**
 * `ringback ledger …`: a call's story (`show`, and meant when only a call is named), and the books as a whole:
 * `verify`, `head`, `export`.
 */
export function ledgerCommand(program: Command): void {
  const ledger = program.command("ledger").description("The ledger of calls");
  const sub = (name: string, description: string, options: { isDefault?: boolean } = {}) =>
    ledger
      .command(name, options)
      .description(description)
      .option("--account <business>", "name or id, where there are several");
  sub("show <call>", "A call's history from ring to outcome, by our id or the provider's", { isDefault: true })
    .option("--json", "answer as JSON")
    .action(show);
  sub(
    "verify",
    "Recompute every seal, every count and every call's standing; exit code 1 when something is not as it was",
  )
    .option("--expect <hash>", "a head noted earlier: it must be in the chain", readHash)
    .option("--json", "answer as JSON")
    .action(verify);
  sub("head", "The newest seal: note it elsewhere, and nobody can change what came before unseen")
    .option("--json", "answer as JSON")
    .action(head);
  sub("export", "The sealed ledger as JSON lines, each entry with its hash")
    .option("--from <day>", "the first day, in UTC", readDay)
    .option("--to <day>", "the last day, in UTC", readDay)
    .action(exportLines);
}

async function show(call: string, { account, json }: Options): Promise<void> {
  const found = await inAccount(account, (ctx, accountId) => callLedger(ctx.db, accountId, ctx.clock.now(), call));
  if (found === null) throw new Error("There is no such call in this business.");
  if (json) printJson(found);
  else
    printTable(
      ["at", "what"],
      found.entries.map((entry) => [entry.at, entry.text]),
    );
}

async function verify({ account, json, expect }: Options & { expect?: string }): Promise<void> {
  const report = await inAccount(account, (ctx, accountId) =>
    verifyLedger(ctx.db, accountId, ctx.clock.now(), { expect }),
  );
  if (json) printJson(report);
  else printReport(report);
  if (!report.ok) process.exitCode = 1;
}

function printReport(report: LedgerReport): void {
  for (const finding of report.findings) {
    printLine(`!! ${finding.text}`);
    if (finding.days.length > 0) printLine(`   days: ${finding.days.join(", ")}`);
    if (finding.calls.length > 0) printLine(`   calls: ${finding.calls.join(", ")}`);
  }
  if (report.more > 0) printLine(`   … and ${report.more} more`);
  const links = report.linkedBlocks === 0 ? "" : ` (and ${report.linkedBlocks} whose entries retention removed)`;
  printLine(
    `${report.ok ? "As sealed" : "Not as it was"}: ${report.blocks} blocks${links}, ${report.entries} entries, ${report.calls} calls, sealed until ${report.sealedUntil}`,
  );
  if (report.head !== null) printLine(`Head: ${report.head.hash} (block ${report.head.number})`);
}

async function head({ account, json }: Options): Promise<void> {
  const block = await inAccount(account, (ctx, accountId) => ledgerHead(ctx.db, accountId, ctx.clock.now()));
  if (block === null) throw new Error("Nothing is sealed yet. A running worker seals every minute.");
  if (json) printJson({ hash: block.hash, number: block.number, sealedUntil: block.toAt.toString() });
  else printLine(block.hash);
}

async function exportLines({ account, from, to }: Options & { from?: string; to?: string }): Promise<void> {
  await inAccount(account, async (ctx, accountId) => {
    for await (const lines of ledgerLines(ctx.db, accountId, ctx.clock.now(), { from, to })) {
      // A reader that is slower than the database is waited for.
      if (!process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join("")))
        await new Promise((resolve) => process.stdout.once("drain", resolve));
    }
  });
}

function readHash(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text;
  throw new InvalidArgumentError("Give the 64 hexadecimal digits that `ledger head` printed.");
}
