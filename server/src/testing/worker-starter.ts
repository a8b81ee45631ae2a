// A worker process of its own whose jobs never end, for tests that kill it. It prints a line for each job it takes.
import { openDatabase } from "#db/database.ts";
import { startWorker } from "#jobs/worker.ts";
import { bareContext } from "./bare-context.ts";

const [connectionString = ""] = process.argv.slice(2);
const forever = new Promise<void>(() => {});
await startWorker(bareContext(openDatabase(connectionString, 1)), {
  connectionString,
  pollIntervalMs: 50,
  kinds: {
    "long-job": {
      run: async (_ctx, payload) => {
        process.stdout.write(`${JSON.stringify(payload)}\n`);
        await forever;
      },
    },
  },
});
