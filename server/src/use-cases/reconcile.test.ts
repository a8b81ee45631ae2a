import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { type LoggedCall, ProviderError, type TelephonyProvider } from "#providers/telephony/provider.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { reconcile } from "./reconcile.ts";

let database: TestDatabase;
let db: Database;
let clock: HandClock;
let context: Context;
let business: TestBusiness;
/** The provider's log, and what goes wrong when it is read, page by page. */
let log: LoggedCall[];
let failures: (ProviderError | null)[];
let pageSize: number;
let asked: { from: string; to: string }[];
let businesses = 0;

const told: Pick<TelephonyProvider, "listCalls" | "fetchCall"> = {
  listCalls: async function* (_account, { from, to }) {
    asked.push({ from: from.toString(), to: to.toString() });
    const inRange = log.filter((call) => {
      const at = call.direction === "inbound" ? call.arrivedAt : call.startedAt;
      return Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, to) < 0;
    });
    for (let at = 0; at < inRange.length || at === 0; at += pageSize) {
      const failure = failures.shift();
      if (failure) throw failure;
      yield inRange.slice(at, at + pageSize);
    }
  },
  fetchCall: async (_account, callId) => {
    const found = log.find((call) => call.callId === callId);
    return found?.direction === "inbound" ? found.events : null;
  },
};

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString, 8);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

beforeEach(async () => {
  clock = new HandClock("2026-11-18T15:00:00Z"); // Wednesday, nine in Chicago
  const bare = bareContext(db);
  const { twilio } = bare.telephony;
  if (twilio === undefined) throw new Error("no twilio");
  context = { ...bare, clock, telephony: { twilio: { ...twilio, ...told } } };
  businesses += 1;
  business = await openBusiness(context, `maya${businesses}`, `+1312555${String(1000 + businesses)}`);
  log = [];
  failures = [];
  pageSize = 2;
  asked = [];
  clock.pass({ hours: 1 });
});

const run = (kind: "recent" | "nightly" | "catch-up" = "recent") =>
  reconcile(context, { accountId: business.accountId, connectionId: business.connectionId, kind });
const look = async <Row>(text: string) => (await db.pool.query(text, [business.accountId])).rows as Row[];
const gaps = () =>
  look<{ kind: string; state: string; provider_call_id: string; call_id: string | null; dialed: string }>(
    "select kind, state, provider_call_id, call_id, dialed from ringback.reconciliation_gap where account_id = $1 order by provider_call_id, kind",
  );
const calls = () =>
  look<{ provider_call_id: string; outcome: string; entered: string; standing: string }>(
    "select provider_call_id, outcome, entered, standing from ringback.call where account_id = $1 order by provider_call_id",
  );
const runs = () =>
  look<Record<string, unknown>>(
    "select state, calls, matched, gaps, repaired, error from ringback.reconciliation_run where account_id = $1 order by started_at, id",
  );
const connection = async () =>
  (
    await look<{ log_error: string | null; log_read_until: Temporal.Instant | null }>(
      "select log_error, log_read_until from ringback.connection where account_id = $1",
    )
  )[0];

/** A missed call in the log: it rang one phone for a while, nobody answered. */
function missedCall(callId: string, options: { from?: string; to?: string; minutesAgo?: number } = {}): LoggedCall {
  const at = clock.now().subtract({ minutes: options.minutesAgo ?? 20 });
  const from = options.from ?? "+13125550117";
  const to = options.to ?? business.line;
  const events: CallEvent[] = [
    { kind: "arrived", at, from, to, forwardedFrom: null, callerName: null, callerIdTrust: "none" },
    {
      kind: "leg-progress",
      at: at.add({ seconds: 25 }),
      legId: `${callId}-leg`,
      to: "+13125560000",
      status: "no-answer",
      sequence: null,
    },
    {
      kind: "dial-ended",
      at: at.add({ seconds: 25 }),
      status: "no-answer",
      bridged: null,
      legId: `${callId}-leg`,
      talkSeconds: null,
    },
    { kind: "ended", at: at.add({ seconds: 30 }), status: "completed", durationSeconds: 30 },
  ];
  return { direction: "inbound", callId, arrivedAt: at, from, to, ended: true, events };
}

/** Tells us a call of the log as webhooks would have, without the last `lost` events. */
async function tell(call: LoggedCall, lost = 0): Promise<void> {
  if (call.direction === "outbound") return;
  const told = new TestCall(context, business, call.callId);
  for (const event of call.events.slice(0, call.events.length - lost)) await told.tell(event);
}

test("a call we never heard of enters the loop late, marked so, and its text is withheld when it is of no use", async () => {
  log = [missedCall("CA1", { minutesAgo: 45 })];
  expect(await run()).toMatchObject({ ok: true });
  expect(await calls()).toEqual([
    { provider_call_id: "CA1", outcome: "missed", entered: "provider-log", standing: "open" },
  ]);
  expect(await gaps()).toMatchObject([{ kind: "never-heard", state: "repaired", call_id: expect.any(String) }]);
  expect(
    await look("select state from ringback.message where account_id = $1 and purpose = 'acknowledgement'"),
  ).toEqual([{ state: "suppressed" }]);
  expect(await look("select state from ringback.callback where account_id = $1")).toEqual([{ state: "open" }]);
});

test("a second comparison finds nothing to do", async () => {
  log = [missedCall("CA1"), missedCall("CA2", { from: "+13125550118" }), missedCall("CA3", { from: "+13125550119" })];
  await tell(log[0] as LoggedCall);
  await run();
  const before = [
    await calls(),
    await gaps(),
    await look("select count(*)::int from ringback.call_event where account_id = $1"),
  ];
  clock.pass({ minutes: 5 });
  await run();
  expect([
    await calls(),
    await gaps(),
    await look("select count(*)::int from ringback.call_event where account_id = $1"),
  ]).toEqual(before);
  expect(await runs()).toMatchObject([
    { state: "done", calls: 3, matched: 1, gaps: 2, repaired: 2 },
    { state: "done", calls: 3, matched: 3, gaps: 0, repaired: 0 },
  ]);
});

test("a call whose end never came gets it from the log", async () => {
  log = [missedCall("CA1")];
  await tell(log[0] as LoggedCall, 3);
  expect(await calls()).toMatchObject([{ outcome: null, standing: "live" }]);
  await run();
  expect(await calls()).toMatchObject([{ outcome: "missed", standing: "open", entered: "webhook" }]);
  expect(await gaps()).toMatchObject([{ kind: "end-missing", state: "repaired" }]);
});

test("what is under way is no gap yet", async () => {
  log = [missedCall("CA1", { minutesAgo: 1 })];
  await run();
  expect(await gaps()).toEqual([]);
  clock.pass({ minutes: 5 });
  await run();
  expect(await gaps()).toMatchObject([{ kind: "never-heard", state: "repaired" }]);
});

test("a call to a number that is not ours opens a gap and no callback, and enters once the number is added", async () => {
  log = [missedCall("CA1", { to: "+13125559999" })];
  await run();
  expect(await calls()).toEqual([]);
  expect(await gaps()).toMatchObject([{ kind: "unknown-number", state: "open", dialed: "+13125559999" }]);
  await db.pool.query(
    `insert into ringback.phone_number (account_id, id, number, label, mode, registration, connection_id, created_at)
     values ($1, gen_random_uuid(), '+13125559999', 'Second line', 'answers', 'exempt', $2, now())`,
    [business.accountId, business.connectionId],
  );
  await run();
  expect(await gaps()).toMatchObject([
    { kind: "never-heard", state: "repaired" },
    { kind: "unknown-number", state: "repaired" },
  ]);
  expect(await calls()).toMatchObject([{ provider_call_id: "CA1", standing: "open" }]);
});

test("two entries of one call are not entered twice", async () => {
  const first = missedCall("CA1");
  log = [
    first,
    {
      ...missedCall("CA2"),
      arrivedAt: first.direction === "inbound" ? first.arrivedAt.add({ seconds: 1 }) : clock.now(),
    } as LoggedCall,
  ];
  await tell(first);
  await run();
  expect((await calls()).map((call) => call.provider_call_id)).toEqual(["CA1"]);
  expect(await gaps()).toMatchObject([{ kind: "duplicate", state: "open", provider_call_id: "CA2" }]);
});

test("a call of ours that their log has not is asked for by its id, and is a gap only when they do not know it", async () => {
  await look("update ringback.connection set simulated = false where account_id = $1");
  clock.pass({ hours: 1 });
  const known = missedCall("CA1", { minutesAgo: 40 });
  const hidden = missedCall("CA2", { minutesAgo: 41, from: "+13125550118" });
  await tell(known);
  await tell(hidden);
  log = [hidden];
  const list = told.listCalls;
  context = {
    ...context,
    telephony: {
      twilio: {
        ...(context.telephony["twilio"] as TelephonyProvider),
        listCalls: async function* (...asked) {
          for await (const page of list(...asked)) yield page.filter(({ callId }) => callId !== "CA2");
        },
      },
    },
  };
  await run();
  expect(await gaps()).toMatchObject([{ kind: "not-in-their-log", state: "open", provider_call_id: "CA1" }]);
  log = [known, hidden];
  await run();
  expect(await gaps()).toMatchObject([{ kind: "not-in-their-log", state: "repaired" }]);
});

test("a simulated phone network forgets its calls, which is no gap", async () => {
  clock.pass({ hours: 1 });
  await tell(missedCall("CA1", { minutesAgo: 40 }));
  await run();
  expect(await gaps()).toEqual([]);
});

test("too many requests in the middle are waited for, and pages that came before are not compared again", async () => {
  log = [1, 2, 3, 4, 5].map((n) => missedCall(`CA${n}`, { from: `+1312555020${n}` }));
  failures = [null, new ProviderError("Too many requests.", { code: "429", retryable: true, retryAfterMs: 5 })];
  expect(await run()).toMatchObject({ ok: true });
  expect(await runs()).toMatchObject([{ state: "done", calls: 5, gaps: 5, repaired: 5 }]);
});

test("a revoked token is said in plain words, what was done stays, and the next run catches up by itself", async () => {
  log = [1, 2, 3, 4, 5].map((n) => missedCall(`CA${n}`, { from: `+1312555020${n}` }));
  failures = [
    null,
    new ProviderError("The provider refused (HTTP 401, code 20003).", { code: "20003", retryable: false }),
  ];
  expect(await run()).toMatchObject({ ok: false, refusal: "call-log-failed" });
  expect((await connection())?.log_error).toMatch(/token/);
  expect(await calls()).toHaveLength(2);
  expect(await runs()).toMatchObject([{ state: "failed", calls: 2, error: expect.stringContaining("refuses") }]);

  // Hours later the token is right again: the next run begins where the last good one came to.
  clock.pass({ hours: 30 });
  expect(await run()).toMatchObject({ ok: true });
  expect((await connection())?.log_error).toBeNull();
  expect(await calls()).toHaveLength(5);
});

test("after an outage the next run begins where the log was last read, less an overlap", async () => {
  await run();
  const readUntil = clock.now();
  clock.pass({ hours: 30 });
  failures = [new ProviderError("No answer.", { code: "x", retryable: true, retryAfterMs: 3_600_000 })];
  expect(await run()).toMatchObject({ ok: false });
  asked = [];
  await run();
  expect(asked[0]?.from).toBe(readUntil.subtract({ minutes: 30 }).toString());
  expect((await connection())?.log_read_until?.toString()).toBe(clock.now().toString());
});

test("nothing from before the connection is compared", async () => {
  await run("nightly");
  expect(asked).toEqual([{ from: "2026-11-18T15:00:00Z", to: "2026-11-18T16:00:00Z" }]);
});

test("one comparison of a connection at a time", async () => {
  const gate = Promise.withResolvers<void>();
  const { twilio } = context.telephony;
  if (twilio === undefined) throw new Error("no twilio");
  const listCalls: TelephonyProvider["listCalls"] = async function* (...asked) {
    await gate.promise;
    yield* told.listCalls(...asked);
  };
  context = { ...context, telephony: { twilio: { ...twilio, listCalls } } };
  const first = run();
  while ((await runs()).length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await run()).toEqual({ ok: false, refusal: "reconciliation-running" });
  gate.resolve();
  expect(await first).toMatchObject({ ok: true });
  expect(await run()).toMatchObject({ ok: true });
});

test("calls the business made are kept, once, with their end when it comes", async () => {
  const made = (endedAt: Temporal.Instant | null): LoggedCall => ({
    direction: "outbound",
    callId: "CA9",
    from: business.line,
    to: "+13125550117",
    startedAt: clock.now().subtract({ minutes: 10 }),
    endedAt,
    outcome: endedAt === null ? null : "connected",
    talkSeconds: endedAt === null ? null : 60,
  });
  const started = made(null);
  log = [started];
  await run();
  log = [{ ...started, ...{ endedAt: clock.now(), outcome: "connected", talkSeconds: 60 } } as LoggedCall];
  await run();
  await run();
  expect(
    await look(
      "select provider_call_id, outcome, talk_seconds, entered from ringback.outbound_call where account_id = $1",
    ),
  ).toEqual([{ provider_call_id: "CA9", outcome: "connected", talk_seconds: 60, entered: "provider-log" }]);
});

test("a worker that stops ends a comparison in order, and that says nothing about their log", async () => {
  log = [1, 2, 3].map((n) => missedCall(`CA${n}`, { from: `+1312555020${n}` }));
  failures = [new ProviderError("Busy.", { code: "429", retryable: true, retryAfterMs: 50_000 })];
  const stopping = new AbortController();
  const { accountId, connectionId } = business;
  const ended = reconcile(context, { accountId, connectionId, kind: "recent" }, stopping.signal);
  while ((await runs()).length === 0) await new Promise((resolve) => setImmediate(resolve));
  stopping.abort();
  expect(await ended).toMatchObject({ ok: false, refusal: "call-log-failed" });
  expect(await runs()).toMatchObject([{ state: "failed" }]);
  expect((await connection())?.log_error).toBeNull();
  expect(await run()).toMatchObject({ ok: true });
  expect(await calls()).toHaveLength(3);
});
