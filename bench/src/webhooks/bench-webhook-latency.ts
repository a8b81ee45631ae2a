import type { Bench } from "#bench.ts";
import { buildRig } from "#rig/rig.ts";
import { percentile } from "#statistics.ts";
import { sendWebhooks, warmUp } from "./send-order.ts";

/** How long the provider waits for us: in, committed to the disk, answered. */
export const webhookLatency: Bench = {
  name: "webhook-latency",
  about: "signed webhook in → committed → 2xx, at 50 a second for 20 seconds",
  run: async (say) => {
    await using rig = await buildRig();
    await warmUp(rig, "calls");
    say("warm");
    // Each call is two webhooks: it comes in, and it ends unanswered, which opens a callback and queues a text.
    const { sent } = await sendWebhooks(rig, {
      run: "run",
      what: "calls",
      perSecond: 25,
      seconds: 20,
      connections: 16,
    });
    const arrivals = sent.map((one) => one.arrivedMs);
    const misses = sent.flatMap((one) => (one.endedMs === null ? [] : [one.endedMs]));
    const all = [...arrivals, ...misses];
    return {
      figures: [
        { what: "webhook → committed → 2xx, p50", value: percentile(all, 0.5), unit: "ms", atMost: 3 },
        { what: "webhook → committed → 2xx, p99", value: percentile(all, 0.99), unit: "ms", atMost: 15 },
        { what: "of these, a call comes in, p50", value: percentile(arrivals, 0.5), unit: "ms" },
        { what: "of these, a call becomes a miss, p50", value: percentile(misses, 0.5), unit: "ms" },
      ],
    };
  },
};
