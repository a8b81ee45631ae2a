import { setTimeout as pause } from "node:timers/promises";
import type { DrillBody } from "@ringback/contract/drills.ts";
import { parseNumber } from "@ringback/core/phone-number.ts";
import { findDrill } from "@ringback/server/db/queries/drills.ts";
import { problemOf } from "@ringback/server/http/problems.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { listConnections } from "@ringback/server/use-cases/list-connections.ts";
import { startDrill } from "@ringback/server/use-cases/start-drill.ts";
import type { Command } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printLine, printTable } from "#print.ts";

interface Options {
  readonly number?: string;
  readonly account?: string;
  readonly json?: boolean;
}

const lookEveryMs = 300;
/** Longer than any drill; then the server that judges it is not running. */
const patienceMs = 10 * 60_000;

/**
 * `ringback drill`: places a test call to a number and prints what the ledger shows of the five checks. Needs a running
 * Ringback, whose worker judges. Exit code 1 when a check failed or the drill could not be made.
 */
export function drillCommand(program: Command): void {
  program
    .command("drill")
    .description("Place a test call and check the whole loop by its evidence")
    .option("--number <number>", "which number to call; the first connected one if not given")
    .option("--account <business>", "name or id, where there are several")
    .option("--json", "answer as JSON")
    .action(async ({ number, account, json }: Options) => {
      const drill = await inAccount(account, (ctx, accountId) => run(ctx, accountId, number));
      if (json) printJson(drill);
      else print(drill);
      if (drill.state !== "passed") process.exitCode = 1;
    });
}

async function run(ctx: Context, accountId: string, wanted: string | undefined): Promise<DrillBody> {
  const numberId = await chooseNumber(ctx, accountId, wanted);
  const started = await startDrill(ctx, { accountId, by: null, numberId });
  if (!started.ok) {
    const { title, detail } = problemOf(
      started.refusal,
      started.detail === undefined ? {} : { detail: started.detail },
    );
    throw new Error([title, detail].filter((words) => words !== undefined).join(". "));
  }
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const drill = await findDrill(ctx.db, accountId, ctx.clock.now(), started.drillId);
    if (drill !== null && drill.state !== "running") return drill;
    await pause(lookEveryMs);
  }
  throw new Error("Nobody judges the drill. Is Ringback running? Start it with: npm start");
}

async function chooseNumber(ctx: Context, accountId: string, wanted: string | undefined): Promise<string> {
  const { numbers } = await listConnections(ctx, accountId);
  const number = wanted === undefined ? undefined : parseNumber(wanted);
  if (number === null) throw new Error(`${wanted} is no phone number; give it like +13125550117`);
  const found = numbers.find((one) => (number === undefined ? one.connectionId !== null : one.number === number));
  if (found === undefined)
    throw new Error(
      number === undefined ? "No number is connected to a provider." : "The business has no such number.",
    );
  return found.id;
}

const marks = { passed: "ok", failed: "!!", waiting: "..", "not-needed": "--" } as const;

function print({ checks, number, numberLabel, state, error, callId }: DrillBody): void {
  printLine(`Drill of ${numberLabel} (${number}): ${state}`);
  if (error !== null) printLine(error);
  if (checks === null) return;
  const rows = Object.entries(checks).map(([name, check]) => [marks[check.state], name, check.words]);
  printTable(["", "check", "what the ledger shows"], rows);
  if (callId !== null) printLine(`The call: npx ringback ledger ${callId}`);
}
