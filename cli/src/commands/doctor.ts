import { doctor } from "@ringback/server/db/queries/doctor.ts";
import { checkConnection } from "@ringback/server/use-cases/check-connection.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { listConnections } from "@ringback/server/use-cases/list-connections.ts";
import type { Command } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printTable } from "#print.ts";

/** `ringback doctor`: what is well and what is not. Exit code 1 when something is not. */
export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("Say what is well and what is not")
    .option("--account <business>", "name or id, where there are several")
    .option("--ask", "ask every phone system first whether it lets us in")
    .option("--json", "answer as JSON")
    .action(async ({ account, json, ask }: { account?: string; json?: boolean; ask?: boolean }) => {
      const health = await inAccount(account, async (ctx, accountId) => {
        if (ask === true) await askAll(ctx, accountId);
        return await doctor(ctx.db, accountId, ctx.clock.now(), {
          emailSetUp: process.env["RINGBACK_SMTP_URL"] !== undefined,
          clockOffsetMs: ctx.clock.offsetMs,
          systems: ctx.telephony,
        });
      });
      if (json) printJson(health);
      else
        printTable(
          ["", "check", "note"],
          health.checks.map((check) => [check.ok ? "ok" : "!!", check.name, check.note]),
        );
      if (!health.ok) process.exitCode = 1;
    });
}

/** What the phone systems answer is kept with their connections, where the doctor finds it. */
async function askAll(ctx: Context, accountId: string): Promise<void> {
  const { connections } = await listConnections(ctx, accountId);
  await Promise.all(connections.map(({ id }) => checkConnection(ctx, { accountId, connectionId: id })));
}
