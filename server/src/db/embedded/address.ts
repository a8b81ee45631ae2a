import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir, mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canEnter, type SystemUser } from "./access.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** Where the server listens: a socket in a private folder, or (where there are none) a loopback port with a password. */
export type ServerAddress =
  | { readonly kind: "socket"; readonly folder: string; readonly port: number }
  | { readonly kind: "loopback"; readonly port: number };

/** The database superuser, who owns everything. */
export const ownerRole = "ringback";

/** The port only names the socket file; it is never opened on the network. */
const socketPort = 5432;

/** The kernels' limit for a socket's path: 107 bytes on Linux, 103 on macOS. */
const longestSocketPathBytes = 103;

/** The URL of a database on the server. A password is needed for loopback only. */
export function connectionStringFor(address: ServerAddress, database: string, password: string | null): string {
  if (address.kind === "socket") {
    const folder = encodeURIComponent(address.folder);
    return `postgres://${ownerRole}@localhost:${address.port}/${database}?host=${folder}&sslmode=disable`;
  }
  return `postgres://${ownerRole}:${encodeURIComponent(password ?? "")}@127.0.0.1:${address.port}/${database}?sslmode=disable`;
}

/** Prepares a place to listen. The same data folder gets the same socket again, so connections find it after a restart. */
export async function prepareAddress(clusterFolder: string, user: SystemUser | null): Promise<ServerAddress> {
  if (process.platform === "win32") return { kind: "loopback", port: await freeLoopbackPort() };
  return { kind: "socket", folder: await prepareSocketFolder(clusterFolder, user), port: socketPort };
}

async function prepareSocketFolder(clusterFolder: string, user: SystemUser | null): Promise<string> {
  const name = `ringback-${createHash("sha256").update(clusterFolder).digest("hex").slice(0, 12)}`;
  for (const parent of [tmpdir(), "/tmp", "/var/tmp"]) {
    if (Buffer.byteLength(join(parent, `${name}-XXXXXX`, `.s.PGSQL.${socketPort}`)) > longestSocketPathBytes) continue;
    if (user !== null && !(await canEnter(parent, user).catch(() => false))) continue;
    const folder = join(parent, name);
    if (await claim(folder, user)) return folder;
    // Someone else made a folder of that name: never put our door into it.
    const unpredictable = await mkdtemp(`${folder}-`);
    if (user) await chown(unpredictable, user.uid, user.gid);
    return unpredictable;
  }
  throw new EmbeddedPostgresError(
    `No short folder for PostgreSQL's socket: set TMPDIR to one that all users can enter.`,
  );
}

/** Makes the folder ours (mode 0700); `false` when it belongs to another user. */
async function claim(folder: string, user: SystemUser | null): Promise<boolean> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const found = await lstat(folder);
  const self = process.getuid?.();
  if (!found.isDirectory() || (found.uid !== self && found.uid !== user?.uid)) return false;
  if (user && found.uid !== user.uid) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
  return true;
}

function freeLoopbackPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
