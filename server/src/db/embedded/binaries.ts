import { lstat, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { canEnter, hasPermission, type SystemUser } from "./access.ts";
import { copyBinariesWithinReach } from "./copy-binaries.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** Where the programs lie. `root` holds `bin`, `lib` and `share`. */
export type PostgresBinaries = {
  readonly root: string;
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
};

const require = createRequire(import.meta.url);

/**
 * Finds the PostgreSQL of this platform's `@embedded-postgres` package and completes its library links.
 * With a user given, the programs are ones that user can execute: copied to a reachable place when the project is in a
 * folder closed to it.
 * @throws EmbeddedPostgresError when there is no package for this platform, or the links cannot be made.
 */
export async function locatePostgresBinaries(user: SystemUser | null = null): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  let packageRoot: string;
  try {
    packageRoot = dirname(dirname(require.resolve(packageName)));
  } catch {
    throw new EmbeddedPostgresError(
      `No PostgreSQL for ${platform}-${process.arch} is installed (${packageName}). ` +
        `Run "npm ci" with optional dependencies, or set DATABASE_URL to a PostgreSQL of yours (15 or newer).`,
    );
  }
  await linkLibraries(packageRoot);
  const manifest: { version: string } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  const native = join(packageRoot, "native");
  const withinReach = user === null || (await isExecutableBy(native, user));
  const root = withinReach ? native : await copyBinariesWithinReach(native, manifest.version);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    root,
    version: manifest.version,
    initdb: join(root, "bin", `initdb${suffix}`),
    postgres: join(root, "bin", `postgres${suffix}`),
    pgCtl: join(root, "bin", `pg_ctl${suffix}`),
  };
}

/** The package makes these links in its install script, which npm may have been told not to run. */
async function linkLibraries(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const path = join(packageRoot, target);
    if (await lstat(path).catch(() => null)) continue;
    try {
      await symlink(basename(source), path);
    } catch (error) {
      // Another process starting at this moment made it: that is what we wanted.
      if (await lstat(path).catch(() => null)) continue;
      throw new EmbeddedPostgresError(
        `PostgreSQL's library link ${path} is missing and cannot be made. ` +
          `Run "npm rebuild" in the project as the user who installed it.`,
        { cause: error },
      );
    }
  }
}

async function isExecutableBy(native: string, user: SystemUser): Promise<boolean> {
  for (const folder of ["bin", "lib", "share"]) if (!(await canEnter(join(native, folder), user))) return false;
  return await hasPermission(join(native, "bin", "postgres"), user, 0o5);
}
