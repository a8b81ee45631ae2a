// A process of its own that starts PostgreSQL on the data folder it is given, for tests that kill it.
// It prints one line of JSON: what it started, or why it could not.
import { startEmbeddedPostgres } from "#db/embedded.ts";

const [dataDir = ""] = process.argv.slice(2);
try {
  const { connectionString, adopted, stop } = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  process.once("SIGTERM", () => void stop());
  process.stdout.write(`${JSON.stringify({ connectionString, adopted })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
}
