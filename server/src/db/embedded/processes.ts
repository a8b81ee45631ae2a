import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether a process of this number runs. A zombie does not: in containers nobody may ever collect it. */
export async function isProcessAlive(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  if (process.platform !== "linux") return true;
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The name stands in parentheses and may itself hold spaces and parentheses; the state follows the last one.
  return status !== null && !/\) [ZX] /.test(status.slice(status.lastIndexOf(")")));
}

/** Whether a living process of this number is a PostgreSQL server process (of any data folder). */
export async function isPostgresProcess(pid: number): Promise<boolean> {
  if (!(await isProcessAlive(pid))) return false;
  return /(^|[/\\])postgres(\.exe)?$/i.test(await programName(pid));
}

async function programName(pid: number): Promise<string> {
  if (process.platform === "linux") return (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")).trim();
  if (process.platform === "win32") {
    const { stdout } = await run("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"]);
    return stdout.match(/^"([^"]+)"/)?.[1] ?? "";
  }
  const { stdout } = await run("ps", ["-p", String(pid), "-o", "comm="]).catch(() => ({ stdout: "" }));
  return stdout.trim();
}

/** Waits until the process is gone; `false` when it still runs after `limitMs`. */
export async function waitForExit(pid: number, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (await isProcessAlive(pid)) {
    if (performance.now() > end) return false;
    await pause(20);
  }
  return true;
}
