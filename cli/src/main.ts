// `ringback …`: thin commands over the same use cases and queries the server uses. Each loads only when it is called.
import { Command, CommanderError } from "commander";

const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  start: async () => (await import("./commands/start.ts")).startCommand,
  due: async () => (await import("./commands/due.ts")).dueCommand,
  connect: async () => (await import("./commands/connect.ts")).connectCommand,
  calls: async () => (await import("./commands/lists.ts")).callsCommand,
  callbacks: async () => (await import("./commands/lists.ts")).callbacksCommand,
  messages: async () => (await import("./commands/lists.ts")).messagesCommand,
  ledger: async () => (await import("./commands/ledger.ts")).ledgerCommand,
  drill: async () => (await import("./commands/drill.ts")).drillCommand,
  reconcile: async () => (await import("./commands/reconcile.ts")).reconcileCommand,
  import: async () => (await import("./commands/import.ts")).importCommand,
  classify: async () => (await import("./commands/classify.ts")).classifyCommand,
  ai: async () => (await import("./commands/ai.ts")).aiCommand,
  forget: async () => (await import("./commands/forget.ts")).forgetCommand,
  replay: async () => (await import("./commands/replay.ts")).replayCommand,
  report: async () => (await import("./commands/report.ts")).reportCommand,
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
  migrate: async () => (await import("./commands/migrate.ts")).migrateCommand,
};

/** Exit codes: 0 done, 1 the command found or met a problem, 2 it was called wrongly or cannot read its input. */
async function main(args: readonly string[]): Promise<void> {
  const program = new Command("ringback").description("Makes sure that no caller is lost.").exitOverride();
  const wanted = args[0] ?? "";
  const needed = Object.hasOwn(commands, wanted) ? [wanted] : Object.keys(commands);
  for (const name of needed) (await commands[name]?.())?.(program);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 1 ? 2 : error.exitCode;
      return;
    }
    process.stderr.write(`ringback: ${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env["LOG_LEVEL"] === "debug" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    // Not only an exit code: what a failed command had started already must not keep it running.
    process.exit(1);
  }
}

// Whoever reads only the beginning (`… | head`) has what they wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
// Started by the launcher over a channel; it must not keep a finished command alive.
process.channel?.unref();
await main(process.argv.slice(2));
