// The reconciling side as a process of its own, so that its memory is its own. Tasks come over the channel.

import { OffsetClock } from "@ringback/server/clock.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { createEvents } from "@ringback/server/events.ts";
import { uuidV7 } from "@ringback/server/ids.ts";
import { createLog } from "@ringback/server/log.ts";
import { createTelephonyProviders } from "@ringback/server/providers/telephony/registry.ts";
import { createSecretBox } from "@ringback/server/secret-box.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { openConnection } from "@ringback/server/use-cases/open-connection.ts";
import { reconcile } from "@ringback/server/use-cases/reconcile.ts";
import { slices } from "@ringback/server/use-cases/reconcile-range.ts";

export interface Order {
  readonly connectionString: string;
  readonly secret: string;
  readonly accountId: string;
  readonly connectionId: string;
}

const order = JSON.parse(process.argv[2] ?? "{}") as Order;
const context: Context = {
  db: openDatabase(order.connectionString, 12),
  clock: new OffsetClock(),
  ids: uuidV7,
  events: createEvents(createLog(process.env["BENCH_LOG"] ?? "silent", true)),
  secretBox: createSecretBox(order.secret),
  telephony: createTelephonyProviders(),
  speech: {},
  languageModels: {},
  email: null,
  push: null,
  chat: null,
  publicUrl: "http://127.0.0.1",
  staticFallbackUrl: null,
};

async function readAlone(): Promise<number> {
  const connection = await openConnection(context, order.connectionId);
  if (connection === null) throw new Error("no connection");
  const now = context.clock.now();
  const signal = AbortSignal.timeout(600_000);
  let calls = 0;
  let last = 0;
  for (const slice of slices({ from: now.subtract({ hours: 72 }), to: now }, () => last)) {
    last = 0;
    for await (const page of connection.provider.listCalls(connection.account, slice, signal)) last += page.length;
    calls += last;
  }
  return calls;
}

async function compare(): Promise<number> {
  const result = await reconcile(context, { ...order, kind: "nightly" });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return 0;
}

process.on("message", (message: { kind: "read" | "compare" }) => {
  const begun = performance.now();
  const cpuBefore = process.cpuUsage();
  void (message.kind === "read" ? readAlone() : compare()).then(
    (calls) =>
      process.send?.({
        kind: "done",
        calls,
        seconds: (performance.now() - begun) / 1000,
        peakMegabytes: process.resourceUsage().maxRSS / 1024,
        cpuSeconds: cpuSince(cpuBefore),
      }),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

process.on("disconnect", () => process.exit(0));
process.send?.({ kind: "ready" });
