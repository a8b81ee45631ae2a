import { setTimeout as pause } from "node:timers/promises";
import { type Child, startChild } from "#rig/children.ts";
import { buildRig, type Rig } from "#rig/rig.ts";
import { type Counted, countWhatIsLeft } from "./count.ts";
import { type Kill, killPlan } from "./kill-plan.ts";
import type { LoadReport } from "./webhook-record.ts";

export interface CrashTestOptions {
  readonly kills: number;
  readonly seed: number;
  readonly callsPerSecond: number;
  readonly say: (line: string) => void;
}

export interface CrashTestResult extends Counted {
  readonly kills: Readonly<Record<Kill["victim"], number>>;
  readonly report: LoadReport;
  /** From the kill to the next answered request, in milliseconds, of each kill that hit a running server. */
  readonly outagesMs: readonly number[];
  readonly seconds: number;
}

/** The network's time runs so much faster: a phone that rings twenty seconds takes one. */
const speed = 20;
/** Enough that the limit of texts per line and minute is seldom met. */
const lines = 40;
const drainLimitMs = 90_000;

/**
 * Rings the business from processes of their own while server and database are killed at random instants, then counts
 * what is left. Nothing acknowledged may be missing and nobody may have been texted twice.
 */
export async function runCrashTest({ kills, seed, callsPerSecond, say }: CrashTestOptions): Promise<CrashTestResult> {
  const begun = performance.now();
  await using rig = await buildRig({ lines, speed });
  const { network, business } = rig;
  const { numbers, staffPhones } = business;
  const order = { networkUrl: network.url, authToken: network.authToken, numbers, staffPhones, seed, callsPerSecond };
  const load = startChild(new URL("./load-process.ts", import.meta.url), [JSON.stringify(order)]);
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => load.kill("SIGKILL"));
  await load.next("ready");
  const plan = killPlan(kills, seed);
  const outagesMs = await strike(rig, plan, say);
  load.send({ kind: "stop-ringing" });
  await drained(rig, load, say);
  const reported = load.next<LoadReport>("report");
  load.send({ kind: "report" });
  const report = await reported;
  const counted = await countWhatIsLeft(rig, report);
  const killed = { server: 0, database: 0, both: 0 };
  for (const { victim } of plan) killed[victim] += 1;
  return { ...counted, kills: killed, report, outagesMs, seconds: (performance.now() - begun) / 1000 };
}

async function strike(rig: Rig, plan: readonly Kill[], say: (line: string) => void): Promise<number[]> {
  const outagesMs: number[] = [];
  let ready: Promise<unknown> = Promise.resolve();
  for (const [index, kill] of plan.entries()) {
    if (!kill.early) await ready;
    await pause(kill.afterMs);
    const killedMs = performance.now();
    if (kill.victim !== "server") await killDatabase(rig);
    if (kill.victim !== "database") {
      await rig.server.kill("SIGKILL");
      ready = rig.restartServer();
      ready.catch(() => {}); // killed again before it was up; a failure that stays is seen below
    }
    const back = answers(rig).then(() => outagesMs.push(performance.now() - killedMs));
    // The next kill may come while it is still down, and then this outage is part of the next one.
    if (plan[index + 1]?.early !== true) {
      await ready;
      await back;
    }
    if ((index + 1) % 10 === 0) say(`${index + 1} of ${plan.length} kills`);
  }
  await ready;
  await answers(rig);
  return outagesMs;
}

async function killDatabase(rig: Rig): Promise<void> {
  const pid = await rig.postmasterPid().catch(() => Number.NaN);
  if (!Number.isInteger(pid)) return; // just starting
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is dead already and its successor not there yet.
  }
}

/** Waits until the server says that it, the database and the queue are there. @throws Error after a minute. */
async function answers(rig: Rig): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    const ok = await fetch(`${rig.publicUrl}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
    if (ok) return;
    await pause(25);
  }
  throw new Error("The server did not come back within a minute.");
}

/** Waits until every webhook is acknowledged, every call has ended, and no job waits that could run. */
async function drained(rig: Rig, load: Child, say: (line: string) => void): Promise<void> {
  const end = performance.now() + drainLimitMs;
  let quiet = 0;
  while (performance.now() < end && quiet < 4) {
    const answer = load.next<{ count: number }>("waiting");
    load.send({ kind: "how-many-wait" });
    const { count } = await answer;
    const [work] = await rig.context.db.pool
      .query<{ jobs: number; calls: number }>(
        `select (select count(*)::int from graphile_worker.jobs where attempts < max_attempts and (run_at <= now() or locked_at is not null)) as jobs,
          (select count(*)::int from ringback.call where state <> 'ended') as calls`,
      )
      .then(({ rows }) => rows);
    quiet = count === 0 && work?.jobs === 0 && work.calls === 0 ? quiet + 1 : 0;
    await pause(400);
  }
  if (quiet < 4) say("Not everything was quiet when the time was over; the count will say what.");
}
