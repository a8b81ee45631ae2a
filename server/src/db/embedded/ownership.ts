import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { DataFolderInUseError } from "./embedded-postgres-error.ts";
import { isProcessAlive } from "./processes.ts";

/** The right to start, stop and use a server. It lasts as long as its connection, so it dies with the process. */
export type Ownership = {
  /** Resolves when the connection is gone without `release`: the server ended or threw us out. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
};

/** Any number will do; these are the letters "ring". */
const lockKey = 0x72_69_6e_67;

/** A server needs a moment to notice that the process at the other end was killed. */
const deadOwnerLimitMs = 5_000;

/**
 * Takes the one ownership there is on a server.
 * @param connectionString the maintenance database of the server.
 * @throws DataFolderInUseError naming the process that has it.
 */
export async function takeOwnership(connectionString: string, dataDir: string): Promise<Ownership> {
  const client = new Client({ connectionString, application_name: `ringback owner ${process.pid}` });
  let released = false;
  const lost = new Promise<void>((resolve) => {
    client.on("error", () => undefined);
    client.on("end", () => {
      if (!released) resolve();
    });
  });
  const release = async () => {
    released = true;
    await client.end().catch(() => undefined);
  };
  try {
    await client.connect();
    const end = performance.now() + deadOwnerLimitMs;
    while (!(await tryLock(client))) {
      const owner = await ownerProcess(client);
      if (performance.now() > end || (owner !== null && (await isProcessAlive(owner)))) {
        throw new DataFolderInUseError(
          `Another Ringback (process ${owner ?? "unknown"}) is using the data folder ${dataDir}. ` +
            "Stop it, or set RINGBACK_DATA_DIR.",
        );
      }
      await pause(50);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { lost, release };
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [lockKey]);
  return rows[0]?.locked === true;
}

/** The process id an owner wrote into its connection's name. */
async function ownerProcess(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ application_name: string }>(
    `SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = $1 AND l.objsubid = 1`,
    [lockKey],
  );
  const pid = Number(rows[0]?.application_name.split(" ").at(-1));
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}
