import { expect, test } from "vitest";
import { checkTexting } from "./check-texting.ts";
import { defaultTextingRules, type TextingRules } from "./texting-rules.ts";

const today = Temporal.PlainDate.from("2026-11-21");
const fieldsOf = (change: Partial<TextingRules>) =>
  checkTexting({ ...defaultTextingRules, ...change }, today).map(({ field }) => field);

test("what a business starts with is lawful", () => {
  expect(fieldsOf({})).toEqual([]);
});

test.each<[string, Partial<TextingRules>, string]>([
  ["earlier than eight", { serviceHours: { fromHour: 7, toHour: 20 } }, "texting.serviceHours"],
  ["later than the law", { marketingHours: { fromHour: 8, toHour: 22 } }, "texting.marketingHours"],
  ["hours that never open", { serviceHours: { fromHour: 12, toHour: 12 } }, "texting.serviceHours"],
  ["four texts a day", { automatedPerDay: 4 }, "texting.automatedPerDay"],
  ["more from a line than it may", { linePerMinute: 11 }, "texting.linePerMinute"],
  ["a whole address for a site", { linkDomains: ["https://northside.example/x"] }, "texting.linkDomains.0"],
  ["quiet hours of no length", { quietHours: { fromHour: 22, toHour: 22 } }, "texting.quietHours"],
  [
    "advertising without a comparison",
    { marketing: { enabled: true, comparedOn: null } },
    "texting.marketing.comparedOn",
  ],
  ["a comparison to come", { marketing: { enabled: true, comparedOn: "2026-11-22" } }, "texting.marketing.comparedOn"],
])("%s is refused", (_what, change, field) => {
  expect(fieldsOf(change)).toEqual([field]);
});

test("narrower is the owner's choice", () => {
  const serviceHours = { fromHour: 10, toHour: 16 };
  expect(
    fieldsOf({ serviceHours, automatedPerDay: 0, dailyBudgetCents: 0, quietHours: { fromHour: 22, toHour: 7 } }),
  ).toEqual([]);
});
