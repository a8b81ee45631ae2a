import type { Bench } from "#bench.ts";
import { startChild } from "#rig/children.ts";
import { buildRig, type Rig } from "#rig/rig.ts";
import { median } from "#statistics.ts";
import { sendWebhooks } from "./send-order.ts";

const rounds = 3;
const secondsEach = 5;
const connections = 32;

/** What one server process takes in, against what its database commits for the same rows without it. */
export const webhookThroughput: Bench = {
  name: "webhook-throughput",
  about: "webhooks a second of one server process over 32 connections, against the same rows from one SQL statement",
  run: async (say) => {
    await using rig = await buildRig({ lines: 10 });
    await sendWebhooks(rig, { run: "warm", what: "arrivals", perSecond: null, seconds: 3, connections });
    const server: number[] = [];
    const database: number[] = [];
    // In turns, so that a busy moment of the machine meets both.
    for (let round = 0; round < rounds; round += 1) {
      const how = {
        run: `round ${round}`,
        what: "arrivals",
        perSecond: null,
        seconds: secondsEach,
        connections,
      } as const;
      const { sent, seconds } = await sendWebhooks(rig, how);
      server.push(sent.length / seconds);
      database.push(await baseline(rig));
      say(`round ${round + 1}: ${Math.round(server.at(-1) ?? 0)}/s of ${Math.round(database.at(-1) ?? 0)}/s`);
    }
    const ratios = server.map((perSecond, round) => (100 * perSecond) / (database[round] ?? Number.NaN));
    return {
      figures: [
        {
          what: "webhooks committed and answered",
          value: median(server),
          unit: "/s",
          note: "a call comes in; one process",
        },
        { what: "the same rows from one prepared statement", value: median(database), unit: "/s" },
        { what: "of what the database can do", value: median(ratios), unit: "%", atLeast: 50 },
      ],
    };
  },
};

async function baseline({ connectionString, business }: Rig): Promise<number> {
  const { accountId, connectionId } = business;
  const args = [connectionString, accountId, connectionId, String(secondsEach)];
  const child = startChild(new URL("./baseline-process.ts", import.meta.url), args, { BENCH_NODE_OPTIONS: " " });
  try {
    return (await child.next<{ perSecond: number }>("committed")).perSecond;
  } finally {
    await child.kill("SIGKILL");
  }
}
