import { mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { isProcessAlive } from "#db/embedded/processes.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#db/embedded.ts";
import { createTemplate } from "./template.ts";

type SharedServer = { readonly started: Promise<{ server: EmbeddedPostgres; folder: string }>; users: number };

/** Vitest loads this file once a project, in one process; the projects share what hangs here. */
const shared: typeof globalThis & { ringbackTestServer?: SharedServer } = globalThis;

const folderPrefix = "ringback-test-";

/** Linux's file system in memory: a database is cloned there in a third to a sixth of the time that a busy disk takes. */
const memory = "/dev/shm";
/** A run takes less than a gigabyte; containers often have 64 MB. */
const roomyBytes = 4e9;

/** Starts one PostgreSQL for the whole test run, in a temporary folder, and stops it after the last project that uses it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  shared.ringbackTestServer ??= { started: start(), users: 0 };
  const use = shared.ringbackTestServer;
  use.users += 1;
  const { server, folder } = await use.started;
  project.provide("testServerUrl", server.connectionString);
  return async () => {
    use.users -= 1;
    if (use.users > 0) return;
    delete shared.ringbackTestServer;
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function start(): Promise<{ server: EmbeddedPostgres; folder: string }> {
  await removeLeftovers();
  const place = (await isRoomy(memory)) ? memory : tmpdir();
  const folder = await mkdtemp(join(place, `${folderPrefix}${process.pid}-`));
  const server = await startOn(folder);
  try {
    await createTemplate(server.connectionString);
  } catch (error) {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { server, folder };
}

function startOn(folder: string): Promise<EmbeddedPostgres> {
  const settings = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    autovacuum: "off",
    max_connections: "200",
  };
  return startEmbeddedPostgres({ dataDir: folder, settings, log: () => undefined });
}

async function isRoomy(place: string): Promise<boolean> {
  const room = await statfs(place).catch(() => null);
  return room !== null && room.bavail * room.bsize >= roomyBytes;
}

/** Servers and folders of test runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const place of [tmpdir(), memory]) await removeLeftoversIn(place);
}

async function removeLeftoversIn(place: string): Promise<void> {
  for (const name of await readdir(place).catch(() => [])) {
    if (!name.startsWith(folderPrefix)) continue;
    const pid = Number(name.slice(folderPrefix.length).split("-")[0]);
    if (!Number.isInteger(pid) || (await isProcessAlive(pid))) continue;
    const folder = join(place, name);
    const running = await startOn(folder).catch(() => null);
    await running?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
