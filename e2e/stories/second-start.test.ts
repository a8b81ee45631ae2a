import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startServer } from "#processes.ts";
import { soon } from "#soon.ts";
import { freePort } from "#town.ts";

test("a second Ringback on one data folder ends with a clear message and harms nothing", async () => {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "ringback-second-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const env = { RINGBACK_DATA_DIR: dataDir, LOG_LEVEL: "error", DATABASE_URL: "" };
  const first = await freePort();
  stack.use(await startServer({ ...env, PORT: String(first) }));
  // Whoever reads the first one's files before owning the folder stumbles here. The first may be writing at this moment.
  const state = join(dataDir, "simulator.json");
  await soon(async () => {
    await rm(state, { recursive: true, force: true });
    await mkdir(state);
  });
  await expect(startServer({ ...env, PORT: String(await freePort()) })).rejects.toThrow(
    /ended with 1[\s\S]*Another Ringback[\s\S]*RINGBACK_DATA_DIR/,
  );
  expect((await fetch(`http://127.0.0.1:${first}/readyz`)).status).toBe(200);
});

test("wrong environment values are named all at once, and nothing starts", async () => {
  const env = { PORT: "many", DATABASE_URL: "mysql://x", RINGBACK_ROLE: "boss", RINGBACK_PUBLIC_URL: "nowhere" };
  await expect(startServer(env)).rejects.toThrow(
    /ended with 1[\s\S]*PORT[\s\S]*DATABASE_URL[\s\S]*RINGBACK_PUBLIC_URL[\s\S]*RINGBACK_ROLE/,
  );
});
