import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startEmbeddedPostgres } from "@ringback/server/db/embedded.ts";
import type { Bench } from "#bench.ts";
import { type Child, startChild } from "#rig/children.ts";
import { serverEnvironment } from "#rig/rig.ts";
import { median } from "#statistics.ts";

const warmStarts = 3;
/** After this long nothing of the start is under way any more. */
const restMs = 4_000;
const megabyte = 1024 * 1024;

/** How long until it answers, and what it takes of the machine when nothing happens. */
export const startup: Bench = {
  name: "startup",
  about: "start to first answered request, without the demo; memory of server and embedded database at rest",
  run: async () => {
    await using stack = new AsyncDisposableStack();
    const dataDir = await mkdtemp(join(tmpdir(), "ringback-bench-"));
    stack.defer(() => rm(dataDir, { recursive: true, force: true }));
    // A server that died while it started leaves its database running.
    stack.defer(async () => (await startEmbeddedPostgres({ dataDir, log: () => {} })).stop());
    const env = await serverEnvironment(dataDir);
    const first = await start(env);
    const memory = await memoryAtRest(first.child, dataDir).finally(() => first.child.kill("SIGTERM"));
    const warmS: number[] = [];
    for (let index = 0; index < warmStarts; index += 1) {
      const next = await start(env);
      warmS.push(next.seconds);
      await next.child.kill("SIGTERM");
    }
    return {
      figures: [
        { what: "start on a new data folder → first answer", value: first.seconds, unit: "s", atMost: 6 },
        { what: "warm start → first answer", value: median(warmS), unit: "s", atMost: 2 },
        { what: "memory of the server at rest", value: memory.server / megabyte, unit: "MB", note: "RSS" },
        {
          what: "memory of its database at rest",
          value: memory.database / megabyte,
          unit: "MB",
          note: "PSS of all its processes",
        },
        { what: "both together", value: (memory.server + memory.database) / megabyte, unit: "MB", atMost: 250 },
      ],
    };
  },
};

async function start(env: Readonly<Record<string, string>>): Promise<{ child: Child; seconds: number }> {
  const begunMs = performance.now();
  const child = startChild(new URL("../rig/server-process.ts", import.meta.url), [], env);
  const url = `http://127.0.0.1:${env["PORT"]}/readyz`;
  for (;;) {
    const ok = await fetch(url).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
    const seconds = (performance.now() - begunMs) / 1000;
    if (ok) return { child, seconds };
    if (seconds > 60 || child.process.exitCode !== null) throw new Error("The server did not start.");
    await pause(5);
  }
}

async function memoryAtRest(child: Child, dataDir: string): Promise<{ server: number; database: number }> {
  await pause(restMs);
  const postmaster = Number.parseInt(await readFile(join(dataDir, "postgresql", "postmaster.pid"), "utf8"), 10);
  const pids = [postmaster, ...(await childrenOf(postmaster))];
  const shares = await Promise.all(pids.map((pid) => kilobytes(`/proc/${pid}/smaps_rollup`, "Pss")));
  return {
    server: (await kilobytes(`/proc/${child.process.pid}/status`, "VmRSS")) * 1024,
    database: shares.reduce((sum, one) => sum + one, 0) * 1024,
  };
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(pids.map((pid) => kilobytes(`/proc/${pid}/status`, "PPid")));
  return pids.filter((_, index) => parents[index] === parent);
}

/** A number of a /proc file; NaN where there is none (not Linux), 0 for a process that has just gone. */
async function kilobytes(file: string, name: string): Promise<number> {
  if (process.platform !== "linux") return Number.NaN;
  const text = await readFile(file, "utf8").catch(() => "");
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
}
