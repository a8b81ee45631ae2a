import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { canEnter, type SystemUser } from "./access.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** How PostgreSQL's programs are started: as whom, and whether closed folders above the data must be passed. */
export type Runner = { readonly user: SystemUser | null; readonly throughClosedFolders: boolean };

/**
 * Decides how to run programs on a data folder, which must exist.
 * @throws EmbeddedPostgresError when the folder is closed to the user and the system has no `setpriv` to pass.
 */
export async function chooseRunner(folder: string, user: SystemUser | null): Promise<Runner> {
  const throughClosedFolders = user !== null && !(await canEnter(folder, user));
  if (throughClosedFolders && !(await isInstalled("setpriv"))) {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run as root, and the user it would run as (id ${user.uid}) cannot enter ${folder}. ` +
        "Set RINGBACK_DATA_DIR to a folder every user can enter, like /var/lib/ringback, or start Ringback as an ordinary user.",
    );
  }
  return { user, throughClosedFolders };
}

/** Starts a program. Nothing of PostgreSQL's own environment variables reaches it, and messages come in English. */
export function startCommand(runner: Runner, program: string, args: string[], options: SpawnOptions): ChildProcess {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("PG") && !name.startsWith("LC_"));
  const base: SpawnOptions = {
    // Ours may be a folder the other user cannot enter.
    ...(process.platform === "win32" ? {} : { cwd: "/" }),
    windowsHide: true,
    ...options,
    env: { ...Object.fromEntries(kept), LC_ALL: "C", ...options.env },
  };
  const { user, throughClosedFolders } = runner;
  if (user === null) return spawn(program, args, base);
  if (!throughClosedFolders) return spawn(program, args, { ...base, uid: user.uid, gid: user.gid });
  // An unprivileged user that keeps the one right to look past folder permissions; setpriv replaces itself by the
  // program, so the process id is the program's.
  const keep = "-all,+dac_override,+dac_read_search";
  const drop = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    `--inh-caps=${keep}`,
    `--ambient-caps=${keep}`,
  ];
  return spawn("setpriv", [...drop, program, ...args], base);
}

async function isInstalled(program: string): Promise<boolean> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (folder === "") continue;
    if (
      await access(join(folder, program)).then(
        () => true,
        () => false,
      )
    )
      return true;
  }
  return false;
}
