import type { Bench, Figure } from "#bench.ts";
import { percentile } from "#statistics.ts";
import { temporaryStore } from "#temporary-store.ts";
import { runFaultSimulation } from "./run-fault-simulation.ts";

const seeds = [1, 2, 3] as const;
const lines = 60;

/** Ten thousand calls with a fifth of all events spoilt, for each of some seeds; then everything is counted. */
export const faults: Bench = {
  name: "faults",
  about: "a fifth of all events dropped, doubled, late or overtaken; after reconciliation the books are the provider's",
  run: async (say) => {
    const calls = Number(process.env["BENCH_CALLS"] ?? 10_000);
    const chosen = process.env["BENCH_SEED"] === undefined ? seeds : [Number(process.env["BENCH_SEED"])];
    const figures: Figure[] = [];
    const broken: string[] = [];
    const webhookMs: number[] = [];
    for (const seed of chosen) {
      say(`${calls} calls, seed ${seed}`);
      await using store = await temporaryStore();
      const { connectionString } = store;
      const result = await runFaultSimulation({ connectionString, calls, seed, lines, say });
      for (const [what, value] of Object.entries(result.counts))
        figures.push({ what: `seed ${seed}: ${what}`, value, unit: "" });
      figures.push({
        what: `seed ${seed}: took`,
        value: result.seconds,
        unit: "s",
        note: `${result.virtualHours.toFixed(1)} h of calls`,
      });
      broken.push(...result.broken.map((line) => `seed ${seed}: ${line}`));
      for (const ms of result.webhookMs) webhookMs.push(ms);
    }
    const latency = "event sent → judged, committed and answered";
    figures.push(
      { what: `${latency}, p50`, value: percentile(webhookMs, 0.5), unit: "ms" },
      { what: `${latency}, p99`, value: percentile(webhookMs, 0.99), unit: "ms", atMost: 1_000 },
      { what: "events that arrived", value: webhookMs.length, unit: "" },
    );
    return { figures, broken };
  },
};
