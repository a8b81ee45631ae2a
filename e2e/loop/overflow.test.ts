// Nobody of the group answers, and the overflow rings before the voicemail does.
import { type CallFacts, noFacts } from "@ringback/core/calls/call-facts.ts";
import { compareTimes } from "@ringback/core/calls/leg-facts.ts";
import type { PhoneBehaviour } from "@ringback/dev/fake-phone-network/phone.ts";
import { expect, test } from "vitest";
import { signalWire } from "#signalwire-town.ts";
import { soon } from "#soon.ts";
import { changePlaybook } from "#staff.ts";
import { buildTelnyxTown } from "#telnyx-town.ts";
import { buildTown, businessNumber, caller, type EmptyTown, type Town, type TownOptions } from "#town.ts";

/** Maya's phone rings first, for a while; then Luis's. */
async function withOverflow(options: TownOptions = {}): Promise<Town> {
  const town = await buildTown({ staffTexts: false, ...options });
  const { maya, luis } = town.staff;
  await town.changePlaybook((playbook) => ({
    ...playbook,
    answering: {
      ...playbook.answering,
      ringMemberIds: [maya.id],
      overflow: [{ numberId: null, memberIds: [luis.id], afterSeconds: 15, ringSeconds: 20 }],
    },
  }));
  return town;
}

const calls = (town: EmptyTown) =>
  town.look("select state, outcome, miss_reason as reason, answered_by as by from ringback.call");
const texts = (town: Town) => town.network.phone(caller).inbox.map(({ body }) => body);
const answers: PhoneBehaviour = { kind: "answers", afterSeconds: 4, presses: "1", talksForSeconds: 30 };
/** Which phones rang for the call, in order, and how its ringings ended. */
const story = async (town: EmptyTown) => {
  const [call] = await town.look<{ facts: CallFacts }>("select facts from ringback.call");
  const { legs, firstDial, dial } = call?.facts ?? noFacts;
  const rang = Object.values(legs).sort((a, b) => compareTimes(a.firstAt, b.firstAt));
  return { rang: rang.map(({ to }) => to), first: firstDial?.status, second: dial?.status };
};

test("the group does not answer and the overflow does: an answered call by that person, and nobody is texted", async () => {
  await using town = await withOverflow();
  const { network, staff } = town;
  network.phone(staff.luis.phone, answers);
  const call = network.placeCall({ from: caller, to: businessNumber });
  await soon(async () =>
    expect(await calls(town)).toEqual([{ state: "ended", outcome: "answered", reason: null, by: staff.luis.id }]),
  );
  await soon(() => expect(call.state).toBe("completed"));
  expect(await story(town)).toEqual({
    rang: [staff.maya.phone, staff.luis.phone],
    first: "no-answer",
    second: "completed",
  });
  expect(await town.look("select * from ringback.callback")).toEqual([]);
  expect(texts(town)).toEqual([]);
}, 60_000);

test("nobody answers at all: each phone rings once, then the voicemail; one miss, one text", async () => {
  await using town = await withOverflow();
  town.network.setFaults({ seed: 4, webhooks: [{ fault: "twice" }, { fault: "swap", fraction: 0.4 }] });
  const { network, staff } = town;
  network.placeCall({
    from: caller,
    to: businessNumber,
    script: [{ say: "This is Dana Ruiz. Please call me back about the furnace." }, { hangUp: true }],
  });
  await soon(async () =>
    expect(await calls(town)).toEqual([{ state: "ended", outcome: "missed", reason: "no-answer", by: null }]),
  );
  await soon(() => expect(texts(town)).toEqual([expect.stringContaining("Sorry we missed your call")]));
  // Some reports come late.
  await soon(async () =>
    expect(await story(town)).toEqual({
      rang: [staff.maya.phone, staff.luis.phone],
      first: "no-answer",
      second: "no-answer",
    }),
  );
  await soon(async () => expect(await town.look("select state from ringback.recording")).toHaveLength(1));
  await network.settled();
  expect(texts(town)).toHaveLength(1);
  expect(await town.look("select state from ringback.callback")).toHaveLength(1);
  const missed = await town.look("select * from ringback.call_event where kind = 'missed'");
  expect(missed).toHaveLength(1);
}, 60_000);

test("who answers in the group is the answer, and the overflow never rings", async () => {
  await using town = await withOverflow();
  const { network, staff } = town;
  network.phone(staff.maya.phone, answers);
  network.placeCall({ from: caller, to: businessNumber });
  await soon(async () =>
    expect(await calls(town)).toEqual([{ state: "ended", outcome: "answered", reason: null, by: staff.maya.id }]),
  );
  expect(await story(town)).toEqual({ rang: [staff.maya.phone], first: "completed", second: undefined });
}, 60_000);

test("a caller who hangs up while the overflow rings gave up while phones rang", async () => {
  await using town = await withOverflow({ speed: 8 });
  const call = town.network.placeCall({ from: caller, to: businessNumber });
  await soon(() => expect(town.network.phone(town.staff.luis.phone).ringing).toHaveLength(1));
  call.hangUp();
  await soon(async () =>
    expect(await calls(town)).toEqual([
      { state: "ended", outcome: "missed", reason: "abandoned-while-ringing", by: null },
    ]),
  );
  await soon(() => expect(texts(town)).toHaveLength(1));
  expect((await story(town)).rang).toEqual([town.staff.maya.phone, town.staff.luis.phone]);
}, 60_000);

test("SignalWire says nothing of bridges, and the overflow's press of 1 proves the answer there", async () => {
  await using town = await withOverflow(signalWire);
  const { network, staff } = town;
  network.phone(staff.maya.phone, { kind: "voicemail", afterSeconds: 3 });
  network.phone(staff.luis.phone, answers);
  network.placeCall({ from: caller, to: businessNumber });
  await soon(async () =>
    expect(await calls(town)).toEqual([{ state: "ended", outcome: "answered", reason: null, by: staff.luis.id }]),
  );
}, 60_000);

test("at Telnyx, which answers each call at once, an overflow in vain is one miss after both have rung", async () => {
  await using town = await buildTelnyxTown();
  const { network, accountId, staff, ringback } = town;
  await changePlaybook(ringback.context, accountId, (playbook) => ({
    ...playbook,
    answering: {
      ...playbook.answering,
      ringMemberIds: [staff.maya.id],
      overflow: [{ numberId: null, memberIds: [staff.luis.id], afterSeconds: 8, ringSeconds: 8 }],
    },
  }));
  network.placeCall({ from: caller, to: businessNumber, script: [{ waitFor: "beep" }, { hangUp: true }] });
  await soon(async () =>
    expect(await calls(town)).toEqual([{ state: "ended", outcome: "missed", reason: "no-answer", by: null }]),
  );
  expect(await story(town)).toMatchObject({ rang: [staff.maya.phone, staff.luis.phone], first: "no-answer" });
  await soon(() => expect(network.phone(caller).inbox).toHaveLength(1));
}, 60_000);
