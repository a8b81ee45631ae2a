import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connectionStringFor, prepareAddress, type ServerAddress } from "./address.ts";
import { type Cluster, cannotRun } from "./cluster.ts";
import { startCommand } from "./command.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { isPostgresProcess, isProcessAlive, waitForExit } from "./processes.ts";
import { serves } from "./serves.ts";
import { settingsArguments } from "./settings.ts";

/** A running server on a cluster. */
export type Postmaster = { readonly pid: number; readonly address: ServerAddress; readonly adopted: boolean };

/** After `kill -9` of the server its children live on for about two seconds and keep the data folder locked. */
const retryLimitMs = 15_000;
/** A server that was killed under load first replays its log. */
const recoveryLimitMs = 120_000;
/** A fast shutdown writes what is in memory to disk. */
const fastShutdownLimitMs = 20_000;
const immediateShutdownLimitMs = 5_000;

/** What PostgreSQL says when a predecessor has not gone yet. */
const predecessorStillThere = /shared memory block|lock file .* already exists|Address already in use|could not bind/;

/**
 * Takes over the server that already runs on the cluster, or starts one, and waits until it answers.
 * @throws EmbeddedPostgresError with PostgreSQL's own words when it does not start.
 */
export async function bringUpPostmaster(cluster: Cluster, settings: Record<string, string>): Promise<Postmaster> {
  const address = await prepareAddress(cluster.folder, cluster.runner.user);
  const end = performance.now() + retryLimitMs;
  for (;;) {
    const running = await adoptRunning(cluster);
    if (running) return running;
    const started = await start(cluster, address, settings);
    if (started.ok) return { pid: started.pid, address, adopted: false };
    if (performance.now() > end || !predecessorStillThere.test(started.said)) {
      throw cannotRun(cluster.binaries.postgres, started.said);
    }
    await pause(100);
  }
}

/**
 * Ends the server: connections are cut, everything is written, the process is gone when this resolves.
 * @throws EmbeddedPostgresError when it does not end even on the strict request.
 */
export async function shutDownPostmaster(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  const { pid, address } = postmaster;
  if (await isPostgresProcess(pid)) {
    await requestShutdown(cluster, pid, "fast");
    if (!(await waitForExit(pid, fastShutdownLimitMs))) {
      await requestShutdown(cluster, pid, "immediate");
      if (!(await waitForExit(pid, immediateShutdownLimitMs))) {
        throw new EmbeddedPostgresError(`The embedded PostgreSQL (process ${pid}) does not stop.`);
      }
    }
  }
  if (address.kind === "socket") await rm(address.folder, { recursive: true, force: true });
}

async function adoptRunning(cluster: Cluster): Promise<Postmaster | null> {
  const end = performance.now() + recoveryLimitMs;
  for (;;) {
    const file = await readPostmasterFile(cluster.folder);
    if (file === null || !(await isPostgresProcess(file.pid))) return null;
    if (file.state === "ready" && file.address) {
      const url = connectionStringFor(file.address, "postgres", cluster.password);
      if (await serves(url, cluster.folder)) return { pid: file.pid, address: file.address, adopted: true };
      // The number is another server's by now: ours is gone.
      if ((await readPostmasterFile(cluster.folder))?.pid === file.pid) return null;
    }
    if (performance.now() > end) {
      throw new EmbeddedPostgresError(
        `PostgreSQL (process ${file.pid}) on ${cluster.folder} neither gets ready nor stops.`,
      );
    }
    await pause(50);
  }
}

type StartAttempt = { ok: true; pid: number } | { ok: false; said: string };

async function start(
  cluster: Cluster,
  address: ServerAddress,
  settings: Record<string, string>,
): Promise<StartAttempt> {
  const saidFile = join(cluster.dataDir, "postgresql-start.log");
  const said = await open(saidFile, "w", 0o600);
  const args = ["-D", cluster.folder, ...settingsArguments(address, settings)];
  const child = startCommand(cluster.runner, cluster.binaries.postgres, args, {
    stdio: ["ignore", said.fd, said.fd],
    // Its own process group: Ctrl-C in the terminal reaches us, and we end it in order.
    detached: true,
    env: await ignoreReusedProcessId(cluster.folder),
  });
  child.unref();
  let failure: string | null = null;
  child.once("error", (error) => {
    failure = error.message;
  });
  child.once("exit", (code, signal) => {
    failure ??= `ended with ${signal ?? code}`;
  });
  try {
    const end = performance.now() + recoveryLimitMs;
    while (failure === null) {
      const file = await readPostmasterFile(cluster.folder);
      if (child.pid !== undefined && file?.pid === child.pid && file.state === "ready")
        return { ok: true, pid: child.pid };
      if (performance.now() > end) {
        child.kill("SIGQUIT");
        failure = `not ready after ${recoveryLimitMs / 1000} seconds`;
      }
      await pause(10);
    }
    return { ok: false, said: `${(await readFile(saidFile, "utf8")).trim()} (${failure})` };
  } finally {
    await said.close();
  }
}

/**
 * After a restart of the machine or container the number in a left-over `postmaster.pid` may be another program's, and
 * PostgreSQL would take that for its predecessor. It passes over the number in PG_GRANDPARENT_PID (meant for pg_ctl), and
 * goes on to check the shared memory, so nothing is risked.
 */
async function ignoreReusedProcessId(folder: string): Promise<Record<string, string>> {
  const file = await readPostmasterFile(folder);
  if (file === null || !Number.isInteger(file.pid) || (await isPostgresProcess(file.pid))) return {};
  return { PG_GRANDPARENT_PID: String(file.pid) };
}

async function requestShutdown(cluster: Cluster, pid: number, mode: "fast" | "immediate"): Promise<void> {
  if (process.platform !== "win32") {
    try {
      process.kill(pid, mode === "fast" ? "SIGINT" : "SIGQUIT");
    } catch (error) {
      if (await isProcessAlive(pid)) throw error;
    }
    return;
  }
  // Windows has no such signals: pg_ctl speaks PostgreSQL's own way of asking.
  const args = ["stop", "-D", cluster.folder, "-m", mode, "-W"];
  const child = startCommand(cluster.runner, cluster.binaries.pgCtl, args, { stdio: "ignore" });
  await new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
}
