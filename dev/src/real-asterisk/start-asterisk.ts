import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type AsteriskPlan, asteriskConfig } from "./asterisk-config.ts";

export interface RunningAsterisk extends AsyncDisposable {
  /** `Asterisk 22.10.1`. */
  readonly version: string;
  readonly amiAddress: string;
  readonly cdrPath: string;
  readonly queueLogPath: string;
}

/** Where an Asterisk can be: this machine's own, or one in a folder that was made by debootstrap. */
export function findAsterisk(root: string | undefined): { readonly version: string } | null {
  const asked = root === undefined ? spawnSync("asterisk", ["-V"]) : spawnSync("chroot", [root, "asterisk", "-V"]);
  return asked.status === 0 ? { version: asked.stdout.toString().trim() } : null;
}

/**
 * Starts an Asterisk with a configuration of its own below `folder` (as seen from `root`), which is made anew. It listens on
 * this machine only.
 * @throws Error when it does not answer within a minute.
 */
export async function startAsterisk(
  root: string | undefined,
  plan: Omit<AsteriskPlan, "modules">,
): Promise<RunningAsterisk> {
  const found = findAsterisk(root);
  if (found === null) throw new Error("There is no Asterisk.");
  const here = join(root ?? "/", plan.folder);
  rmSync(here, { recursive: true, force: true });
  for (const each of ["etc", "db", "spool/voicemail", "run", "log/cdr-csv"])
    mkdirSync(join(here, each), { recursive: true });
  const modules = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"]
    .map((each) => `${each}/asterisk/modules`)
    .find((each) => existsSync(join(root ?? "/", each)));
  if (modules === undefined) throw new Error("Asterisk's modules are not where distributions put them.");
  for (const [name, text] of Object.entries(asteriskConfig({ ...plan, modules })))
    writeFileSync(join(here, "etc", name), text);
  const command = ["asterisk", "-f", "-C", `${plan.folder}/etc/asterisk.conf`];
  const [program = "", ...words] = root === undefined ? command : ["chroot", root, ...command];
  const child = spawn(program, words, { stdio: "ignore" });
  await answers(plan.amiPort, child);
  return {
    version: found.version,
    amiAddress: `127.0.0.1:${plan.amiPort}`,
    cdrPath: join(here, "log/cdr-csv/Master.csv"),
    queueLogPath: join(here, "log/queue_log"),
    [Symbol.asyncDispose]: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(killer);
      rmSync(here, { recursive: true, force: true });
    },
  };
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    await pause(250);
    if (child.exitCode !== null) throw new Error(`Asterisk ended with ${child.exitCode}.`);
    const there = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => socket.end(() => resolve(true)));
      socket.once("error", () => resolve(false));
    });
    if (there) return;
  }
  child.kill("SIGKILL");
  throw new Error("Asterisk does not answer.");
}
