// A business whose phone system is an Asterisk: people, a database, a worker, and the fake PBX beside them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeAsterisk } from "@ringback/dev/fake-asterisk/fake-asterisk.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { openListener } from "@ringback/server/db/listener.ts";
import { acrossAccounts } from "@ringback/server/db/transaction.ts";
import { type Streams, type StreamsOptions, startStreams } from "@ringback/server/jobs/follow-streams.ts";
import { startWorker } from "@ringback/server/jobs/worker.ts";
import { bareContext } from "@ringback/server/testing/bare-context.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import { changeMember } from "@ringback/server/use-cases/change-member.ts";
import { connectProvider } from "@ringback/server/use-cases/connect-provider.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { createAccount } from "@ringback/server/use-cases/create-account.ts";
import { followConnectionChanges } from "@ringback/server/use-cases/open-connection.ts";

export const line = "+13125550199";
/** So soon after a break the next try, in tests. */
export const quick: Pick<StreamsOptions, "roundMs" | "pauses"> = {
  roundMs: 100,
  pauses: { firstMs: 20, longestMs: 100, refusedMs: 100 },
};

export interface House extends AsyncDisposable {
  readonly context: Context;
  readonly connectionString: string;
  readonly accountId: string;
  readonly connectionId: string;
  readonly pbx: FakeAsterisk;
  /** Asks past row security. */
  look<Row = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<Row[]>;
  /** Begins to follow, as one more process would. */
  follow(options?: Partial<StreamsOptions>): Streams;
}

export async function buildHouse(secret = "s3cret"): Promise<House> {
  const undo: (() => Promise<unknown>)[] = [];
  const database = await createTestDatabase();
  undo.unshift(database.drop);
  const { connectionString } = database;
  const db = openDatabase(connectionString, 8);
  undo.unshift(() => db.close());
  const context = bareContext(db);
  const listener = await openListener({ connectionString, clock: { offsetMs: 0, now: () => context.clock.now() } });
  undo.unshift(() => listener.close());
  followConnectionChanges(context, listener);
  const folder = mkdtempSync(join(tmpdir(), "fake-asterisk-"));
  undo.unshift(async () => rmSync(folder, { recursive: true }));
  const pbx = new FakeAsterisk({ user: "ringback", secret, folder });
  await pbx.listen();
  undo.unshift(() => pbx.close());
  pbx.writeCdr([]);
  const created = await createAccount(context, {
    name: "Northside Plumbing",
    timeZone: "America/Chicago",
    trade: "home_services",
    owner: { userId: "u-1", name: "Maya Chen", email: "maya@example.com" },
  });
  if (!created.ok) throw new Error(created.refusal);
  await changeMember(context, created, created.memberId, { phone: "+15565550100" });
  const connected = await connectProvider(context, {
    accountId: created.accountId,
    by: null,
    provider: "asterisk",
    number: line,
    fields: {
      apiBaseUrl: pbx.address,
      externalAccountId: "ringback",
      secret,
      cdrPath: pbx.cdrPath,
      queueLogPath: pbx.queueLogPath,
    },
  });
  if (!connected.ok) throw new Error(`${connected.refusal}: ${"detail" in connected ? connected.detail : ""}`);
  // What was before a connection is history and not chased; tests tell of the last minutes.
  await acrossAccounts(db, {
    text: "update ringback.connection set created_at = created_at - interval '1 day'",
    values: [],
  });
  const worker = await startWorker(context, { connectionString, pollIntervalMs: 100 });
  undo.unshift(() => worker.stop());
  return {
    context,
    connectionString,
    accountId: created.accountId,
    connectionId: connected.connectionId,
    pbx,
    look: (text, ...values) => acrossAccounts(db, { text, values }),
    follow: (options = {}) => {
      const streams = startStreams(context, { connectionString, changes: listener, ...quick, ...options });
      undo.unshift(() => streams.stop());
      return streams;
    },
    [Symbol.asyncDispose]: async () => {
      for (const each of undo) await each();
    },
  };
}
