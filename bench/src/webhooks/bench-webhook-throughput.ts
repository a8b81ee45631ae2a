import type { Bench } from "#bench.ts";
import { startChild } from "#rig/children.ts";
import { cpuSeconds } from "#rig/cpu-time.ts";
import { buildRig, type Rig } from "#rig/rig.ts";
import { median } from "#statistics.ts";
import { sendWebhooks, warmUp } from "./send-order.ts";

const rounds = 5;
const secondsEach = 4;
const connections = 32;

interface Round {
  readonly server: number;
  readonly database: number;
  /** CPU milliseconds a webhook: in the server, in its database, and in the database when it works alone. */
  readonly serverCpuMs: number;
  readonly databaseCpuMs: number;
  readonly aloneCpuMs: number;
}

/** What one server process takes in, against what its database commits for the same rows without it. */
export const webhookThroughput: Bench = {
  name: "webhook-throughput",
  about: "webhooks a second of one server process over 32 connections, against the same rows from one SQL statement",
  run: async (say) => {
    await using rig = await buildRig({ lines: 10 });
    await warmUp(rig, "arrivals");
    const all: Round[] = [];
    // In turns, so that a busy moment of the machine meets both.
    for (let round = 0; round < rounds; round += 1) {
      const measured = await measure(rig, `round ${round}`);
      all.push(measured);
      say(`round ${round + 1}: ${Math.round(measured.server)}/s of ${Math.round(measured.database)}/s`);
    }
    const of = (pick: (round: Round) => number) => median(all.map(pick));
    return {
      figures: [
        {
          what: "webhooks committed and answered",
          value: of((one) => one.server),
          unit: "/s",
          note: "a call comes in; one process",
        },
        { what: "the same rows from one prepared statement", value: of((one) => one.database), unit: "/s" },
        {
          what: "of what the database can do",
          value: of((one) => (100 * one.server) / one.database),
          unit: "%",
          atLeast: 50,
        },
        { what: "CPU a webhook: server", value: of((one) => one.serverCpuMs), unit: "ms" },
        { what: "CPU a webhook: database", value: of((one) => one.databaseCpuMs), unit: "ms" },
        { what: "CPU for the same rows: database alone", value: of((one) => one.aloneCpuMs), unit: "ms" },
      ],
    };
  },
};

async function measure(rig: Rig, run: string): Promise<Round> {
  const serverPid = rig.server.process.pid ?? 0;
  const postmasterPid = await rig.postmasterPid();
  const [serverBefore, databaseBefore] = [
    await cpuSeconds(serverPid, "own"),
    await cpuSeconds(postmasterPid, "children"),
  ];
  const { sent, seconds } = await sendWebhooks(rig, {
    run,
    what: "arrivals",
    perSecond: null,
    seconds: secondsEach,
    connections,
  });
  const serverCpu = (await cpuSeconds(serverPid, "own")) - serverBefore;
  const databaseCpu = (await cpuSeconds(postmasterPid, "children")) - databaseBefore;
  const { accountId, connectionId } = rig.business;
  const args = [rig.connectionString, accountId, connectionId, String(secondsEach)];
  const child = startChild(new URL("./baseline-process.ts", import.meta.url), args, { BENCH_NODE_OPTIONS: " " });
  try {
    const aloneBefore = await cpuSeconds(postmasterPid, "children");
    const alone = await child.next<{ committed: number; perSecond: number }>("committed");
    const aloneCpu = (await cpuSeconds(postmasterPid, "children")) - aloneBefore;
    child.send({ kind: "seen" });
    return {
      server: sent.length / seconds,
      database: alone.perSecond,
      serverCpuMs: (1000 * serverCpu) / sent.length,
      databaseCpuMs: (1000 * databaseCpu) / sent.length,
      aloneCpuMs: (1000 * aloneCpu) / alone.committed,
    };
  } finally {
    await child.kill("SIGKILL");
  }
}
