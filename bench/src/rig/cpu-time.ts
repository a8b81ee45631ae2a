import { readdir, readFile } from "node:fs/promises";

/** Linux counts CPU time in hundredths of a second. */
const ticksPerSecond = 100;

/** CPU seconds (user and system) that a process has used; with `children` those of its living children instead. NaN off Linux. */
export async function cpuSeconds(pid: number, whose: "own" | "children"): Promise<number> {
  if (process.platform !== "linux") return Number.NaN;
  const pids = whose === "own" ? [pid] : (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map((one) => readFile(`/proc/${one}/stat`, "utf8").catch(() => "")));
  const ticks = stats.map((stat) => {
    // The name stands in parentheses and may hold spaces; state, parent and the rest follow the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (whose === "children" && Number(fields[1]) !== pid) return 0;
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}
