import { expect, test } from "vitest";
import { findNumberProblems, type InventoryNumber, localOrTollFree } from "./find-number-problems.ts";

const now = Temporal.Instant.from("2026-11-20T18:00:00Z");
const rules = { acknowledgementEnabled: true, ringingPhones: 2 };
const healthy: InventoryNumber = {
  number: "+13125550117",
  retired: false,
  simulated: false,
  mode: "answers",
  role: "main",
  registration: "approved",
  connection: { numbers: true, sms: true, answersCalls: true },
  webhooks: "installed",
  atProvider: { gone: false, warnings: [] },
  addedAt: now.subtract({ hours: 24 * 200 }),
  lastCallAt: now.subtract({ hours: 5 }),
  callsLast30Days: 40,
};
const problems = (change: Partial<InventoryNumber>, of = rules) =>
  findNumberProblems({ ...healthy, ...change }, of, now);

test("a number that works has no problem", () => {
  expect(problems({})).toEqual([]);
});

test("traffic without a route is found, whatever the cause", () => {
  expect(problems({ connection: null })).toEqual(["traffic-and-no-route"]);
  expect(problems({ webhooks: "not-installed" })).toEqual(["traffic-and-no-route", "webhooks-not-installed"]);
  expect(problems({ webhooks: "changed" })).toEqual(["traffic-and-no-route", "webhooks-changed"]);
  expect(problems({ retired: true })).toEqual(["traffic-and-no-route"]);
});

test("a route without traffic is found after two months, and a new number is given as long", () => {
  const quiet = { callsLast30Days: 0, lastCallAt: now.subtract({ hours: 24 * 60 }) };
  expect(problems(quiet)).toEqual(["route-and-no-traffic"]);
  expect(problems({ ...quiet, lastCallAt: now.subtract({ hours: 24 * 59 }) })).toEqual([]);
  expect(problems({ callsLast30Days: 0, lastCallAt: null, addedAt: now.subtract({ hours: 24 * 59 }) })).toEqual([]);
  expect(problems({ ...quiet, role: "fax" })).toEqual([]);
  expect(problems({ ...quiet, retired: true })).toEqual([]);
});

test("a phone system that routes calls itself needs no webhooks of ours", () => {
  const observed = { numbers: false, sms: false, answersCalls: false };
  expect(problems({ connection: observed, webhooks: "unknown", atProvider: null, registration: "none" })).toEqual([]);
});

test("what the provider says of the number is told", () => {
  expect(problems({ atProvider: { gone: true, warnings: [] } })).toEqual(["gone-at-provider"]);
  expect(problems({ atProvider: { gone: false, warnings: ["A SIP trunk handles it."] } })).toEqual([
    "addresses-ignored",
  ]);
  expect(problems({ webhooks: "unknown", callsLast30Days: 0 })).toEqual([]);
});

test("texting without registration is a problem only where texts would go", () => {
  expect(problems({ registration: "pending" })).toEqual(["texting-not-registered"]);
  expect(problems({ registration: "none", number: "+442079460000" })).toEqual([]);
  expect(problems({ registration: "none" }, { ...rules, acknowledgementEnabled: false })).toEqual([]);
  expect(problems({ registration: "none", simulated: true })).toEqual([]);
});

test("a number that rings nobody says so, unless its calls come only when nobody answered elsewhere", () => {
  expect(problems({}, { ...rules, ringingPhones: 0 })).toEqual(["rings-nobody"]);
  expect(problems({ mode: "forwarded" }, { ...rules, ringingPhones: 0 })).toEqual([]);
});

test("knows local from toll-free", () => {
  expect(localOrTollFree("+13125550117")).toBe("local");
  expect(localOrTollFree("+18005550199")).toBe("toll-free");
  expect(localOrTollFree("+18335550199")).toBe("toll-free");
});
