import type { Bench, Figure } from "#bench.ts";
import { median, percentile } from "#statistics.ts";
import { runCrashTest } from "./run-crash-test.ts";

/** `kill -9` of server and database, fifty times under load; then everything is counted. */
export const crash: Bench = {
  name: "crash",
  about: "kill -9 of server and database at random instants under load; nothing lost, nobody texted twice",
  run: async (say) => {
    const seed = Number(process.env["BENCH_SEED"] ?? Math.floor(Math.random() * 1e6));
    const kills = Number(process.env["BENCH_KILLS"] ?? 50);
    say(`${kills} kills, seed ${seed} (BENCH_SEED repeats the instants)`);
    const result = await runCrashTest({ kills, seed, callsPerSecond: 6, say });
    const figures: Figure[] = [
      { what: "kills of the server alone", value: result.kills.server, unit: "" },
      { what: "kills of the database alone", value: result.kills.database, unit: "" },
      { what: "kills of both at once", value: result.kills.both, unit: "" },
      { what: "out of service, median", value: median(result.outagesMs), unit: "ms" },
      { what: "out of service, longest", value: percentile(result.outagesMs, 1), unit: "ms" },
      { what: "slowest answer to a webhook", value: result.report.slowestAnswerMs, unit: "ms" },
      ...Object.entries(result.counts).map(([what, value]): Figure => ({ what, value, unit: "" })),
      { what: "took", value: result.seconds, unit: "s" },
    ];
    const others = Object.entries(result.report.otherAnswers).map(([status, times]) => `${status}: ${times}`);
    say(`answers other than 2xx (0 is none at all): ${others.join(", ")}`);
    return { figures, broken: result.broken };
  },
};
