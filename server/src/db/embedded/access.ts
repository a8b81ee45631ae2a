import { readFile, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** A system user by its numbers. */
export type SystemUser = { readonly uid: number; readonly gid: number };

/** Debian's and most others' `nobody`, for machines without a `postgres` user. */
const nobody: SystemUser = { uid: 65534, gid: 65534 };

/** Whether this process is root on a system that has such a thing. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The user PostgreSQL should run as, or `null` for "the same as this process": PostgreSQL refuses to run as root, so root
 * hands over to the owner of an existing data folder, else to `postgres`, else to nobody.
 */
export async function choosePostgresUser(clusterFolder: string): Promise<SystemUser | null> {
  if (!isRoot()) return null;
  const existing = await stat(clusterFolder).catch(() => null);
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [, , uid, gid] = users.match(/^postgres:.*$/m)?.[0].split(":") ?? [];
  return uid && gid && uid !== "0" ? { uid: Number(uid), gid: Number(gid) } : nobody;
}

/** Whether the user may enter the folder and every folder above it, by mode bits alone (no access lists, no capabilities). */
export async function canEnter(folder: string, user: SystemUser): Promise<boolean> {
  let current = await realpath(folder);
  for (;;) {
    if (!(await hasPermission(current, user, 0o1))) return false;
    const above = dirname(current);
    if (above === current) return true;
    current = above;
  }
}

/** Whether the mode bits give the user `wanted` (4 read, 2 write, 1 execute or enter). */
export async function hasPermission(path: string, user: SystemUser, wanted: number): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const granted = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode;
  return (granted & wanted) === wanted;
}
