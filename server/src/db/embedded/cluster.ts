import { randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { choosePostgresUser, type SystemUser } from "./access.ts";
import { ownerRole } from "./address.ts";
import { locatePostgresBinaries, type PostgresBinaries } from "./binaries.ts";
import { chooseRunner, type Runner, startCommand } from "./command.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** The major version of the binaries, which a data folder must match. */
const majorVersion = 18;

/** A data folder that is ready to be served. */
export type Cluster = {
  /** What the person chose (RINGBACK_DATA_DIR). */
  readonly dataDir: string;
  /** PostgreSQL's own folder in it, links resolved. */
  readonly folder: string;
  readonly binaries: PostgresBinaries;
  readonly runner: Runner;
  /** For loopback connections; `null` where a private socket needs none. */
  readonly password: string | null;
};

/** Where PostgreSQL's files are within a data folder. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, "postgresql");
}

/** The password of a loopback server, or `null` where none was made. */
export async function readPassword(dataDir: string): Promise<string | null> {
  return await readFile(join(dataDir, "postgresql.password"), "utf8").catch(() => null);
}

/**
 * Makes the data folder ready: creates it at the first start, checks its version and owner at later ones.
 * @param onInitialize told when a new one is about to be made.
 * @throws EmbeddedPostgresError when the folder is of another PostgreSQL version or not PostgreSQL's at all.
 */
export async function prepareCluster(
  dataDir: string,
  options: { durable: boolean; onInitialize: () => void },
): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true });
  const resolvedDataDir = await realpath(dataDir);
  const folder = clusterFolder(resolvedDataDir);
  const state = await examine(folder);
  const user = await choosePostgresUser(folder);
  const binaries = await locatePostgresBinaries(user);
  const runner = await chooseRunner(resolvedDataDir, user);
  if (state === "absent") {
    options.onInitialize();
    await initialize(resolvedDataDir, binaries, runner, options.durable);
  }
  if (user) await giveTo(folder, user);
  else await refuseForeignOwner(folder);
  return { dataDir: resolvedDataDir, folder, binaries, runner, password: await readPassword(resolvedDataDir) };
}

/** Removes what starts that were killed in the middle of making a data folder left behind. For the folder's owner only. */
export async function removeUnfinishedClusters(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith("postgresql.new-")) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

async function examine(folder: string): Promise<"absent" | "present"> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new EmbeddedPostgresError(`The data folder ${folder} cannot be read (${error.code}).`, { cause: error });
  });
  if (entries.length === 0) return "absent";
  const version = (await readFile(join(folder, "PG_VERSION"), "utf8").catch(() => "")).trim();
  if (!/^\d+$/.test(version)) {
    throw new EmbeddedPostgresError(
      `${folder} holds files but no PostgreSQL database. Move them away, or set RINGBACK_DATA_DIR to another folder.`,
    );
  }
  if (Number(version) > majorVersion) {
    throw new EmbeddedPostgresError(
      `The data folder ${folder} was written by PostgreSQL ${version}; this Ringback brings PostgreSQL ${majorVersion} and would ` +
        "damage it. Use the newer Ringback that wrote it, or set RINGBACK_DATA_DIR to another folder.",
    );
  }
  if (Number(version) < majorVersion) {
    throw new EmbeddedPostgresError(
      `The data folder ${folder} was written by PostgreSQL ${version}; this Ringback brings PostgreSQL ${majorVersion}. ` +
        "Make a backup with the Ringback that wrote it and restore it with this one.",
    );
  }
  return "present";
}

/** Works in a folder beside and renames it when complete, so that a half-made data folder can never be mistaken for one. */
async function initialize(
  dataDir: string,
  binaries: PostgresBinaries,
  runner: Runner,
  durable: boolean,
): Promise<void> {
  const draft = await mkdtemp(join(dataDir, "postgresql.new-"));
  try {
    if (runner.user) await chown(draft, runner.user.uid, runner.user.gid);
    const args = [
      "-D",
      draft,
      "-U",
      ownerRole,
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ];
    args.push(
      "--locale=C",
      "--auth-host=scram-sha-256",
      "--data-checksums",
      durable ? "--sync-method=fsync" : "--no-sync",
    );
    if (process.platform === "win32")
      args.push("--auth-local=scram-sha-256", `--pwfile=${await makePassword(dataDir)}`);
    else args.push("--auth-local=trust");
    await runToEnd(runner, binaries.initdb, args);
    // An empty folder made by hand may stand in the way (only Windows minds).
    await rmdir(clusterFolder(dataDir)).catch(() => undefined);
    await rename(draft, clusterFolder(dataDir));
    if (durable) await syncFolder(dataDir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // A process starting at the same moment was faster. Which of the two may go on is decided later, at the lock.
    if ((await examine(clusterFolder(dataDir))) === "present") return;
    throw error;
  }
}

async function runToEnd(runner: Runner, program: string, args: string[]): Promise<void> {
  const child = startCommand(runner, program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  await new Promise<void>((resolve, reject) => {
    child.once("error", (error) => reject(cannotRun(program, error.message, error)));
    child.once("close", (code) => (code === 0 ? resolve() : reject(cannotRun(program, output.trim()))));
  });
}

/** The one error for a program that could not do its work. */
export function cannotRun(program: string, said: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL did not start (${program}): ${said || "it said nothing"}\n` +
      "If this machine cannot run it, set DATABASE_URL to a PostgreSQL of yours (15 or newer).",
    { cause },
  );
}

async function makePassword(dataDir: string): Promise<string> {
  const file = join(dataDir, "postgresql.password");
  await writeFile(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    },
  );
  return file;
}

/** A folder restored by root (a copy, an archive) belongs to root; PostgreSQL insists on owning its folder. */
async function giveTo(folder: string, user: SystemUser): Promise<void> {
  if ((await lstat(folder)).uid === user.uid) return;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
  await chmod(folder, 0o700);
  // Last, so that an interrupted change is taken up again.
  await chown(folder, user.uid, user.gid);
}

async function refuseForeignOwner(folder: string): Promise<void> {
  const self = process.getuid?.();
  const { uid } = await lstat(folder);
  if (self === undefined || uid === self) return;
  throw new EmbeddedPostgresError(
    `The data folder ${folder} belongs to user id ${uid}, and Ringback runs as user id ${self}. ` +
      "Start it as the user who started it first, give the folder to this user, or set RINGBACK_DATA_DIR to another folder.",
  );
}

/** A rename is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
