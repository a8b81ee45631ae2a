import { startChild } from "#rig/children.ts";
import type { Rig } from "#rig/rig.ts";

/** What the sending process is told. */
export interface SendOrder {
  readonly hookBaseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly numbers: readonly string[];
  /** Makes the calls of one run different from those of another. */
  readonly run: string;
  /** Only arrivals, or calls that also end unanswered. */
  readonly what: "arrivals" | "calls";
  /** null: as fast as the connections allow. */
  readonly perSecond: number | null;
  readonly seconds: number;
  readonly connections: number;
}

/** One call as it was sent, with how long each of its webhooks took. */
export interface Sent {
  readonly to: string;
  readonly atEpochMs: number;
  readonly arrivedMs: number;
  readonly endedMs: number | null;
}

/** Sends webhooks from a process of its own. */
export async function sendWebhooks(
  rig: Rig,
  how: Pick<SendOrder, "run" | "what" | "perSecond" | "seconds" | "connections">,
): Promise<{ sent: Sent[]; seconds: number }> {
  const { network, business, hookBaseUrl } = rig;
  const { accountSid, authToken } = network;
  const order: SendOrder = { hookBaseUrl, accountSid, authToken, numbers: business.numbers, ...how };
  const child = startChild(new URL("./sender-process.ts", import.meta.url), [JSON.stringify(order)], {
    BENCH_NODE_OPTIONS: " ",
  });
  try {
    return await child.next<{ sent: Sent[]; seconds: number }>("sent");
  } finally {
    await child.kill("SIGKILL");
  }
}

/**
 * Calls before those that are measured, until code and plans are warm. The tables are analysed as PostgreSQL does by itself
 * within a minute; until then it plans for empty ones.
 */
export async function warmUp(rig: Rig, what: SendOrder["what"]): Promise<void> {
  await sendWebhooks(rig, { run: "warm", what, perSecond: null, seconds: 3, connections: 8 });
  await rig.context.db.pool.query("analyze");
  await sendWebhooks(rig, { run: "warmer", what, perSecond: 50, seconds: 2, connections: 8 });
}
