import { doctor } from "@ringback/server/db/queries/doctor.ts";
import type { Command } from "commander";
import { inAccount } from "#in-account.ts";
import { printJson, printTable } from "#print.ts";

/** `ringback doctor`: what is well and what is not. Exit code 1 when something is not. */
export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("Say what is well and what is not")
    .option("--account <business>", "name or id, where there are several")
    .option("--json", "answer as JSON")
    .action(async ({ account, json }: { account?: string; json?: boolean }) => {
      const health = await inAccount(account, (ctx, accountId) =>
        doctor(ctx.db, accountId, ctx.clock.now(), {
          emailSetUp: process.env["RINGBACK_SMTP_URL"] !== undefined,
          clockOffsetMs: ctx.clock.offsetMs,
        }),
      );
      if (json) printJson(health);
      else
        printTable(
          ["", "check", "note"],
          health.checks.map((check) => [check.ok ? "ok" : "!!", check.name, check.note]),
        );
      if (!health.ok) process.exitCode = 1;
    });
}
