import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRoot } from "./embedded/access.ts";
import { clusterFolder } from "./embedded/cluster.ts";
import { readPostmasterFile } from "./embedded/postmaster-file.ts";
import { isProcessAlive } from "./embedded/processes.ts";
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresEvent,
  findRunningPostgres,
  startEmbeddedPostgres,
} from "./embedded.ts";

const starterScript = fileURLToPath(import.meta.resolve("#testing/embedded-starter.ts"));

let parent: string;
let dataDir: string;
let events: EmbeddedPostgresEvent[];
let servers: EmbeddedPostgres[];
let starters: ChildProcess[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "ringback-embedded-"));
  await chmod(parent, 0o755);
  dataDir = join(parent, "data");
  events = [];
  servers = [];
  starters = [];
});

afterEach(async () => {
  for (const child of starters) {
    child.kill("SIGKILL");
    // Until it is gone it counts as the owner of the folder.
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  for (const server of servers) await server.stop();
  // What a killed starter left running.
  if ((await postmasterOf(dataDir)) !== null)
    await (await startEmbeddedPostgres({ dataDir, log: () => undefined })).stop();
  await rm(parent, { recursive: true, force: true });
});

test("a new data folder is served within six seconds, and stopping leaves no process and no socket", async () => {
  const begin = performance.now();
  const server = await start();
  expect(await query(server.connectionString, "SELECT current_database() AS value")).toBe("ringback");
  expect(performance.now() - begin).toBeLessThan(6000);
  expect(server.adopted).toBe(false);
  expect(events.map(({ kind }) => kind)).toEqual(["initializing", "started"]);
  const pid = await postmasterOf(dataDir);
  await server.stop();
  expect(pid !== null && (await isProcessAlive(pid))).toBe(false);
  expect(processesNaming(dataDir)).toEqual([]);
  await expect(readdir(socketFolderOf(server.connectionString))).rejects.toThrow("ENOENT");
  expect((await readdir(dataDir)).sort()).toEqual(["postgresql", "postgresql-start.log"]);
});

test("what was committed is there after stop and start, under the same connection string", async () => {
  const first = await start();
  await query(first.connectionString, "CREATE TABLE kept AS SELECT 'promise' AS value");
  await first.stop();
  const second = await start();
  expect(second.connectionString).toBe(first.connectionString);
  expect(await query(second.connectionString, "SELECT value FROM kept")).toBe("promise");
});

test("durability is on: an acknowledged commit is on the disk", async () => {
  const { connectionString } = await start();
  const shown = ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"];
  for (const name of shown)
    expect(await query(connectionString, `SELECT current_setting('${name}') AS value`)).toBe("on");
});

test("statements with a caller's data leave no trace in the log", async () => {
  const server = await start();
  await query(server.connectionString, "CREATE TABLE phone (number text PRIMARY KEY)");
  await query(server.connectionString, "INSERT INTO phone VALUES ('+15550100')");
  await expect(query(server.connectionString, "INSERT INTO phone VALUES ('+15550100')")).rejects.toThrow(/duplicate/);
  await expect(query(server.connectionString, "SELECT '+15550100'::uuid AS value")).rejects.toThrow(/5550100/);
  await server.stop();
  const log = execFileSync("cat", await logFiles(), { encoding: "utf8" });
  expect(log).toContain("ready to accept connections");
  expect(log).not.toContain("5550100");
});

test.runIf(isRoot())("root can keep the data in a folder closed to everyone else", async () => {
  await chmod(parent, 0o700);
  const { connectionString } = await start();
  expect(await query(connectionString, "SELECT 1 + 1 AS value")).toBe(2);
});

test.runIf(isRoot())("the server does not run as root", async () => {
  await start();
  const pid = await postmasterOf(dataDir);
  expect(execFileSync("ps", ["-o", "uid=", "-p", String(pid)], { encoding: "utf8" }).trim()).not.toBe("0");
});

test("the server of a killed process is adopted with its rows, and stopped in order afterwards", async () => {
  const starter = await runStarter();
  await query(starter.connectionString, "CREATE TABLE kept AS SELECT 'promise' AS value");
  const pid = await postmasterOf(dataDir);
  starter.child.kill("SIGKILL");
  await once(starter.child, "exit");
  const server = await start();
  expect(server.adopted).toBe(true);
  expect(server.connectionString).toBe(starter.connectionString);
  expect(await postmasterOf(dataDir)).toBe(pid);
  expect(await query(server.connectionString, "SELECT value FROM kept")).toBe("promise");
  await server.stop();
  expect(processesNaming(dataDir)).toEqual([]);
});

test("server and starter killed together: a start waits for busy children and recovers every committed row", async () => {
  const starter = await runStarter();
  await query(starter.connectionString, "CREATE TABLE kept AS SELECT 'promise' AS value");
  const busy = query(starter.connectionString, "SELECT count(*) AS value FROM generate_series(1, 8000000)");
  const countBusy =
    "SELECT count(*)::int AS value FROM pg_stat_activity WHERE query LIKE '%generate_series(1%' AND pid <> pg_backend_pid()";
  await expect.poll(() => query(starter.connectionString, countBusy)).toBeGreaterThan(0);
  starter.child.kill("SIGKILL");
  await killPostmaster();
  const server = await start();
  await Promise.allSettled([busy]);
  expect(server.adopted).toBe(false);
  expect(await query(server.connectionString, "SELECT value FROM kept")).toBe("promise");
});

test("a server killed under its owner comes back by itself, with every committed row", async () => {
  const server = await start();
  await query(server.connectionString, "CREATE TABLE kept AS SELECT 'promise' AS value");
  const killed = await killPostmaster();
  await expect
    .poll(() => query(server.connectionString, "SELECT value FROM kept").catch(() => null), { timeout: 20_000 })
    .toBe("promise");
  await expect.poll(() => events.map(({ kind }) => kind)).toEqual(["initializing", "started", "lost", "started"]);
  expect(await postmasterOf(dataDir)).not.toBe(killed);
});

test("stopping at the moment the server dies leaves nothing running", async () => {
  const server = await start();
  await killPostmaster();
  await server.stop();
  await expect.poll(() => processesNaming(dataDir), { timeout: 10_000 }).toEqual([]);
});

test("stopping while the server comes back leaves nothing running", async () => {
  const server = await start();
  await killPostmaster();
  await expect.poll(() => events.at(-1)?.kind, { interval: 1 }).toBe("lost");
  await server.stop();
  await expect.poll(() => processesNaming(dataDir), { timeout: 10_000 }).toEqual([]);
});

test("a second Ringback on the same data folder is told who has it, and the first goes on", async () => {
  const starter = await runStarter();
  await expect(start()).rejects.toThrow(
    `Another Ringback (process ${starter.child.pid}) is using the data folder ${dataDir}. Stop it, or set RINGBACK_DATA_DIR.`,
  );
  expect(await query(starter.connectionString, "SELECT 1 AS value")).toBe(1);
});

test("of several processes starting on one new data folder exactly one gets it", async () => {
  const outcomes = await Promise.all([launchStarter(), launchStarter(), launchStarter()]);
  const refused = outcomes.filter(({ answer }) => answer.error?.startsWith("Another Ringback (process "));
  expect(refused).toHaveLength(2);
  const winner = outcomes.find(({ answer }) => answer.error === undefined);
  expect(await query(winner?.answer.connectionString ?? "", "SELECT 1 AS value")).toBe(1);
  expect((await readdir(dataDir)).sort()).toEqual(["postgresql", "postgresql-start.log"]);
});

test("a command beside a running Ringback finds its server, and finds none after it stopped", async () => {
  expect(await findRunningPostgres(dataDir)).toBe(null);
  const server = await start();
  expect(await findRunningPostgres(dataDir)).toBe(server.connectionString);
  await server.stop();
  expect(await findRunningPostgres(dataDir)).toBe(null);
});

test.skipIf(process.platform === "win32")(
  "Ctrl-C in the terminal does not reach the server before we end it in order",
  async () => {
    const starter = await runStarter();
    const pid = await postmasterOf(dataDir);
    process.kill(-(starter.child.pid ?? 0), "SIGINT");
    await once(starter.child, "exit");
    const server = await start();
    expect(server.adopted).toBe(true);
    expect(await postmasterOf(dataDir)).toBe(pid);
  },
);

test("SIGTERM to the process that stops in order leaves nothing running", async () => {
  const starter = await runStarter();
  starter.child.kill("SIGTERM");
  await once(starter.child, "exit");
  expect(processesNaming(dataDir)).toEqual([]);
});

test("a data folder of a newer PostgreSQL is refused and left as it is", async () => {
  await mkdir(clusterFolder(dataDir), { recursive: true });
  await writeFile(join(clusterFolder(dataDir), "PG_VERSION"), "19\n");
  await expect(start()).rejects.toThrow(/was written by PostgreSQL 19; this Ringback brings PostgreSQL 18/);
  expect(await readdir(clusterFolder(dataDir))).toEqual(["PG_VERSION"]);
});

test("a folder with other things in it is refused and left as it is", async () => {
  await mkdir(clusterFolder(dataDir), { recursive: true });
  await writeFile(join(clusterFolder(dataDir), "holiday.jpg"), "");
  await expect(start()).rejects.toThrow(/holds files but no PostgreSQL database/);
  expect(await readdir(clusterFolder(dataDir))).toEqual(["holiday.jpg"]);
});

test("what a start killed in the middle of making the data folder left behind is cleared away", async () => {
  await mkdir(join(dataDir, "postgresql.new-abc123"), { recursive: true });
  await writeFile(join(dataDir, "postgresql.new-abc123", "PG_VERSION"), "18\n");
  const { connectionString } = await start();
  expect(await query(connectionString, "SELECT 1 AS value")).toBe(1);
  expect((await readdir(dataDir)).sort()).toEqual(["postgresql", "postgresql-start.log"]);
});

test("a left-over process id that is another program's by now does not prevent a start", async () => {
  const first = await start();
  await query(first.connectionString, "CREATE TABLE kept AS SELECT 'promise' AS value");
  await first.stop();
  // As after a restart of a container: the number belongs to a living program of the same user as PostgreSQL's.
  const uid = Number(execFileSync("stat", ["-c", "%u", clusterFolder(dataDir)], { encoding: "utf8" }));
  const stranger = spawn("sleep", ["60"], { stdio: "ignore", ...(isRoot() ? { uid } : {}) });
  starters.push(stranger);
  const lines = [stranger.pid, clusterFolder(dataDir), 1, 5432, "/tmp", "", "", "ready"];
  await writeFile(join(clusterFolder(dataDir), "postmaster.pid"), `${lines.join("\n")}\n`);
  const second = await start();
  expect(await query(second.connectionString, "SELECT value FROM kept")).toBe("promise");
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (event) => events.push(event) });
  servers.push(server);
  return server;
}

type StarterAnswer = { connectionString?: string; adopted?: boolean; error?: string };

async function launchStarter(): Promise<{ child: ChildProcess; answer: StarterAnswer }> {
  const child = spawn(process.execPath, [starterScript, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
    // A process group of its own, as a terminal gives it.
    detached: true,
  });
  starters.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { child, answer: JSON.parse(line) };
}

async function runStarter(): Promise<{ child: ChildProcess; connectionString: string }> {
  const { child, answer } = await launchStarter();
  if (answer.connectionString === undefined) throw new Error(answer.error);
  return { child, connectionString: answer.connectionString };
}

async function postmasterOf(folder: string): Promise<number | null> {
  return (await readPostmasterFile(clusterFolder(folder)))?.pid ?? null;
}

async function killPostmaster(): Promise<number> {
  const pid = await postmasterOf(dataDir);
  if (pid === null) throw new Error("no server to kill");
  process.kill(pid, "SIGKILL");
  return pid;
}

async function query(connectionString: string, text: string): Promise<unknown> {
  const client = new Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(text);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
}

function socketFolderOf(connectionString: string): string {
  return new URL(connectionString).searchParams.get("host") ?? "";
}

async function logFiles(): Promise<string[]> {
  const folder = join(clusterFolder(dataDir), "log");
  return (await readdir(folder)).map((name) => join(folder, name));
}

/** Command lines of living processes that mention the folder. */
function processesNaming(folder: string): string[] {
  const lines = execFileSync("ps", ["-eo", "stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(folder) && line.includes("postgres") && !line.startsWith("Z"));
}
