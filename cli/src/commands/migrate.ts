import type { Command } from "commander";
import { openContext } from "#open-context.ts";
import { printJson, printLine } from "#print.ts";

/** `ringback migrate`: brings the database to this release's schema and says so. */
export function migrateCommand(program: Command): void {
  program
    .command("migrate")
    .description("Bring the database to this release's schema")
    .option("--json", "answer as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const { close } = await openContext();
      await close();
      if (json) printJson({ ok: true });
      else printLine("The database has this release's schema.");
    });
}
