import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import { migrate } from "@ringback/server/db/migrate.ts";

/** An empty migrated database of its own that really writes to the disk; gone when it is disposed of. */
export async function temporaryStore(): Promise<{ readonly connectionString: string } & AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "ringback-bench-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
  stack.defer(() => server.stop());
  await migrate(server.connectionString);
  const kept = stack.move();
  return { connectionString: server.connectionString, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
