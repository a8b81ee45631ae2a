// The loop with a phone system that Ringback only looks on at: by its live events, and by its files where those are lost.
import { outboundCall, scriptedCalls } from "@ringback/dev/fake-asterisk/scripted-calls.ts";
import { doctor } from "@ringback/server/db/queries/doctor.ts";
import { keeperName } from "@ringback/server/jobs/follow-streams.ts";
import { changeConnection } from "@ringback/server/use-cases/change-connection.ts";
import { removeConnection } from "@ringback/server/use-cases/remove-connection.ts";
import { expect, test } from "vitest";
import { buildHouse, type House, line } from "#asterisk-house.ts";
import { soon } from "#soon.ts";

const caller = { from: "+15551230001", to: line, name: "Dana Caller" };
const live = (house: House, listeners = 1) => soon(() => expect(house.pbx.listeners).toBe(listeners));
const callsOf = (house: House) =>
  house.look<{ id: string; reason: string | null; outcome: string | null; standing: string; entered: string }>(
    `select provider_call_id as id, miss_reason as reason, outcome, standing, entered from ringback.call order by arrived_at, provider_call_id`,
  );
/** How many processes stand ready to follow. */
const keepers = async (house: House) =>
  (
    await house.look(
      "select pid from pg_stat_activity where application_name = $1 and datname = current_database()",
      keeperName,
    )
  ).length;
const connectionOf = async (house: House) => {
  const [row] = await house.look<{ error: string | null; live: boolean; heard: boolean }>(
    `select last_error as error, live_since is not null as live, last_event_at is not null as heard from ringback.connection`,
  );
  return row;
};

test("a missed call opens its callback at its end, with the reason, and nobody is texted", async () => {
  await using house = await buildHouse();
  house.follow();
  await live(house);
  const id = scriptedCalls.queueAbandoned(house.pbx, caller);
  await soon(async () =>
    expect(await callsOf(house)).toEqual([
      { id, reason: "abandoned-in-queue", outcome: "missed", standing: "open", entered: "stream" },
    ]),
  );
  const [callback] = await house.look<{ state: string; caller: string; owner_id: string }>(
    "select state, caller, owner_id from ringback.callback",
  );
  expect(callback).toMatchObject({ state: "open", caller: caller.from, owner_id: expect.any(String) });
  expect(await house.look("select direction, state, reason from ringback.message")).toEqual([
    { direction: "out", state: "suppressed", reason: "provider-cannot-text" },
  ]);
  expect(await connectionOf(house)).toMatchObject({ error: null, live: true });
});

test("the caller who gets through afterwards closes the callback", async () => {
  await using house = await buildHouse();
  house.follow();
  await live(house);
  scriptedCalls.noAnswer(house.pbx, caller);
  scriptedCalls.queueAnswered(house.pbx, caller);
  await soon(async () =>
    expect(await house.look("select state, close_kind from ringback.callback")).toEqual([
      { state: "closed", close_kind: "caller-got-through" },
    ]),
  );
});

test("a call that the house makes from any phone is kept", async () => {
  await using house = await buildHouse();
  house.follow();
  await live(house);
  outboundCall(house.pbx, { from: "1001", to: caller.from, isReached: true });
  await soon(async () =>
    expect(await house.look("select called, outcome, talk_seconds from ringback.outbound_call")).toEqual([
      { called: caller.from, outcome: "connected", talk_seconds: 30 },
    ]),
  );
});

test("a connection cut in the middle of a call: what was lost comes from the files at once", async () => {
  await using house = await buildHouse();
  house.follow();
  await live(house);
  // The past, because a call still going on is nothing to catch up with.
  house.pbx.setClock(house.context.clock.now().subtract({ minutes: 10 }));
  const cut = house.pbx.call(caller);
  cut.dial("1001", { timeout: 20 });
  await soon(async () => expect(await callsOf(house)).toHaveLength(1));
  await house.pbx.close();
  house.pbx.pass(4);
  cut.hangUp("caller");
  const unheard = scriptedCalls.busy(house.pbx, { ...caller, from: "+15551230002" });
  const answered = scriptedCalls.dialAnswered(house.pbx, { ...caller, from: "+15551230003" });
  await soon(async () =>
    expect(await connectionOf(house)).toMatchObject({ error: expect.stringContaining("Asterisk"), live: false }),
  );
  await house.pbx.listen();
  await soon(async () =>
    expect(await callsOf(house)).toMatchObject([
      { id: cut.uniqueId, reason: "abandoned-while-ringing", outcome: "missed", standing: "open", entered: "stream" },
      { id: unheard, reason: "busy", outcome: "missed", standing: "open", entered: "provider-log" },
      { id: answered, reason: null, outcome: "answered", standing: "answered", entered: "provider-log" },
    ]),
  );
  expect(await connectionOf(house)).toMatchObject({ error: null, live: true });
});

test("who is not let in says so on the connection and to the doctor, and comes in when it may", async () => {
  await using house = await buildHouse();
  house.pbx.faults = { refuseLogins: true };
  house.follow();
  await soon(async () =>
    expect(await connectionOf(house)).toMatchObject({ error: expect.stringContaining("refused"), live: false }),
  );
  const found = await doctor(house.context.db, house.accountId, house.context.clock.now(), {
    emailSetUp: false,
    clockOffsetMs: 0,
    systems: house.context.telephony,
  });
  expect(found.checks).toContainEqual({
    name: expect.stringContaining("Asterisk"),
    ok: false,
    note: expect.stringContaining("manager.conf"),
  });
  house.pbx.faults = {};
  await soon(async () => expect(await connectionOf(house)).toMatchObject({ error: null, live: true }));
});

test("one process follows, and another takes over when the first goes", async () => {
  await using house = await buildHouse();
  const first = house.follow();
  await live(house);
  const other = house.follow();
  const before = house.pbx.logins;
  await soon(async () => expect(await keepers(house)).toBe(2));
  expect(house.pbx).toMatchObject({ listeners: 1, logins: before });
  await first.stop();
  await soon(() => expect(house.pbx.logins).toBe(before + 1));
  await live(house);
  await other.stop();
  await live(house, 0);
});

test("whoever loses the database lets go of the stream and comes back", async () => {
  await using house = await buildHouse();
  house.follow();
  await live(house);
  const before = house.pbx.logins;
  await house.look(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()",
    keeperName,
  );
  await soon(() => expect(house.pbx.logins).toBe(before + 1));
  await live(house);
  const id = scriptedCalls.noAnswer(house.pbx, caller);
  await soon(async () => expect(await callsOf(house)).toMatchObject([{ id, outcome: "missed" }]));
});

test("a connection that is changed is followed with what is new, and one that is removed no longer", async () => {
  await using house = await buildHouse();
  house.follow({ roundMs: 60_000 });
  await live(house);
  const { context, accountId, connectionId, pbx } = house;
  const logins = pbx.logins;
  const changed = await changeConnection(context, {
    accountId,
    by: null,
    connectionId,
    fields: { numbers: `600=${line}` },
  });
  expect(changed).toMatchObject({ ok: true });
  await soon(() => expect(pbx.logins).toBe(logins + 2)); // one that checked, one that follows
  await live(house);
  scriptedCalls.noAnswer(pbx, { ...caller, to: "600" });
  await soon(async () => expect(await house.look("select dialed from ringback.call")).toEqual([{ dialed: line }]));
  await removeConnection(context, { accountId, by: null, connectionId });
  await live(house, 0);
});

test("an event that cannot be taken in breaks the stream, and comes again from the files", async () => {
  await using house = await buildHouse();
  await house.look(
    `create function ringback.stumble() returns trigger language plpgsql as $$ begin raise exception 'stumbled'; end $$`,
  );
  await house.look(
    "create trigger stumble before insert on ringback.call for each row execute function ringback.stumble()",
  );
  house.follow();
  await live(house);
  house.pbx.setClock(house.context.clock.now().subtract({ minutes: 10 }));
  const id = scriptedCalls.noAnswer(house.pbx, caller);
  await soon(() => expect(house.pbx.logins).toBeGreaterThan(2)); // one that checked, one that broke, one again
  await house.look("drop trigger stumble on ringback.call");
  house.pbx.cut();
  await soon(async () => expect(await callsOf(house)).toMatchObject([{ id, outcome: "missed", reason: "no-answer" }]));
  expect(await house.look("select id from ringback.callback")).toHaveLength(1);
});
