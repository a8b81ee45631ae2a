import type { Database } from "@ringback/server/db/database.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import type { LoggedCall, TelephonyProvider } from "@ringback/server/providers/telephony/provider.ts";
import { bareContext } from "@ringback/server/testing/bare-context.ts";
import { openBusiness, type TestBusiness } from "@ringback/server/testing/business.ts";
import { createTestDatabase, type TestDatabase } from "@ringback/server/testing/database.ts";
// Only for what it declares: the database that the test run provides.
import type {} from "@ringback/server/testing/global-setup.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compareLogs } from "./reconcile.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;
let log: LoggedCall[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString, 6);
  const bare = bareContext(db);
  const twilio = bare.telephony["twilio"] as TelephonyProvider;
  context = {
    ...bare,
    telephony: {
      twilio: {
        ...twilio,
        listCalls: async function* (_account, { from, to }) {
          yield log.filter(
            (call) =>
              call.direction === "inbound" &&
              Temporal.Instant.compare(call.arrivedAt, from) >= 0 &&
              Temporal.Instant.compare(call.arrivedAt, to) < 0,
          );
        },
        fetchCall: async () => null,
      },
    },
  };
  business = await openBusiness(context, "maya");
  await db.pool.query("update ringback.connection set created_at = now() - interval '1 day'");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

function call(callId: string, to: string): LoggedCall {
  const at = Temporal.Now.instant().subtract({ minutes: 40 });
  const from = "+13125550117";
  const arrived = {
    kind: "arrived",
    at,
    from,
    to,
    forwardedFrom: null,
    callerName: null,
    callerIdTrust: "none",
  } as const;
  const ended = { kind: "ended", at: at.add({ seconds: 9 }), status: "no-answer", durationSeconds: 9 } as const;
  return { direction: "inbound", callId, arrivedAt: at, from, to, ended: true, events: [arrived, ended] };
}

test("what the logs have is repaired, and what is left is listed by name", async () => {
  log = [call("CA1", business.line), call("CA2", "+13125559999")];
  const found = await compareLogs(context, business.accountId, {});
  expect(found.runs).toMatchObject([{ state: "done", calls: 2, gaps: 2, repaired: 1 }]);
  expect(found.gaps).toMatchObject([{ kind: "unknown-number", title: "Unknown number", dialed: "+13125559999" }]);
});

test("a connection that is not there, and days before it, are refused with words", async () => {
  await expect(compareLogs(context, business.accountId, { connection: "Other" })).rejects.toThrow(/--connection/);
  await expect(compareLogs(context, business.accountId, { from: "2020-01-01", to: "2020-01-02" })).rejects.toThrow(
    /nothing to compare/,
  );
});
