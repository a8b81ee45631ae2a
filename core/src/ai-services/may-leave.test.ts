import { expect, test } from "vitest";
import { whyStaysInHouse } from "./may-leave.ts";
import { listeningCost, readingCost } from "./price.ts";

const service = { enabled: true, isInTheHouse: false, hasAgreement: false };

test.each([
  ["no-service", { sendsContent: true, trade: "legal", service: null }],
  ["disabled", { sendsContent: true, trade: "legal", service: { ...service, enabled: false } }],
  ["nothing-may-leave", { sendsContent: false, trade: "legal", service }],
  ["agreement-missing", { sendsContent: true, trade: "healthcare", service }],
  [null, { sendsContent: true, trade: "healthcare", service: { ...service, hasAgreement: true } }],
  [null, { sendsContent: true, trade: "healthcare", service: { ...service, isInTheHouse: true } }],
  [null, { sendsContent: true, trade: "legal", service }],
] as const)("content stays for %s", (why, facts) => {
  expect(whyStaysInHouse(facts)).toBe(why);
});

test("nothing may leave stands above a service in the house too", () => {
  const inside = { ...service, isInTheHouse: true };
  expect(whyStaysInHouse({ sendsContent: false, trade: "general", service: inside })).toBe("nothing-may-leave");
});

test("costs are whole millionths of a dollar, rounded up", () => {
  expect(listeningCost({ microdollarsPerMinute: 6000 }, 61)).toBe(6100);
  expect(listeningCost({ microdollarsPerMinute: 6000 }, 0.001)).toBe(1);
  expect(
    readingCost({ microdollarsPerMillionInputTokens: 150_000, microdollarsPerMillionOutputTokens: 600_000 }, 1000, 200),
  ).toBe(270);
  expect(readingCost({}, 1e9, 1e9)).toBe(0);
});
