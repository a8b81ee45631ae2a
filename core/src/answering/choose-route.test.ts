import { expect, test } from "vitest";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import { chooseRoute } from "./choose-route.ts";

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
