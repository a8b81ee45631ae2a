import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { connectionStringFor } from "./embedded/address.ts";
import {
  type Cluster,
  clusterFolder,
  prepareCluster,
  readPassword,
  removeUnfinishedClusters,
} from "./embedded/cluster.ts";
import { DataFolderInUseError } from "./embedded/embedded-postgres-error.ts";
import { type Ownership, takeOwnership } from "./embedded/ownership.ts";
import { bringUpPostmaster, type Postmaster, shutDownPostmaster } from "./embedded/postmaster.ts";
import { readPostmasterFile } from "./embedded/postmaster-file.ts";
import { serves } from "./embedded/serves.ts";

/** The database of Ringback on its embedded server. */
const databaseName = "ringback";
const maintenanceDatabase = "postgres";

/** How long a server that died under us may take to come back before we give up. */
const comebackLimitMs = 60_000;

/** What happens to the server, for the log. */
export type EmbeddedPostgresEvent =
  | { readonly kind: "initializing"; readonly dataDir: string }
  | { readonly kind: "started" | "adopted"; readonly pid: number; readonly afterMs: number }
  | { readonly kind: "lost" }
  | { readonly kind: "given-up"; readonly error: unknown }
  | { readonly kind: "stopped" };

/** A running server that this process owns. */
export type EmbeddedPostgres = {
  /** The `ringback` database as its owner (superuser). It stays the same when the server is restarted. */
  readonly connectionString: string;
  /** Whether the server was still running from a process that was killed. */
  readonly adopted: boolean;
  /** Ends the server in order. Close the connections first, or they are cut. Calling it twice is harmless. */
  stop(): Promise<void>;
};

/** What `startEmbeddedPostgres` is given. */
export type EmbeddedPostgresOptions = {
  /** Ringback's data folder (RINGBACK_DATA_DIR); PostgreSQL's files are in its subfolder `postgresql`. */
  readonly dataDir: string;
  readonly log: (event: EmbeddedPostgresEvent) => void;
  /** PostgreSQL settings on top of ours, e.g. `{ fsync: "off" }` in tests. An adopted server keeps those it has. */
  readonly settings?: Record<string, string>;
  /** Told when a server that died could not be brought back, or another process took it: this process should end. */
  readonly onGivenUp?: (error: unknown) => void;
};

/**
 * Starts PostgreSQL on the data folder, or takes over the one a killed process left running, and keeps it running: a
 * server that dies is started again under the same connection string.
 * @throws EmbeddedPostgresError in words for the person at the terminal: another Ringback owns the folder, its files are of
 * another PostgreSQL version, the programs do not run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, settings = {} } = options;
  const cluster = await prepareCluster(dataDir, {
    durable: settings["fsync"] !== "off",
    onInitialize: () => log({ kind: "initializing", dataDir }),
  });
  let { postmaster, ownership } = await takeCharge(cluster, settings, log);
  const { adopted } = postmaster;
  const connectionString = connectionStringFor(postmaster.address, databaseName, cluster.password);
  try {
    await removeUnfinishedClusters(cluster.dataDir);
    await ensureDatabase(urlOf(cluster, postmaster));
  } catch (error) {
    await ownership.release();
    if (!adopted) await shutDownPostmaster(cluster, postmaster);
    throw error;
  }

  let stopped: Promise<void> | null = null;
  let givenUp = false;
  let comeback: Promise<void> = Promise.resolve();
  const watch = (watched: Ownership) => {
    void watched.lost.then(() => {
      if (stopped === null) comeback = bringBack();
    });
  };
  const bringBack = async () => {
    log({ kind: "lost" });
    const end = performance.now() + comebackLimitMs;
    while (stopped === null) {
      try {
        ({ postmaster, ownership } = await takeCharge(cluster, settings, log));
        return watch(ownership);
      } catch (error) {
        if (error instanceof DataFolderInUseError || performance.now() > end) {
          givenUp = true;
          log({ kind: "given-up", error });
          return options.onGivenUp?.(error);
        }
        await pause(250);
      }
    }
  };
  const stop = async () => {
    await comeback;
    await ownership.release();
    // Given up, the server is dead or another process's: not ours to end.
    if (!givenUp) await shutDownPostmaster(cluster, postmaster);
    log({ kind: "stopped" });
  };
  watch(ownership);
  return {
    connectionString,
    adopted,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/**
 * The connection string of a server that runs on this data folder, started by whatever process, or `null`. For commands
 * that work beside a running Ringback; it takes no ownership.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  const folder = clusterFolder(dataDir);
  const file = await readPostmasterFile(folder);
  if (file?.address == null || file.state !== "ready") return null;
  const password = await readPassword(dataDir);
  if (!(await serves(connectionStringFor(file.address, maintenanceDatabase, password), folder))) return null;
  return connectionStringFor(file.address, databaseName, password);
}

type InCharge = { postmaster: Postmaster; ownership: Ownership };

async function takeCharge(
  cluster: Cluster,
  settings: Record<string, string>,
  log: EmbeddedPostgresOptions["log"],
): Promise<InCharge> {
  const begin = performance.now();
  const postmaster = await bringUpPostmaster(cluster, settings);
  const ownership = await takeOwnership(urlOf(cluster, postmaster), cluster.dataDir);
  const kind = postmaster.adopted ? "adopted" : "started";
  log({ kind, pid: postmaster.pid, afterMs: Math.round(performance.now() - begin) });
  return { postmaster, ownership };
}

function urlOf(cluster: Cluster, postmaster: Postmaster): string {
  return connectionStringFor(postmaster.address, maintenanceDatabase, cluster.password);
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}
