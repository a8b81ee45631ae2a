import { startCallBack } from "@ringback/server/use-cases/start-call-back.ts";
import { expect, test } from "vitest";
import { soon } from "#soon.ts";
import { buildTown, businessNumber, caller, type Town } from "#town.ts";

const callbacks = (town: Town) =>
  town.look<Record<string, unknown>>("select * from ringback.callback order by opened_at");

async function missedCall(town: Town) {
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 24 }, { hangUp: true }] });
  await soon(() => expect(call.state).toMatch(/completed|no-answer/));
  await soon(async () => expect(await callbacks(town)).toHaveLength(1));
}

test("a person who presses 1 has answered: no text, no callback", async () => {
  await using town = await buildTown();
  town.network.phone(town.staff.maya.phone, { kind: "answers", afterSeconds: 4, presses: "1", talksForSeconds: 30 });
  const call = town.network.placeCall({ from: caller, to: businessNumber });
  await soon(async () =>
    expect(await town.look("select outcome, state, answered_by from ringback.call")).toEqual([
      { outcome: "answered", state: "ended", answered_by: town.staff.maya.id },
    ]),
  );
  await soon(() => expect(call.state).toBe("completed"));
  expect(await callbacks(town)).toEqual([]);
  expect(town.network.phone(caller).inbox).toEqual([]);
});

test("a mobile's own voicemail is not a person: the caller reaches ours and the callback exists", async () => {
  await using town = await buildTown();
  town.network.phone(town.staff.maya.phone, { kind: "voicemail", afterSeconds: 5 });
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 120 }, { hangUp: true }] });
  await soon(async () =>
    expect(await town.look("select miss_reason from ringback.call where outcome = 'missed'")).toEqual([
      { miss_reason: "voicemail-answered" },
    ]),
  );
  await soon(() =>
    expect(call.transcript.some((heard) => JSON.stringify(heard).includes("recorded and transcribed"))).toBe(true),
  );
  expect(await callbacks(town)).toHaveLength(1);
});

test("the caller gets through on the second try: the callback closes itself and says why", async () => {
  await using town = await buildTown();
  await missedCall(town);
  town.network.phone(town.staff.luis.phone, { kind: "answers", afterSeconds: 3, presses: "1", talksForSeconds: 20 });
  town.network.placeCall({ from: caller, to: businessNumber });
  await soon(async () => {
    expect(await callbacks(town)).toMatchObject([
      {
        state: "closed",
        close_kind: "caller-got-through",
        disposition: "caller-got-through",
        recovered: true,
        closed_by: null,
      },
    ]);
  });
});

test("one tap calls back: my phone, press 1, then the caller, from the number they dialed", async () => {
  await using town = await buildTown();
  await missedCall(town);
  town.network.phone(town.staff.maya.phone, { kind: "answers", afterSeconds: 2, presses: "1" });
  town.network.phone(caller, { kind: "answers", afterSeconds: 2, talksForSeconds: 15 });
  const [callback] = await callbacks(town);
  const actor = { memberId: town.staff.maya.id, role: "coordinator" } as const;
  const started = await startCallBack(town.ringback.context, {
    accountId: town.accountId,
    actor,
    callbackId: String(callback?.["id"]),
  });
  expect(started).toMatchObject({ ok: true });
  await soon(async () =>
    expect(await town.look("select channel, result from ringback.attempt")).toEqual([
      { channel: "call", result: "reached" },
    ]),
  );
  const toCaller = town.network.calls.find((call) => call.leg.facts.to === caller);
  expect(toCaller?.leg.facts.from).toBe(businessNumber);
  // Reached is an attempt; only an outcome closes.
  expect(await callbacks(town)).toMatchObject([{ state: "claimed", claimed_by: town.staff.maya.id, attempt_count: 1 }]);
});

test("a call forwarded to us is a miss from its first second", async () => {
  await using town = await buildTown({ mode: "forwarded" });
  town.network.placeCall({
    from: caller,
    to: businessNumber,
    forwardedFrom: "+13125550100",
    script: [{ wait: 15 }, { hangUp: true }],
  });
  await soon(async () =>
    expect(await town.look("select outcome, miss_reason from ringback.call")).toEqual([
      { outcome: "missed", miss_reason: "no-answer" },
    ]),
  );
  await soon(() => expect(town.network.phone(caller).inbox).toHaveLength(1));
  expect(town.network.phone(town.staff.maya.phone).ringing).toHaveLength(0);
});

test("the end of a call is never reported: the provider's log is asked and the call does not ring forever", async () => {
  await using town = await buildTown();
  town.network.setFaults({ seed: 7, webhooks: [{ fault: "never", kinds: ["call-status"] }] });
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 3 }, { hangUp: true }] });
  await soon(() => expect(call.state).not.toBe("ringing"));
  await soon(async () => expect(await town.look("select outcome from ringback.call")).toEqual([{ outcome: null }]));
  await town.advance(7);
  await soon(async () =>
    expect(await town.look("select outcome, state, miss_reason from ringback.call")).toEqual([
      { outcome: "missed", state: "ended", miss_reason: "abandoned-while-ringing" },
    ]),
  );
  expect(await callbacks(town)).toHaveLength(1);
});

test("a number that records nothing takes no voicemail, and the callback exists all the same", async () => {
  await using town = await buildTown({ mode: "forwarded" });
  await town.look("update ringback.phone_number set recording_policy = 'nothing'");
  const call = town.network.placeCall({ from: caller, to: businessNumber, script: [{ wait: 60 }, { hangUp: true }] });
  await soon(() => expect(call.state).toBe("completed"));
  expect(call.transcript.map((heard) => heard.text).join(" ")).toContain("We have seen that you called");
  expect(town.network.recordings).toEqual([]);
  await soon(async () => expect(await callbacks(town)).toHaveLength(1));
});
