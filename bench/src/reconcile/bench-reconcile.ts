import { openDatabase } from "@ringback/server/db/database.ts";
import { bareContext } from "@ringback/server/testing/bare-context.ts";
import { openBusiness } from "@ringback/server/testing/business.ts";
import type { Bench, Figure } from "#bench.ts";
import { type Child, startChild } from "#rig/children.ts";
import { temporaryStore } from "#temporary-store.ts";
import { fillCalls, type Missing } from "./fill-calls.ts";
import type { Order } from "./reconcile-process.ts";

const calls = Number(process.env["BENCH_CALLS"] ?? 100_000);
/** The nightly comparison's three days. */
const hours = 71;
const everySeconds = (hours * 3600) / calls;

const ways: readonly { readonly name: string; readonly missing: Missing }[] = [
  { name: "all as here", missing: { unheardShare: 0, endlessShare: 0 } },
  { name: "5 % differ", missing: { unheardShare: 0.025, endlessShare: 0.025 } },
];

interface Done {
  readonly calls: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly cpuSeconds: number;
}

/** A nightly comparison of a big log, against the reading of that log alone. */
export const reconciliation: Bench = {
  name: "reconcile",
  about: `${calls.toLocaleString("en")} calls of a provider's log compared with ours, all alike and with 5 % differing`,
  run: async (say) => {
    const figures: Figure[] = [];
    const broken: string[] = [];
    for (const { name, missing } of ways) {
      say(name);
      await using store = await temporaryStore();
      const measured = await measure(store.connectionString, missing);
      const { alone, compared, differ, left } = measured;
      figures.push(
        { what: `${name}: reading the log alone`, value: alone.seconds, unit: "s", note: `${alone.calls} calls` },
        {
          what: `${name}: compared and repaired`,
          value: compared.seconds,
          unit: "s",
          atMost: 30,
          note: `${differ} differ`,
        },
        { what: `${name}: CPU of it, database apart`, value: compared.cpuSeconds, unit: "s" },
        { what: `${name}: ÷ reading alone`, value: compared.seconds / alone.seconds, unit: "" },
        { what: `${name}: peak memory, reading alone`, value: alone.peakMegabytes, unit: "MB" },
        { what: `${name}: peak memory`, value: compared.peakMegabytes, unit: "MB", atMost: 300 },
      );
      if (left > 0) broken.push(`${name}: ${left} differences are left of ${differ}`);
    }
    return { figures, broken };
  },
};

async function measure(connectionString: string, missing: Missing) {
  await using stack = new AsyncDisposableStack();
  const db = openDatabase(connectionString, 4);
  stack.defer(() => db.close());
  const context = bareContext(db);
  const business = await openBusiness(context, "maya");
  // The last call is old enough that none of it is waited for.
  const startAt = context.clock.now().subtract({ hours, minutes: 10 }).round("second").toString();
  const log = { calls, everySeconds, startAt };
  const order = { ...log, line: business.line, staffPhone: "+13125560199" };
  const peer = startChild(new URL("./log-peer.ts", import.meta.url), [JSON.stringify(order)]);
  stack.defer(() => peer.kill("SIGTERM"));
  const { port } = await peer.next<{ port: number }>("ready");
  await db.pool.query("update ringback.connection set api_base_url = $1, created_at = now() - interval '30 days'", [
    `http://127.0.0.1:${port}`,
  ]);
  const differ = await fillCalls(db, business, log, missing);
  const { accountId, connectionId } = business;
  const secret = "a secret for tests that is long enough, 7d1f03b2";
  const mine: Order = { connectionString, secret, accountId, connectionId };
  // A process for each, so that the peak of one is not that of the other.
  const alone = await task(mine, "read");
  const compared = await task(mine, "compare");
  const { rows } = await db.pool.query<{ left: number }>(
    `select (select count(*) from ringback.reconciliation_gap where state <> 'repaired')::int
      + abs((select count(*) from ringback.call where state = 'ended') - $1)::int as left`,
    [calls],
  );
  return { alone, compared, differ, left: rows[0]?.left ?? 0 };
}

async function task(order: Order, kind: "read" | "compare"): Promise<Done> {
  const child: Child = startChild(new URL("./reconcile-process.ts", import.meta.url), [JSON.stringify(order)]);
  try {
    await child.next("ready");
    const done = child.next<Done>("done");
    child.send({ kind });
    return await done;
  } finally {
    await child.kill("SIGTERM");
  }
}
