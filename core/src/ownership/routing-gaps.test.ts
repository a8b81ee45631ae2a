import { expect, test } from "vitest";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import { noConditions, type Routing, type RoutingRule } from "./routing.ts";
import { findRoutingGaps } from "./routing-gaps.ts";

const base = defaultPlaybook({
  businessName: "Northside",
  trade: "home_services",
  timeZone: "America/Chicago",
  ownerId: "maya",
});
const numbers = [
  { id: "n1", lineOfService: "Heating", source: "Google Ads" },
  { id: "n2", lineOfService: "Drains", source: null },
];
const rule = (id: string, when: Partial<RoutingRule["when"]>, memberId = id): RoutingRule => ({
  id,
  name: id,
  when: { ...noConditions, ...when },
  to: { kind: "person", memberId },
  backupId: null,
});
const gaps = (routing: Partial<Routing>, ownerId: string | null = null) =>
  findRoutingGaps(
    { ...base, ownership: { ...base.ownership, ownerId }, routing: { ...base.routing, ...routing } },
    numbers,
  );
const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

test("a caller whom only the last resort fits is named by example, and a usual owner closes the hole", () => {
  const rules = [rule("heat", { linesOfService: ["heating"] }), rule("spanish", { languages: ["es"] })];
  expect(gaps({ rules }).hole).toMatchObject({ numberId: null, language: null });
  expect(gaps({ rules }, "maya").hole).toBeNull();
  const closed = [rule("h", { linesOfService: ["Heating"] }), rule("rest", {})];
  expect(gaps({ rules: closed }).hole).toBeNull();
});

test("rules that together cover all urgencies leave no hole", () => {
  const rules = [
    rule("now", { urgencies: ["emergency", "high"] }),
    rule("later", { urgencies: ["normal", "low", "unknown"] }),
  ];
  expect(gaps({ rules }).hole).toBeNull();
});

test("a rule that earlier ones leave nobody for is named with them", () => {
  const rules = [
    rule("urgent", { urgencies: ["emergency", "high"] }),
    rule("heat", { linesOfService: ["Heating"] }),
    rule("both", { urgencies: ["emergency"], linesOfService: ["Heating"] }),
    rule("roof", { linesOfService: ["Roofs"] }),
    rule("all", {}),
  ];
  expect(gaps({ rules }).neverFires).toEqual([
    { ruleId: "both", earlier: ["urgent"] },
    { ruleId: "roof", earlier: [] },
  ]);
});

test("a later rule of the same callers is no dead one where the earlier person has shifts", () => {
  const rules = [rule("dana", { linesOfService: ["Heating"] }), rule("sam", { linesOfService: ["Heating"] })];
  expect(gaps({ rules }).neverFires).toHaveLength(1);
  expect(
    gaps({ rules, shifts: [{ memberId: "dana", weekly: { ...none, mon: [["08:00", "17:00"]] } }] }).neverFires,
  ).toEqual([]);
});

test("times of the week with nobody on duty are told, over midnight and over Sunday", () => {
  const shifts = [
    { memberId: "dana", weekly: { ...none, mon: [["08:00", "17:00"]] as const, sun: [["22:00", "02:00"]] as const } },
  ];
  expect(gaps({ rules: [rule("dana", {})], shifts }).unstaffed).toEqual([
    {
      ruleId: "dana",
      spans: [
        { from: { day: "mon", time: "02:00" }, until: { day: "mon", time: "08:00" } },
        { from: { day: "mon", time: "17:00" }, until: { day: "sun", time: "22:00" } },
      ],
    },
  ]);
  const day = [["00:00", "24:00"]] as const;
  const always = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
  expect(gaps({ rules: [rule("dana", {})], shifts: [{ memberId: "dana", weekly: always }] }).unstaffed).toEqual([]);
});
