import { createHash } from "node:crypto";
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { isProcessAlive } from "./processes.ts";

/** Survives a restart of the machine, and every user can enter it. */
const reachableFolder = "/var/tmp";

/**
 * Copies PostgreSQL's programs to a place any user can enter, and answers that place. Done once for a version; the copy
 * is checked at each use, because /var/tmp is cleaned by age on some systems. Only root calls this: PostgreSQL checks
 * access to its own program by the real user, so capabilities that reach the data folder do not help there.
 * @throws EmbeddedPostgresError when the place is taken by someone else's folder.
 */
export async function copyBinariesWithinReach(native: string, version: string): Promise<string> {
  const wanted = await describeTree(native);
  const fingerprint = createHash("sha256")
    .update(wanted)
    .update(await readFile(join(native, "bin", "postgres")))
    .digest("hex")
    .slice(0, 12);
  const target = join(reachableFolder, `ringback-postgresql-${version}-${fingerprint}`);
  await removeAbandonedCopies(target);
  if (await isTrustworthy(target)) {
    if ((await describeTree(target)) === wanted) return target;
    await retire(target);
  }
  const draft = await mkdtemp(`${target}.${process.pid}.`);
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true, filter: isNeeded });
    await openForReading(draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // A process starting at the same moment was faster: its copy is as good.
    if (!(await isTrustworthy(target))) throw error;
  }
  return target;
}

/** Static libraries serve compilers only. */
function isNeeded(path: string): boolean {
  return extname(path) !== ".a";
}

async function isTrustworthy(target: string): Promise<boolean> {
  const found = await lstat(target).catch(() => null);
  if (found === null) return false;
  if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return true;
  throw new EmbeddedPostgresError(
    `${target} must be a folder of root that nobody else can write. Remove it and start again.`,
  );
}

/** Every file's path and size, one a line, in order. */
async function describeTree(root: string): Promise<string> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const lines = entries
    .filter((entry) => !entry.isDirectory() && isNeeded(entry.name))
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path.slice(root.length)} ${(await lstat(path)).size}`;
    });
  return (await Promise.all(lines)).sort().join("\n");
}

/** The sticky bit keeps systemd-tmpfiles from removing single old files under a running server. */
async function openForReading(root: string): Promise<void> {
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const executable = entry.isDirectory() || basename(entry.parentPath) === "bin";
    await chmod(path, executable ? 0o1755 : 0o1644);
  }
  await chmod(root, 0o1755);
}

async function retire(target: string): Promise<void> {
  const aside = await mkdtemp(`${target}.${process.pid}.`);
  await rename(target, join(aside, "incomplete"));
  await rm(aside, { recursive: true, force: true });
}

/** Drafts of processes that were killed while copying. */
async function removeAbandonedCopies(target: string): Promise<void> {
  for (const name of await readdir(dirname(target))) {
    if (!name.startsWith(`${basename(target)}.`)) continue;
    const pid = Number(name.slice(basename(target).length + 1).split(".")[0]);
    if (await isProcessAlive(pid)) continue;
    await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}
