import { resolve } from "node:path";
import { type Config, readConfig } from "@ringback/server/config.ts";
import { type Ringback, startRingback } from "@ringback/server/main.ts";
import type { Command } from "commander";
import { buildWebApp } from "#build-web-app.ts";
import { printLine } from "#print.ts";

/** `ringback start`: everything in one process, with the demo business on an empty data folder. */
export function startCommand(program: Command): void {
  program
    .command("start")
    .description("Start Ringback: web, worker, and on an empty folder the demo with a simulated phone")
    .action(async () => {
      // Listened for before anything starts, so that a stop in the middle of starting leaves no database running.
      const told = whenToldToStop();
      const config = readConfig(process.env);
      if (config.role !== "worker") await buildWebApp();
      const ringback = await start(config);
      await told;
      await ringback.stop();
      process.exit(0);
    });
}

async function start(config: Config): Promise<Ringback> {
  const wantsDemo = config.role !== "web" && (config.demo ?? config.databaseUrl === null);
  const ringback = await startRingback(config, wantsDemo ? await loadDemo(config) : null, () => {
    process.stderr.write("The database cannot be kept running. Look at the log in the data folder.\n");
    process.exit(1);
  });
  sayWhatToOpen(ringback);
  return ringback;
}

/** The demo lives in dev/; only an installation that wants it loads it. */
async function loadDemo(config: Config) {
  const { createDemo } = await import("@ringback/dev/demo/demo.ts");
  return createDemo({ dataDir: resolve(config.dataDir), port: config.port });
}

function sayWhatToOpen({ url, context, demoSignIn }: Ringback): void {
  if (url === null) {
    printLine("Ringback worker is working.");
    return;
  }
  printLine("");
  printLine(`Ringback is running:  ${url}`);
  if (demoSignIn !== null) {
    printLine(`Sign in with:         ${demoSignIn.email}  /  ${demoSignIn.password}`);
    printLine(`Ring it:              ${url}/phone  (a simulated phone; watch ${url}/today beside it)`);
  } else {
    printLine("Open it in the browser to set up your business.");
  }
  if (context.publicUrl !== url) printLine(`Providers call:       ${context.publicUrl}/hooks/…`);
  printLine("Stop with Ctrl-C.");
}

/** Resolves at Ctrl-C, at a service manager's stop, and when the launcher is gone. */
function whenToldToStop(): Promise<void> {
  process.channel?.ref();
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const) process.on(signal, () => resolve());
  });
}
