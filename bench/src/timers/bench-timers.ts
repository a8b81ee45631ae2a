import { cpus, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { OffsetClock } from "@ringback/server/clock.ts";
import { collectGarbage } from "@ringback/server/collect-garbage.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { brokenPromises } from "@ringback/server/db/queries/broken-promises.ts";
import { acrossAccounts } from "@ringback/server/db/transaction.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { type JobKind, jobKinds } from "@ringback/server/jobs/kinds.ts";
import { planLostJobs } from "@ringback/server/jobs/plan-lost-jobs.ts";
import { startWorker } from "@ringback/server/jobs/worker.ts";
import { createLog } from "@ringback/server/log.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import type { Bench, BenchResult, Figure } from "#bench.ts";
import { makeInstallation } from "#million/installation.ts";
import { median, percentile } from "#statistics.ts";
import { temporaryStore } from "#temporary-store.ts";
import { fillTimers } from "./fill-timers.ts";

const count = Number(process.env["BENCH_TIMERS"] ?? 1_000_000);
const measuredSeconds = Number(process.env["BENCH_SECONDS"] ?? 180);
/** How long the filling may take; the first timer is due after it. */
const fillSeconds = Number(process.env["BENCH_FILL"] ?? 900);
const askings = 20;

/** A million callbacks whose clocks run: how late the due ones are looked at, and whether the worker's memory stays. */
export const timers: Bench = {
  name: "timers",
  about: "a million pending timers over a day: how late those due now start, what looking for lost ones costs, memory",
  run: async (say): Promise<BenchResult> => {
    await using stack = new AsyncDisposableStack();
    const store = stack.use(await temporaryStore());
    const base = contextOn(store.connectionString);
    stack.defer(() => base.db.close());
    const house = stack.use(await makeInstallation(base, store.connectionString, "bench_timers"));
    const started = Temporal.Now.instant();
    const firstAt = started.add({ seconds: fillSeconds });
    await fillTimers(house, { count, firstAt }, say);
    await house.context.db.pool.query("analyze");
    const filled = (Date.now() - started.epochMilliseconds) / 1000;
    const spare = firstAt.epochMilliseconds - Date.now();
    if (spare < 0) return { figures: [], broken: [`filling took ${Math.round(filled)} s: raise BENCH_FILL`] };
    const searches = await searchCosts(house.context);
    say(`filled in ${Math.round(filled)} s; the first is due in ${Math.round(spare / 1000)} s`);
    await pause(Math.max(0, firstAt.epochMilliseconds - Date.now() - 5_000));
    return { figures: [...(await measure(house.context, house.connectionString, say)), ...searches] };
  },
};

async function measure(context: Context, connectionString: string, say: (line: string) => void): Promise<Figure[]> {
  const late: number[] = [];
  const watch = jobKinds["watch-callback"];
  if (watch === undefined) throw new Error("There is a job that watches callbacks.");
  const timed: JobKind = {
    run: async (ctx, payload, signal) => {
      const planned = plannedMs(payload);
      if (planned !== null) late.push(Date.now() - planned);
      await watch.run(ctx, payload, signal);
    },
  };
  const worker = await startWorker(context, { connectionString, kinds: { ...jobKinds, "watch-callback": timed } });
  const memory: Memory[] = [];
  const loads: number[] = [];
  for (let second = 0; second < measuredSeconds; second += 5) {
    await pause(5_000);
    memory.push(memoryNow());
    loads.push(loadavg()[0] ?? 0);
  }
  await worker.stop();
  say(`${late.length} timers ran`);
  const third = Math.ceil(memory.length / 3);
  const grown = (of: keyof Memory) =>
    median(memory.slice(-third).map((one) => one[of])) - median(memory.slice(third, 2 * third).map((one) => one[of]));
  const last = memory.at(-1) ?? { live: 0, resident: 0 };
  const machine = `${cpus().length} cores, load ${median(loads).toFixed(1)}`;
  return [
    { what: "timers pending", value: count, unit: "" },
    { what: "timers due and run", value: late.length, unit: "", note: `in ${measuredSeconds} s; each raised an alarm` },
    { what: "start lag, p50", value: median(late), unit: "ms" },
    { what: "start lag, p99", value: percentile(late, 0.99), unit: "ms", atMost: 1000, note: machine },
    { what: "start lag, most", value: Math.max(...late), unit: "ms" },
    { what: "memory in use, last third over the middle one", value: grown("live"), unit: "MB", atMost: 2 },
    { what: "resident memory, the same", value: grown("resident"), unit: "MB", atMost: 15 },
    { what: "memory in use at the end", value: last.live, unit: "MB", note: "worker and bench in one process" },
    { what: "resident memory at the end", value: last.resident, unit: "MB" },
  ];
}

/** In megabytes. */
interface Memory {
  /** What anything still refers to. */
  readonly live: number;
  readonly resident: number;
}

/**
 * Garbage is collected before: left alone, V8 keeps what little one timer leaves for minutes, and a leak could not be told
 * from it.
 */
function memoryNow(): Memory {
  collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { live: (heapUsed + external) / 1_048_576, resident: rss / 1_048_576 };
}

/** What every minute costs with so many that run well. */
async function searchCosts(context: Context): Promise<Figure[]> {
  const audits: number[] = [];
  const searches: number[] = [];
  for (let turn = 0; turn < askings; turn += 1) {
    let began = performance.now();
    await acrossAccounts(context.db, brokenPromises(context.clock.now()));
    audits.push(performance.now() - began);
    began = performance.now();
    await planLostJobs(context.db.pool, context.clock.now());
    searches.push(performance.now() - began);
  }
  return [
    { what: "auditor's question of all businesses, median", value: median(audits), unit: "ms", atMost: 50 },
    { what: "search for lost jobs, median", value: median(searches), unit: "ms" },
  ];
}

function plannedMs(payload: unknown): number | null {
  if (typeof payload !== "object" || payload === null || !("plannedMs" in payload)) return null;
  return typeof payload.plannedMs === "number" ? payload.plannedMs : null;
}

function contextOn(connectionString: string): Context {
  return {
    db: openDatabase(connectionString, 10),
    clock: new OffsetClock(),
    ids: uuidV7,
    events: createEvents(createLog("silent", false)),
    secretBox: createSecretBox("a secret for the timers that is long enough"),
    telephony: {},
    speech: {},
    languageModels: {},
    email: null,
    push: null,
    chat: null,
    publicUrl: "https://ringback.example",
    staticFallbackUrl: null,
  };
}
