// The promise: calling back counts what really happened. A machine on either side is never a person, and a tap sent twice rings once.
import { recordAttempt } from "@ringback/server/use-cases/act-on-callback.ts";
import { startCallBack } from "@ringback/server/use-cases/start-call-back.ts";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

async function missedCall(town: Town): Promise<string> {
  town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 3 }, { hangUp: true }] });
  return await soon(async () => {
    const [row] = await town.look<{ id: string }>("select id from ringback.callback");
    if (row === undefined) throw new Error("not yet");
    return row.id;
  });
}

const command = (town: Town, callbackId: string) => ({
  accountId: town.accountId,
  actor: { memberId: town.staff.maya.id, role: "coordinator" } as const,
  callbackId,
});
const callback = (town: Town) =>
  town.look(
    "select state, claimed_by, attempt_count, recovered, next_try_at is not null as again from ringback.callback",
  );
const attempts = (town: Town) => town.look("select result from ringback.attempt order by at, id");
const callsTo = (town: Town, phone: string) => town.network.calls.filter((call) => call.leg.facts.to === phone);

test("the staff phone's own voicemail picks up: nobody pressed 1, the caller is never rung, the callback is free again", async () => {
  await using town = await buildTown();
  const callbackId = await missedCall(town);
  town.network.phone(town.staff.maya.phone, { kind: "voicemail", afterSeconds: 2, maxSeconds: 10 });
  expect(await startCallBack(town.ringback.context, command(town, callbackId))).toMatchObject({
    ok: true,
    state: "claimed",
  });
  await soon(async () => expect(await attempts(town)).toEqual([{ result: "failed" }]));
  expect(callsTo(town, caller)).toHaveLength(0);
  // It was no try at the caller: the ladder does not begin.
  expect(await callback(town)).toMatchObject([{ state: "open", claimed_by: null, recovered: false, again: false }]);
});

test("the caller's voicemail picks up: connected for the provider, an attempt and no more once the person says so", async () => {
  await using town = await buildTown();
  const callbackId = await missedCall(town);
  town.network.phone(town.staff.maya.phone, { kind: "answers", afterSeconds: 2, presses: "1", talksForSeconds: 25 });
  town.network.phone(caller, { kind: "voicemail", afterSeconds: 3, maxSeconds: 15 });
  await startCallBack(town.ringback.context, command(town, callbackId));
  await soon(async () => expect(await attempts(town)).toEqual([{ result: "reached" }]));
  expect(await callback(town)).toMatchObject([{ state: "claimed", recovered: false }]);
  const said = { ...command(town, callbackId), channel: "call", result: "left-voicemail" } as const;
  expect(await recordAttempt(town.ringback.context, said)).toMatchObject({ ok: true, undoToken: null });
  expect(await attempts(town)).toEqual([{ result: "left-voicemail" }]);
  expect(await callback(town)).toMatchObject([{ attempt_count: 1, recovered: false, again: true }]);
});

test("nobody answers there: the claim that the call made ends with it, and the next try is planned", async () => {
  await using town = await buildTown();
  const callbackId = await missedCall(town);
  town.network.phone(town.staff.maya.phone, { kind: "answers", afterSeconds: 2, presses: "1" });
  town.network.phone(caller, { kind: "busy" });
  const tap = { ...command(town, callbackId), requestId: "tap-on-call-1" };
  const [first, second] = await Promise.all([
    startCallBack(town.ringback.context, tap),
    startCallBack(town.ringback.context, tap),
  ]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toEqual(first);
  await soon(async () => expect(await attempts(town)).toEqual([{ result: "busy" }]));
  expect(await callback(town)).toMatchObject([{ state: "open", claimed_by: null, attempt_count: 1, again: true }]);
  expect(callsTo(town, town.staff.maya.phone).filter((call) => call.leg.facts.from === businessNumber)).toHaveLength(1);
});
