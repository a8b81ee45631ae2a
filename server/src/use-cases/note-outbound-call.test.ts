// Calls the business made: attempts of the caller's open callback, and the end of it when they were the conversation.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import type { OutboundCall } from "#providers/telephony/provider.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { close, reopen } from "./act-on-callback.ts";
import type { Context } from "./context.ts";
import { noteOutboundCall } from "./note-outbound-call.ts";

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

let numbers = 200;
/** A caller whose call was missed a while ago. */
async function missedCaller(): Promise<{ caller: string; callbackId: string }> {
  const caller = `+1312555${numbers++ + 1000}`;
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const [row] = await look<{ id: string }>("select id from ringback.callback where caller = $1", [caller]);
  clock.pass({ minutes: 5 });
  return { caller, callbackId: row?.id ?? "" };
}

let keys = 0;
const note = (call: OutboundCall, connectionId = business.connectionId, accountId = business.accountId) =>
  noteOutboundCall(context, { accountId, connectionId, key: `out-${keys++}`, call, payload: {} });

function outbound(to: string, more: Partial<OutboundCall> = {}): OutboundCall {
  const startedAt = clock.now();
  return {
    callId: `OUT-${to}`,
    from: business.line,
    to,
    startedAt,
    endedAt: startedAt.add({ seconds: 100 }),
    outcome: "connected",
    talkSeconds: 90,
    ...more,
  };
}

const callback = async (id: string) =>
  (
    await look<Record<string, unknown>>(
      "select state, close_kind, disposition, recovered, attempt_count from ringback.callback where id = $1",
      [id],
    )
  )[0];
const attempts = (id: string) =>
  look<Record<string, unknown>>(
    "select result, outside, by_member from ringback.attempt where callback_id = $1 order by at, id",
    [id],
  );

test("a conversation from another phone closes the callback, counts as recovered, and can be undone", async () => {
  const { caller, callbackId } = await missedCaller();
  expect(await note(outbound(caller))).toBe(false);
  expect(await callback(callbackId)).toEqual({
    state: "closed",
    close_kind: "reached-outside",
    disposition: "reached-outside",
    recovered: true,
    attempt_count: 1,
  });
  expect(await attempts(callbackId)).toEqual([{ result: "connected", outside: true, by_member: null }]);
  expect(await look("select standing from ringback.call where caller = $1", [caller])).toEqual([
    { standing: "recovered" },
  ]);
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  expect(await reopen(context, { accountId: business.accountId, callbackId, actor })).toMatchObject({ ok: true });
  // The same call reported again does not close it again: the person who undid it knows better.
  await note(outbound(caller));
  expect(await callback(callbackId)).toMatchObject({ state: "open", attempt_count: 1 });
});

test("whose phone it was is told where it is a member's", async () => {
  const { caller, callbackId } = await missedCaller();
  const [member] = await look<{ phone: string }>("select phone from ringback.member where id = $1", [business.ownerId]);
  await note(outbound(caller, { from: member?.phone ?? "", outcome: "no-answer", talkSeconds: null }));
  expect(await attempts(callbackId)).toEqual([{ result: "no-answer", outside: true, by_member: business.ownerId }]);
});

test.each([
  ["a machine, however long the message", { outcome: "machine", talkSeconds: 300 }, "left-voicemail"],
  ["a short call", { outcome: "connected", talkSeconds: 59 }, "connected"],
  ["nobody", { outcome: "no-answer", talkSeconds: null }, "no-answer"],
  ["a call given up", { outcome: "canceled", talkSeconds: null }, "no-answer"],
  ["a busy line", { outcome: "busy", talkSeconds: null }, "busy"],
  ["a failure", { outcome: "failed", talkSeconds: null }, "failed"],
] as const)("%s is an attempt and no recovery", async (_what, how, result) => {
  const { caller, callbackId } = await missedCaller();
  await note(outbound(caller, how));
  expect(await attempts(callbackId)).toEqual([{ result, outside: true, by_member: null }]);
  expect(await callback(callbackId)).toMatchObject({ state: "open", attempt_count: 1, recovered: false });
});

test("the playbook says how long a conversation is", async () => {
  const { caller, callbackId } = await missedCaller();
  await look(
    `insert into ringback.playbook_version (account_id, version, playbook, created_at)
      select account_id, 90, jsonb_set(playbook, '{sla,conversationSeconds}', '30'), now() from ringback.playbook_version where account_id = $1 and version = 1`,
    [business.accountId],
  );
  const inForce = (version: number) =>
    look("update ringback.account set playbook_version = $2 where id = $1", [business.accountId, version]);
  await inForce(90);
  await note(outbound(caller, { talkSeconds: 31 }));
  await inForce(1);
  expect(await callback(callbackId)).toMatchObject({ state: "closed", close_kind: "reached-outside" });
});

test("reports of one call in any order, once or twice, end alike, and count one attempt", async () => {
  const reports: Partial<OutboundCall>[] = [
    { outcome: null, endedAt: null, talkSeconds: null },
    { outcome: "connected", endedAt: null, talkSeconds: null },
    { outcome: "connected", talkSeconds: 90 },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...reports, ...reports], { minLength: 6 }),
      fc.boolean(),
      async (order, machine) => {
        const { caller, callbackId } = await missedCaller();
        const startedAt = clock.now();
        const all = machine ? order.toSpliced(order.length / 2, 0, { outcome: "machine", talkSeconds: 90 }) : order;
        for (const more of all) await note(outbound(caller, { startedAt, ...more }));
        expect(await callback(callbackId)).toMatchObject(
          machine ? { state: "open", recovered: false } : { state: "closed", close_kind: "reached-outside" },
        );
        expect(await attempts(callbackId)).toMatchObject([{ result: machine ? "left-voicemail" : "connected" }]);
        expect(await callback(callbackId)).toMatchObject({ attempt_count: 1 });
      },
    ),
    { numRuns: 12 },
  );
});

test("a call made before the caller's last call leaves that one waiting", async () => {
  const { caller, callbackId } = await missedCaller();
  const startedAt = clock.now();
  clock.pass({ minutes: 10 });
  await (await new TestCall(context, business).arrive(caller)).hangUp();
  clock.pass({ minutes: 10 });
  await note(outbound(caller, { startedAt }));
  expect(await callback(callbackId)).toMatchObject({ state: "open", attempt_count: 1 });
});

test("a call from before the miss is none of its attempts", async () => {
  const startedAt = clock.now().subtract({ minutes: 1 });
  const { caller, callbackId } = await missedCaller();
  await note(outbound(caller, { startedAt }));
  expect(await attempts(callbackId)).toEqual([]);
  expect(await look("select callback_id from ringback.outbound_call where called = $1", [caller])).toEqual([
    { callback_id: null },
  ]);
});

test("a call back that Ringback started is kept as what it is, and not counted twice", async () => {
  const { caller, callbackId } = await missedCaller();
  const attempt = async (callId: string | null) =>
    await look(
      `insert into ringback.attempt (account_id, id, callback_id, at, by_member, channel, result, provider_call_id)
        values ($1, gen_random_uuid(), $2, $3, $4, 'call', 'dialing', $5)`,
      [business.accountId, callbackId, clock.now().toString(), business.ownerId, callId],
    );
  await attempt("CA-parent");
  await note(outbound("+15565550199", { callId: "CA-parent" }));
  await note(outbound(caller, { callId: "CA-child", startedAt: clock.now().add({ seconds: 20 }) }));
  expect(await callback(callbackId)).toMatchObject({ state: "open", attempt_count: 0 });
  expect(await attempts(callbackId)).toHaveLength(1);
  expect(
    await look("select provider_call_id from ringback.outbound_call where attempt_id is not null order by 1"),
  ).toEqual(expect.arrayContaining([{ provider_call_id: "CA-child" }, { provider_call_id: "CA-parent" }]));
  // Later, from another phone, it is somebody's own call again.
  clock.pass({ minutes: 10 });
  await note(outbound(caller, { callId: "OUT-later" }));
  expect(await callback(callbackId)).toMatchObject({ state: "closed", close_kind: "reached-outside" });
});

test("a person who closes at the same moment keeps their outcome, whoever is first", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { caller, callbackId } = await missedCaller();
    const actor = { memberId: business.ownerId, role: "owner" } as const;
    const [, closed] = await Promise.all([
      note(outbound(caller)),
      close(context, {
        accountId: business.accountId,
        callbackId,
        actor,
        disposition: "reached-booked",
        how: "called",
      }),
    ]);
    const row = await callback(callbackId);
    expect(row?.["state"]).toBe("closed");
    expect(row?.["close_kind"]).toBe(closed.ok ? "person" : "reached-outside");
    const ends = await look("select kind from ringback.callback_event where callback_id = $1 and kind like 'closed%'", [
      callbackId,
    ]);
    expect(ends).toHaveLength(1);
  }
});

test("a miss that becomes known after the conversation is settled by it", async () => {
  const caller = "+13125551999";
  const missedAt = clock.now();
  clock.pass({ minutes: 5 });
  await note(outbound(caller));
  clock.pass({ minutes: 5 });
  const call = new TestCall(context, business);
  const arrival = { from: caller, to: business.line, forwardedFrom: null, callerName: null, callerIdTrust: "none" };
  await call.tell({ kind: "arrived", at: missedAt, ...arrival } as Parameters<typeof call.tell>[0]);
  await call.tell({ kind: "ended", at: missedAt.add({ seconds: 9 }), status: "canceled" } as Parameters<
    typeof call.tell
  >[0]);
  expect(await look("select close_kind, recovered from ringback.callback where caller = $1", [caller])).toEqual([
    { close_kind: "reached-outside", recovered: true },
  ]);
});

test("another business's call with the same id is another call", async () => {
  const other = await openBusiness(context, "olive", "+13125550188", "Southside Plumbing");
  const { caller, callbackId } = await missedCaller();
  await note(outbound(caller), other.connectionId, other.accountId);
  expect(await callback(callbackId)).toMatchObject({ state: "open", attempt_count: 0 });
  await note(outbound(caller));
  expect(await callback(callbackId)).toMatchObject({ state: "closed" });
  expect(await look("select distinct account_id from ringback.outbound_call where called = $1", [caller])).toHaveLength(
    2,
  );
});
