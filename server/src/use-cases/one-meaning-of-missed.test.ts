// "Missed" means one thing whatever told us of the call, in whatever order, and however late.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { reopen } from "./act-on-callback.ts";
import type { Context } from "./context.ts";
import { type Entered, recordCallEvents } from "./record-call-event.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

const arrivedFrom = (from: string, at = clock.now(), more: Partial<CallEvent> = {}): CallEvent =>
  ({
    kind: "arrived",
    at,
    from,
    to: business.line,
    forwardedFrom: null,
    callerName: null,
    callerIdTrust: "none",
    ...more,
  }) as CallEvent; // an arrival with some fields changed
const ended = (at = clock.now(), status: "completed" | "canceled" = "canceled"): CallEvent => ({
  kind: "ended",
  at,
  status,
  durationSeconds: null,
});
const accepted = (at = clock.now()): CallEvent => ({
  kind: "leg-accepted",
  at,
  legId: "leg",
  memberId: business.ownerId,
});
const dialEnded = (bridged: boolean, at = clock.now()): CallEvent => ({
  kind: "dial-ended",
  at,
  status: "completed",
  bridged,
  legId: "leg",
  talkSeconds: null,
});

let keys = 0;
async function report(providerCallId: string, events: readonly CallEvent[], entered?: Entered) {
  const { accountId, connectionId } = business;
  return await recordCallEvents(context, {
    accountId,
    connectionId,
    providerCallId,
    ...(entered === undefined ? {} : { entered }),
    events: events.map((event) => ({ key: `key-${keys++}`, event, payload: {} })),
  });
}

const callRow = async (callId: string) =>
  (
    await look<Record<string, unknown>>(
      "select outcome, miss_reason, entered, waited_seconds, answered_late, standing, episode_id from ringback.call where id = $1",
      [callId],
    )
  )[0];
const callbacksOf = (caller: string) =>
  look<Record<string, unknown>>(
    "select id, state, close_kind, recovered, started_at::text from ringback.callback where caller = $1 order by opened_at, id",
    [caller],
  );
const textsTo = (caller: string) =>
  look<{ state: string; reason: string | null }>(
    "select state, reason from ringback.message where to_number = $1 and purpose = 'acknowledgement' order by created_at",
    [caller],
  );

test("a call nobody had heard of enters the loop late: its clock starts at the call, and no stale text goes", async () => {
  const caller = "+13125550141";
  const calledAt = clock.now();
  clock.pass({ minutes: 40 });
  const events = [arrivedFrom(caller, calledAt), ended(calledAt.add({ seconds: 12 }))];
  const { callId } = await report("log-1", events, "provider-log");
  expect(await callRow(callId)).toMatchObject({
    outcome: "missed",
    miss_reason: "abandoned-while-ringing",
    entered: "provider-log",
    waited_seconds: 12,
    standing: "open",
  });
  const [callback] = await callbacksOf(caller);
  expect(Temporal.Instant.from(String(callback?.["started_at"]).replace(" ", "T").concat(":00")).toString()).toBe(
    calledAt.toString(),
  );
  expect(await textsTo(caller)).toEqual([{ state: "suppressed", reason: "too-late-to-be-useful" }]);
  const ledger = await look<{ kind: string }>("select kind from ringback.call_event where call_id = $1 order by id", [
    callId,
  ]);
  expect(ledger.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["found-in-log", "arrived", "ended", "missed"]),
  );
  // Its own event comes after all: nothing changes how it got in, and nothing happens twice.
  await report("log-1", [ended(calledAt.add({ seconds: 12 }))]);
  expect(await callRow(callId)).toMatchObject({ entered: "provider-log" });
  expect(await callbacksOf(caller)).toHaveLength(1);
});

test("a call found in the log a moment later still gets its text", async () => {
  const caller = "+13125550142";
  const calledAt = clock.now();
  clock.pass({ minutes: 3 });
  await report("log-2", [arrivedFrom(caller, calledAt), ended(calledAt.add({ seconds: 12 }))], "provider-log");
  expect(await textsTo(caller)).toEqual([{ state: "queued", reason: null }]);
});

test("a call we heard of stays so, whatever the log adds", async () => {
  const { callId } = await report("live-1", [arrivedFrom("+13125550143")]);
  await report("live-1", [ended()], "provider-log");
  expect(await callRow(callId)).toMatchObject({ entered: "webhook", outcome: "missed" });
  expect(
    await look("select 1 from ringback.call_event where call_id = $1 and kind = 'found-in-log'", [callId]),
  ).toEqual([]);
});

test("events that come together are judged once, and known ones are not kept twice", async () => {
  const { accountId, connectionId } = business;
  const at = clock.now();
  const events = [
    arrivedFrom("+13125550144", at),
    accepted(at.add({ seconds: 75 })),
    dialEnded(true, at.add({ seconds: 90 })),
  ];
  const all = events.map((event, place) => ({ key: `together-${place}`, event, payload: {} }));
  const where = { accountId, connectionId, providerCallId: "together" };
  const first = await recordCallEvents(context, { ...where, events: [...all, ...all] });
  expect(first).toMatchObject({ repeated: false, verdict: { outcome: "answered", answeredLate: true } });
  expect(await callRow(first.callId)).toMatchObject({ waited_seconds: 75, answered_late: true, standing: "answered" });
  expect(await recordCallEvents(context, { ...where, events: all })).toMatchObject({ repeated: true });
  expect(await look("select kind from ringback.call_event where call_id = $1", [first.callId])).toHaveLength(4);
  expect(await callbacksOf("+13125550144")).toEqual([]);
});

test("an answer that turns out to be none opens again what it had closed, and the call belongs to it", async () => {
  const caller = "+13125550145";
  await report("before", [arrivedFrom(caller), ended()]);
  clock.pass({ minutes: 5 });
  const { callId } = await report("again", [arrivedFrom(caller), accepted()]);
  expect(await callbacksOf(caller)).toMatchObject([{ state: "closed", close_kind: "caller-got-through" }]);
  await report("again", [dialEnded(false)]);
  expect(await callRow(callId)).toMatchObject({ outcome: "missed", miss_reason: "not-connected", standing: "open" });
  expect(await callbacksOf(caller)).toMatchObject([{ state: "open", close_kind: null }]);
  expect(await textsTo(caller)).toHaveLength(1);
});

test("a miss that becomes known after the caller got through is settled at once, without a text, and can be undone", async () => {
  const caller = "+13125550146";
  const missedAt = clock.now();
  clock.pass({ minutes: 2 });
  await report("through", [arrivedFrom(caller), accepted()]);
  clock.pass({ minutes: 1 });
  const late = await report(
    "late",
    [arrivedFrom(caller, missedAt), ended(missedAt.add({ seconds: 9 }))],
    "provider-log",
  );
  const [callback] = await callbacksOf(caller);
  expect(callback).toMatchObject({ state: "closed", close_kind: "caller-got-through", recovered: true });
  expect(await callRow(late.callId)).toMatchObject({ standing: "recovered" });
  expect(await textsTo(caller)).toEqual([{ state: "suppressed", reason: "talked-since" }]);
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  const undone = await reopen(context, { accountId: business.accountId, callbackId: String(callback?.["id"]), actor });
  expect(undone).toMatchObject({ ok: true });
});

test("an answer from before the caller's last call closes nothing", async () => {
  const caller = "+13125550147";
  const answeredAt = clock.now();
  clock.pass({ minutes: 10 });
  await report("waits", [arrivedFrom(caller), ended()]);
  clock.pass({ minutes: 10 });
  await report("old", [arrivedFrom(caller, answeredAt), accepted(answeredAt.add({ seconds: 4 }))], "provider-log");
  expect(await callbacksOf(caller)).toMatchObject([{ state: "open" }]);
});

test("a miss whose caller becomes known last gets its number, its one text, and no second callback", async () => {
  const caller = "+13125550148";
  const { callId } = await report("nameless", [ended()]);
  const [nameless] = await look<{ id: string }>(
    "select b.id from ringback.callback b join ringback.call c using (account_id, episode_id) where c.id = $1 and b.caller is null",
    [callId],
  );
  await report("nameless", [arrivedFrom(caller)]);
  expect(await callbacksOf(caller)).toMatchObject([{ id: nameless?.id, state: "open" }]);
  expect(await textsTo(caller)).toEqual([{ state: "queued", reason: null }]);
  expect(
    await look(
      "select 1 from ringback.hold where callback_id = $1 and reason = 'no-caller-number' and resolved_at is null",
      [nameless?.id],
    ),
  ).toEqual([]);
  expect(await look("select 1 from ringback.contact_phone where number = $1", [caller])).toHaveLength(1);
});

test("a miss whose caller becomes known last joins the matter that caller has open", async () => {
  const caller = "+13125550149";
  await report("first", [arrivedFrom(caller), ended()]);
  clock.pass({ minutes: 1 });
  const { callId } = await report("nameless-2", [ended()]);
  await report("nameless-2", [arrivedFrom(caller)]);
  expect(await callbacksOf(caller)).toMatchObject([{ state: "open" }]);
  expect(await look("select call_count from ringback.episode where caller = $1", [caller])).toEqual([
    { call_count: 2 },
  ]);
  expect(await callRow(callId)).toMatchObject({ standing: "open" });
  expect(await textsTo(caller)).toHaveLength(1);
});

test.each([
  ["failed attestation", "+13125550150", { callerIdTrust: "failed" }, "caller-id-failed"],
  ["a number no phone can have", "+11115550150", {}, "not-textable-number"],
  ["no number at all", "sip:doorbell@gate.local", {}, "not-textable-number"],
  ["a withheld number", "anonymous", {}, "number-withheld"],
  ["our own number", "+13125550199", {}, "own-number"],
])("%s is a case without a text", async (what, from, more, reason) => {
  const { callId } = await report(`odd-${what}`, [arrivedFrom(from, clock.now(), more as Partial<CallEvent>), ended()]);
  const [row] = await look<{ state: string; reason: string; callback: string }>(
    `select m.state, m.reason, b.state as callback from ringback.call c join ringback.message m using (account_id, episode_id)
      join ringback.callback b using (account_id, episode_id) where c.id = $1`,
    [callId],
  );
  expect(row).toEqual({ state: "suppressed", reason, callback: "open" });
});

test("a contact marked as not to be contacted is a case without a text", async () => {
  const caller = "+13125550151";
  await report("blocked-0", [arrivedFrom(caller), accepted(), dialEnded(true)]);
  await look(
    `with c as (insert into ringback.contact (account_id, id, kind, created_at) values ($1, gen_random_uuid(), 'do-not-contact', now()) returning id)
      insert into ringback.contact_phone (account_id, number, contact_id) select $1, $2, id from c`,
    [business.accountId, caller],
  );
  await report("blocked-1", [arrivedFrom(caller), ended()]);
  expect(await textsTo(caller)).toEqual([{ state: "suppressed", reason: "do-not-contact" }]);
  expect(await callbacksOf(caller)).toMatchObject([{ state: "open" }]);
});

test("another phone system's calls are looked on at, and answered by what its agents do", async () => {
  await look("update ringback.connection set provider = 'webhook' where id = $1", [business.connectionId]);
  const at = clock.now();
  const seen = await report("pbx-1", [
    arrivedFrom("+13125550152"),
    { ...dialEnded(false), status: "no-answer" } as CallEvent,
  ]);
  expect(seen).toMatchObject({ verdict: { outcome: null }, instruction: { do: "nothing" } });
  const taken = await report("pbx-1", [
    { kind: "queue-joined", at, queue: "sales" },
    { kind: "queue-left", at: at.add({ seconds: 31 }), queue: "sales", result: "answered", waitedSeconds: 31 },
  ]);
  expect(taken.verdict).toMatchObject({ outcome: "answered", waitedSeconds: 31 });
  const left = await report("pbx-2", [
    arrivedFrom("+13125550153"),
    { kind: "queue-left", at, queue: "sales", result: "abandoned", waitedSeconds: 20 },
  ]);
  expect(left.verdict).toMatchObject({ outcome: "missed", missReason: "abandoned-in-queue" });
  await look("update ringback.connection set provider = 'twilio' where id = $1", [business.connectionId]);
});

test("two reports of one caller's calls at the same moment make one matter", async () => {
  const caller = "+13125550154";
  await Promise.all(
    ["a", "b", "c"].map((name) => report(`same-${name}`, [arrivedFrom(caller), ended()], "provider-log")),
  );
  expect(await callbacksOf(caller)).toHaveLength(1);
  expect(await textsTo(caller)).toHaveLength(1);
  expect(await look("select call_count from ringback.episode where caller = $1", [caller])).toEqual([
    { call_count: 3 },
  ]);
});

test("a drill's call rings nobody, is marked, and enters nobody as a lead", async () => {
  const caller = "+13125550155";
  await look(
    `insert into ringback.drill (account_id, id, number_id, via, caller, state, started_at, gives_up_at)
      values ($1, gen_random_uuid(), $2, 'simulated', $3, 'running', now(), now())`,
    [business.accountId, business.numberId, caller],
  );
  const call = await new TestCall(context, business).arrive(caller);
  expect(
    await look(
      "select c.drill_id is not null as call, b.drill_id is not null as callback, c.contact_id, c.outcome from ringback.call c join ringback.callback b using (account_id, episode_id) where c.id = $1",
      [call.callId],
    ),
  ).toEqual([{ call: true, callback: true, contact_id: null, outcome: "missed" }]);
  expect(await look("select 1 from ringback.contact_phone where number = $1", [caller])).toEqual([]);
});
