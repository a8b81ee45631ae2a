import { expect, test } from "vitest";
import { type CallFacts, mergeCallEvent, noFacts } from "#calls/call-facts.ts";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import type { OverflowRule } from "#playbook/overflow.ts";
import { afterRinging, chooseRoute } from "./choose-route.ts";

const usual = defaultPlaybook({ businessName: "Ace", trade: "general", timeZone: "America/Chicago", ownerId: "ann" });
const withoutKey = { ...usual, answering: { ...usual.answering, requireAcceptKey: false } };
const open = Temporal.Instant.from("2026-11-20T16:00:00Z");
const ann = { id: "ann", phone: "+13125550100" };
const call = { mode: "answers", caller: "+13125550117", numberId: "main", tellsConnection: true } as const;

test("the key is asked for where the playbook wants it, and wherever nothing else would prove a person", () => {
  const asks = (playbook: typeof usual, tellsConnection: boolean) => {
    const { route, instruction } = chooseRoute({ ...call, tellsConnection }, playbook, [ann], open);
    if (instruction.do !== "ring" || route.kind !== "ring-group") throw new Error(instruction.do);
    expect(route.acceptWithoutKey).toBe(!instruction.requireAcceptKey);
    return instruction.requireAcceptKey;
  };
  expect(asks(usual, true)).toBe(true);
  expect(asks(withoutKey, true)).toBe(false);
  expect(asks(withoutKey, false)).toBe(true);
});

test("nobody is rung at himself, nor when the business is closed, nor for a forwarded call", () => {
  const route = (changes: object, now = open) => chooseRoute({ ...call, ...changes }, usual, [ann], now).route;
  expect(route({})).toMatchObject({ kind: "ring-group", memberIds: ["ann"] });
  expect(route({ caller: ann.phone })).toEqual({ kind: "voicemail", because: "no-agent-on-duty" });
  expect(route({}, open.add({ hours: 12 }))).toEqual({ kind: "voicemail", because: "after-hours" });
  expect(route({ mode: "forwarded" })).toEqual({ kind: "voicemail", because: "forwarded" });
});

test("who rings too does so at its times and on its number, and never twice", () => {
  const ben = { id: "ben", phone: "+13125550101" };
  const rings = (rule: object, numberId = "main") => {
    const alsoRing = [{ numberId: null, memberIds: ["ben", "ann"], window: null, ...rule }];
    const playbook = { ...usual, answering: { ...usual.answering, alsoRing } };
    const { route } = chooseRoute({ ...call, numberId }, playbook, [ann, ben], open);
    return route.kind === "ring-group" ? route.memberIds : [];
  };
  // Friday, 10:00 in Chicago.
  expect(rings({})).toEqual(["ann", "ben"]);
  expect(rings({ window: { weekdays: ["fri"], from: "10:00", to: "11:00" } })).toEqual(["ann", "ben"]);
  expect(rings({ window: { weekdays: ["fri"], from: "09:00", to: "10:00" } })).toEqual(["ann"]);
  expect(rings({ window: { weekdays: ["thu"], from: "22:00", to: "10:30" } })).toEqual(["ann", "ben"]);
  expect(rings({ numberId: "ads" })).toEqual(["ann"]);
  expect(rings({ numberId: "ads" }, "ads")).toEqual(["ann", "ben"]);
});

const ben = { id: "ben", phone: "+13125550101" };
const over: OverflowRule = { numberId: null, memberIds: ["ben"], afterSeconds: 15, ringSeconds: 25 };
const withOverflow = (...overflow: Partial<OverflowRule>[]) => ({
  ...usual,
  answering: { ...usual.answering, overflow: overflow.map((rule) => ({ ...over, ...rule })) },
});

test("the overflow shortens the group's ringing and is kept with the route, phones and all", () => {
  expect(chooseRoute(call, withOverflow(over), [ann, ben], open)).toEqual({
    route: {
      kind: "ring-group",
      memberIds: ["ann"],
      acceptWithoutKey: false,
      overflow: { phones: [{ memberId: "ben", number: ben.phone }], ringSeconds: 25 },
    },
    instruction: {
      do: "ring",
      phones: [{ memberId: "ann", number: ann.phone }],
      ringSeconds: 15,
      requireAcceptKey: true,
      round: 1,
    },
  });
});

test("where nobody of the overflow can be rung, a call is answered to the letter as without one", () => {
  const plain = chooseRoute(call, usual, [ann, ben], open);
  expect(plain.instruction).toEqual({
    do: "ring",
    phones: [{ memberId: "ann", number: ann.phone }],
    ringSeconds: 20,
    requireAcceptKey: true,
  });
  const rules = withOverflow(over);
  for (const members of [[ann], [ann, { id: "ben", phone: null }], [ann, { id: "ben", phone: call.caller }]])
    expect(JSON.stringify(chooseRoute(call, rules, members, open))).toBe(JSON.stringify(plain));
  expect(chooseRoute({ ...call, numberId: "ads" }, withOverflow({ numberId: "main" }), [ann, ben], open)).toEqual(
    plain,
  );
});

test("a number's own overflow goes before the one of all numbers; without a group it rings at once", () => {
  const rules = withOverflow(over, { numberId: "main", afterSeconds: 8 });
  const seconds = (numberId: string) => {
    const { instruction } = chooseRoute({ ...call, numberId }, rules, [ann, ben], open);
    return instruction.do === "ring" ? instruction.ringSeconds : null;
  };
  expect([seconds("main"), seconds("ads")]).toEqual([8, 15]);
  const alone = chooseRoute(call, withOverflow(over), [ben], open);
  expect(alone.route).toEqual({ kind: "ring-group", memberIds: ["ben"], acceptWithoutKey: false });
  expect(alone.instruction).toMatchObject({ do: "ring", ringSeconds: 25 });
  expect(alone.instruction).not.toHaveProperty("round");
});

test("the end of the first ringing is always answered with the overflow, of the second never; so nothing rings in circles", () => {
  const rules = withOverflow(over);
  const { route } = chooseRoute(call, rules, [ann, ben], open);
  const ended = (round: 1 | 2, status: "no-answer" | "completed" | "canceled" = "no-answer", bridged = false) =>
    ({ kind: "dial-ended", at: open, status, bridged, legId: null, talkSeconds: null, round }) as const;
  const accepted = { kind: "leg-accepted", at: open, legId: "a", memberId: "ben", round: 2 } as const;
  const after = (round: 1 | 2, ...events: Parameters<typeof mergeCallEvent>[1][]) =>
    afterRinging(events.reduce<CallFacts>(mergeCallEvent, { ...noFacts, route }), round, rules);
  const second = {
    do: "ring",
    phones: [{ memberId: "ben", number: ben.phone }],
    ringSeconds: 25,
    requireAcceptKey: true,
    round: 2,
  };
  expect(after(1, ended(1))).toEqual(second);
  // Told again, whatever happened since.
  expect(after(1, ended(1), accepted)).toEqual(second);
  expect(after(1, ended(1), accepted, ended(2, "completed", true))).toEqual(second);
  expect(after(1, ended(2), ended(1))).toEqual(second);
  expect(after(2, ended(1), ended(2)).do).toBe("take-voicemail");
  expect(after(2, ended(2)).do).toBe("take-voicemail");
  expect(after(2, ended(1), accepted, ended(2, "completed", true)).do).toBe("hang-up");
  expect(after(1, ended(1, "canceled")).do).toBe("take-voicemail");
  const inGroup = { ...accepted, round: 1 } as const;
  expect(after(1, inGroup, ended(1, "completed", true)).do).toBe("hang-up");
});
