// Writes server/src/db/schema.sql anew: starts PostgreSQL in a temporary folder, migrates it and describes what came out.
// Run after adding a migration: npx node tools/dump-schema.ts
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeSchema } from "@ringback/server/db/describe-schema.ts";
import { startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import { migrate } from "@ringback/server/db/migrate.ts";
import pg from "pg";

const target = new URL("../server/src/db/schema.sql", import.meta.url);
const dataDir = await mkdtemp(join(tmpdir(), "ringback-schema-"));
const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: "off" }, log: () => undefined });
try {
  await migrate(server.connectionString);
  const client = new pg.Client({ connectionString: server.connectionString });
  await client.connect();
  try {
    await writeFile(target, await describeSchema(client));
  } finally {
    await client.end();
  }
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
