import type { FaultSettings } from "@ringback/dev/fake-phone-network/faults.ts";
import { planReconciliations } from "@ringback/server/jobs/plan-reconciliations.ts";
import { planCallers } from "./callers.ts";
import { countFaults } from "./count-faults.ts";
import { buildFaultTown, type FaultTown } from "./fault-town.ts";
import { runDueJobs } from "./run-jobs.ts";

export interface FaultSimulationOptions {
  /** An empty migrated database. */
  readonly connectionString: string;
  readonly calls: number;
  readonly seed: number;
  readonly lines: number;
  readonly say: (line: string) => void;
}

export interface FaultSimulationResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
  /** From the webhook's sending to its answer, which follows its commit; wall time in milliseconds, of all that arrived. */
  readonly webhookMs: readonly number[];
  readonly virtualHours: number;
  readonly seconds: number;
}

/**
 * A fifth of all events, in equal parts; each share is of what the rules before it left. Of the pages of the log some are
 * refused, too.
 */
function faultsOf(seed: number): FaultSettings {
  const webhooks = [
    { fault: "never", fraction: 0.05 },
    { fault: "twice", fraction: 0.05 / 0.95 },
    { fault: "late", fraction: 0.025 / 0.9, lateSeconds: 40 },
    { fault: "late", fraction: 0.025 / 0.875, lateSeconds: 900 },
    { fault: "swap", fraction: 0.05 / 0.85 },
  ] as const;
  const rest = [
    { fault: "429", method: "GET", pathContains: "/Calls.json", fraction: 0.02 },
    { fault: "dropped", method: "GET", pathContains: "/Calls.json", fraction: 0.02 },
  ] as const;
  return { seed, webhooks, rest };
}

/** Then nothing arrives at all for a while: calls of which nobody ever hears. */
const outageAfter = 0.4;
const outageShare = 0.04;

/** After the last call: late webhooks come, the log is compared until nothing is young any more. */
const quietSeconds = 45 * 60;
const turnSeconds = 20;
const planSeconds = 60;

/**
 * Rings a business while a fifth of all events is dropped, doubled, delayed or overtaken, compares the provider's log as
 * in real use, and counts what the books hold afterwards against what the network knows.
 */
export async function runFaultSimulation(options: FaultSimulationOptions): Promise<FaultSimulationResult> {
  const { connectionString, calls, seed, lines, say } = options;
  const begun = performance.now();
  await using town = await buildFaultTown({ connectionString, lines, seed, keep: calls * 6 + 1_000 });
  const webhookMs: number[] = [];
  town.network.watch(({ webhook }) => {
    if (webhook !== undefined) webhookMs.push(webhook.durationMs);
  });
  const { clock, network } = town;
  network.setFaults(faultsOf(seed));
  const ringing = planCallers(town, calls);
  const outage = clock.now().add({ seconds: Math.round(ringing * outageAfter) });
  clock.at(outage, () => network.setFaults({ webhooks: [{ fault: "never" }] }));
  clock.at(outage.add({ seconds: Math.ceil(ringing * outageShare) }), () => network.setFaults(faultsOf(seed + 1)));
  await turn(town, ringing + quietSeconds, say);
  const tally = await countFaults(town);
  return {
    counts: tally.counts,
    broken: tally.broken,
    webhookMs,
    virtualHours: (ringing + quietSeconds) / 3600,
    seconds: (performance.now() - begun) / 1000,
  };
}

async function turn(town: FaultTown, seconds: number, say: (line: string) => void): Promise<void> {
  const { clock, context } = town;
  let said = performance.now();
  for (let at = 0; at < seconds; at += turnSeconds) {
    await clock.advance(turnSeconds);
    if (at % planSeconds === 0) await planReconciliations(context.db.pool, context.telephony, clock.now());
    await runDueJobs(town);
    if (performance.now() - said > 20_000) {
      said = performance.now();
      say(`${Math.round((100 * at) / seconds)} %`);
    }
  }
}
