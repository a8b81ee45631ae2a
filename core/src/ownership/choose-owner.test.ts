import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import { completePlaybook, type Playbook } from "#playbook/playbook.ts";
import { replayDecision } from "#replay/replay-decision.ts";
import { chooseOwner } from "./choose-owner.ts";
import { dutyOf, type PersonNow } from "./duty.ts";
import { type OwnerQuestion, unfitCondition } from "./fits-caller.ts";
import { ownerInputs, replayOwner } from "./replay-owner.ts";
import { noConditions, type Routing, type RoutingRule, type RuleTarget } from "./routing.ts";

const base = defaultPlaybook({
  businessName: "Northside",
  trade: "home_services",
  timeZone: "America/Chicago",
  ownerId: "maya",
});
const withRules = (ownership: Partial<Playbook["ownership"]>, routing: Partial<Routing> = {}): Playbook => ({
  ...base,
  ownership: { ...base.ownership, ...ownership },
  routing: { ...base.routing, ...routing },
});
const person = (id: string, now: Partial<PersonNow> = {}): PersonNow => ({
  id,
  awayUntil: null,
  busyUntil: null,
  openCount: 0,
  lastGivenAt: null,
  ...now,
});
const team = (...ids: string[]) => ids.map((id) => person(id));
const members = team("maya", "luis", "sam");
const question: OwnerQuestion = {
  numberId: null,
  lineOfService: null,
  source: null,
  intent: null,
  urgency: "unknown",
  language: null,
  postalCode: null,
  callerArea: null,
  tier: null,
  lane: "new-lead",
  knownOwnerId: null,
  holderId: null,
};
const rule = (id: string, to: RuleTarget, when: Partial<RoutingRule["when"]> = {}, backupId: string | null = null) => ({
  id,
  name: id,
  when: { ...noConditions, ...when },
  to,
  backupId,
});
const give = (memberId: string): RuleTarget => ({ kind: "person", memberId });
/** Wednesday, 10:00 in Chicago. */
const now = Temporal.Instant.from("2026-11-18T16:00:00Z");
const officeHours = { mon: [], tue: [], wed: [["08:00", "17:00"]], thu: [], fri: [], sat: [], sun: [] } as const;

test("who knows the customer comes first, then the number's rule, the general owner, the fallback", () => {
  const playbook = withRules({
    ownerId: "maya",
    backupId: "luis",
    fallbackId: "sam",
    byNumber: [{ numberId: "ads", ownerId: "luis", backupId: null }],
  });
  const ask = (asked: Partial<OwnerQuestion>, under = playbook) =>
    chooseOwner({ ...question, ...asked }, under, members, now);
  expect(ask({ numberId: "ads", knownOwnerId: "sam" })).toMatchObject({
    ownerId: "sam",
    backupId: "luis",
    rule: "known-owner",
  });
  expect(ask({ numberId: "ads" })).toMatchObject({ ownerId: "luis", backupId: "sam", rule: "by-number" });
  expect(ask({ numberId: "main" })).toMatchObject({ ownerId: "maya", rule: "general-owner" });
  expect(ask({}, withRules({ ownerId: null, fallbackId: "sam" }))).toMatchObject({
    ownerId: "sam",
    rule: "fallback",
    needsReview: true,
  });
  const switchedOff = withRules({ ownerId: "maya" }, { knownFirst: false });
  expect(ask({ knownOwnerId: "sam" }, switchedOff)).toMatchObject({ ownerId: "maya", rule: "general-owner" });
});

test("the rules are asked in order, and each that did not decide says why", () => {
  const playbook = withRules(
    { ownerId: "maya" },
    {
      rules: [
        rule("drains", give("luis"), { linesOfService: ["Drains"] }),
        rule("urgent", give("sam"), { urgencies: ["emergency", "high"] }, "luis"),
        rule("heat", give("luis"), { linesOfService: ["Heating"] }),
      ],
    },
  );
  const chosen = chooseOwner({ ...question, lineOfService: "heating", urgency: "high" }, playbook, members, now);
  expect(chosen).toMatchObject({ ownerId: "sam", backupId: "luis", rule: "rule:urgent", onDuty: true });
  expect(chosen.passed).toEqual([
    { rule: "rule:drains", because: "unfit", condition: "linesOfService", is: "heating" },
  ]);
  const calm = chooseOwner({ ...question, lineOfService: "heating" }, playbook, members, now);
  expect(calm).toMatchObject({ ownerId: "luis", rule: "rule:heat" });
});

test("somebody who left the business gets nothing", () => {
  expect(chooseOwner({ ...question, knownOwnerId: "gone" }, base, members, now)).toMatchObject({
    ownerId: "maya",
    rule: "general-owner",
  });
  expect(chooseOwner(question, withRules({ ownerId: "gone", fallbackId: "gone" }), members, now)).toMatchObject({
    ownerId: "luis",
    rule: "any-member",
    needsReview: true,
  });
});

test("who is off duty, busy or away is passed over while somebody is on duty, and told why", () => {
  const routing = {
    rules: [rule("drains", give("luis")), rule("rest", give("sam"))],
    shifts: [{ memberId: "luis", weekly: officeHours }],
  };
  const playbook = withRules({}, routing);
  const night = Temporal.Instant.from("2026-11-19T04:00:00Z");
  expect(chooseOwner(question, playbook, members, night)).toMatchObject({ ownerId: "sam", rule: "rule:rest" });
  const until = Temporal.Instant.from("2026-11-18T17:00:00Z");
  const busy = chooseOwner(question, playbook, [person("luis", { busyUntil: until }), person("sam")], now);
  expect(busy.ownerId).toBe("sam");
  expect(busy.passed).toEqual([
    { rule: "rule:drains", because: "nobody", people: [{ memberId: "luis", why: "busy", until }] },
  ]);
});

test("where nobody is on duty the first rule's person has it all the same, but never one who is away", () => {
  const shifts = ["maya", "luis", "sam"].map((memberId) => ({ memberId, weekly: officeHours }));
  const playbook = withRules({}, { rules: [rule("drains", give("luis"))], shifts });
  const night = Temporal.Instant.from("2026-11-19T04:00:00Z");
  expect(chooseOwner(question, playbook, members, night)).toMatchObject({
    ownerId: "luis",
    rule: "rule:drains",
    onDuty: false,
    needsReview: false,
  });
  const away = [person("luis", { awayUntil: night.add({ hours: 50 }) }), person("maya")];
  expect(chooseOwner(question, playbook, away, night)).toMatchObject({ ownerId: "maya", rule: "general-owner" });
});

test("on call passes on at the handover, whatever the shifts say, and to the next while one is away", () => {
  const rotation = {
    id: "nights",
    name: "Nights",
    memberIds: ["sam", "luis"],
    startsOn: "2026-11-16",
    handoverTime: "08:00",
    lengthDays: 1,
  };
  const playbook = withRules(
    {},
    {
      rules: [rule("nights", { kind: "on-call", rotationId: "nights" })],
      rotations: [rotation],
      shifts: [{ memberId: "sam", weekly: { ...officeHours, wed: [] } }],
    },
  );
  const owner = (at: string, people = members) =>
    chooseOwner(question, playbook, people, Temporal.Instant.from(at)).ownerId;
  expect(owner("2026-11-18T13:59:59Z")).toBe("luis");
  expect(owner("2026-11-18T14:00:00Z")).toBe("sam");
  const samAway = [person("maya"), person("luis"), person("sam", { awayUntil: now.add({ hours: 5 }) })];
  expect(owner("2026-11-18T16:00:00Z", samAway)).toBe("luis");
  expect(owner("2026-11-16T13:59:59Z"), "before it begins").toBe("maya");
});

test("skills, territory, language, tier and campaign choose as well", () => {
  const group: RuleTarget = {
    kind: "group",
    memberIds: ["luis", "sam"],
    pick: "least-loaded",
    skills: ["Gas"],
  };
  const playbook = withRules(
    {},
    {
      rules: [
        rule("gas", group, { intents: ["emergency"] }),
        rule("north", give("sam"), { territoryIds: ["n"] }),
        rule("spanish", give("luis"), { languages: ["es"] }),
        rule("gold", give("luis"), { tiers: ["gold"], sources: ["Google Ads"] }),
      ],
      skills: [{ memberId: "sam", skills: ["gas", "boilers"] }],
      territories: [{ id: "n", name: "North", postalCodes: ["606*", "60007"], areaCodes: ["312", "+4420"] }],
    },
  );
  const rulesFor = (asked: Partial<OwnerQuestion>) =>
    chooseOwner({ ...question, ...asked }, playbook, members, now).rule;
  expect(rulesFor({ intent: "emergency" })).toBe("rule:gas");
  expect(chooseOwner({ ...question, intent: "emergency" }, playbook, members, now).ownerId).toBe("sam");
  expect(rulesFor({ postalCode: "60614" })).toBe("rule:north");
  expect(rulesFor({ postalCode: "60007-1234" })).toBe("rule:north");
  expect(rulesFor({ postalCode: "10001", callerArea: "+1312555" }), "they moved").toBe("general-owner");
  expect(rulesFor({ callerArea: "+1312555" })).toBe("rule:north");
  expect(rulesFor({ callerArea: "+4420794" })).toBe("rule:north");
  expect(rulesFor({ language: "es" })).toBe("rule:spanish");
  expect(rulesFor({ tier: "Gold" })).toBe("general-owner");
  expect(rulesFor({ tier: "Gold", source: "google ads" })).toBe("rule:gold");
});

const memberId = fc.constantFrom("maya", "luis", "sam", "ana", "gone");
const target: fc.Arbitrary<RuleTarget> = fc.oneof(
  memberId.map(give),
  fc.record({
    kind: fc.constant("group" as const),
    memberIds: fc.uniqueArray(memberId, { minLength: 1 }),
    pick: fc.constantFrom("round-robin" as const, "least-loaded" as const),
    skills: fc.subarray(["gas"]),
  }),
  fc.record({
    kind: fc.constant("on-duty" as const),
    pick: fc.constantFrom("round-robin" as const, "least-loaded" as const),
    skills: fc.subarray(["gas"]),
  }),
  fc.constant({ kind: "on-call" as const, rotationId: "nights" }),
  fc.constant({ kind: "knows-them" as const }),
);
const anyRule = fc.record({
  to: target,
  urgencies: fc.subarray(["emergency", "normal"]),
  languages: fc.subarray(["es"]),
  backupId: fc.option(memberId, { nil: null }),
});
const anyPlaybook = fc
  .record({
    knownFirst: fc.boolean(),
    rules: fc.array(anyRule, { maxLength: 5 }),
    onShift: fc.subarray(["maya", "luis", "sam", "ana"]),
    skilled: fc.subarray(["maya", "luis", "sam"]),
    ownerId: fc.option(memberId, { nil: null }),
    backupId: fc.option(memberId, { nil: null }),
    fallbackId: fc.option(memberId, { nil: null }),
  })
  .map(({ rules, onShift, skilled, knownFirst, ...ownership }) =>
    withRules(ownership, {
      knownFirst,
      rules: rules.map(({ to, backupId, ...when }, index) => rule(`r${index}`, to, when, backupId)),
      shifts: onShift.map((id) => ({ memberId: id, weekly: officeHours })),
      skills: skilled.map((id) => ({ memberId: id, skills: ["gas"] })),
      rotations: [
        {
          id: "nights",
          name: "Nights",
          memberIds: ["sam", "gone", "ana"],
          startsOn: "2026-11-01",
          handoverTime: "08:00",
          lengthDays: 7,
        },
      ],
    }),
  );
const moment = fc.integer({ min: -500, max: 500 }).map((hours) => now.add({ minutes: hours * 31 }));
const anyPerson = (id: string) =>
  fc.record({
    id: fc.constant(id),
    awayUntil: fc.option(moment, { nil: null, freq: 4 }),
    busyUntil: fc.option(moment, { nil: null, freq: 4 }),
    openCount: fc.integer({ min: 0, max: 3 }),
    lastGivenAt: fc.option(moment, { nil: null }),
  });
const anyTeam = fc
  .tuple(anyPerson("maya"), anyPerson("luis"), anyPerson("sam"), anyPerson("ana"))
  .chain((people) => fc.subarray(people, { minLength: 1 }));
const anyQuestion = fc
  .record({
    urgency: fc.constantFrom("emergency", "normal", "unknown"),
    language: fc.constantFrom(null, "es", "en"),
    knownOwnerId: fc.option(memberId, { nil: null }),
    holderId: fc.option(memberId, { nil: null }),
  })
  .map((asked) => ({ ...question, ...asked }));

test("there is always exactly one owner who is here, and the backup is somebody else who is", () => {
  fc.assert(
    fc.property(anyQuestion, anyPlaybook, anyTeam, moment, (asked, playbook, people, at) => {
      const ids = people.map(({ id }) => id);
      const chosen = chooseOwner(asked, playbook, people, at);
      expect(ids).toContain(chosen.ownerId);
      expect(chosen.backupId).not.toBe(chosen.ownerId);
      if (chosen.backupId !== null) expect(ids).toContain(chosen.backupId);
    }),
  );
});

test("nobody off duty has it while somebody on duty fits", () => {
  const isReady = (playbook: Playbook, at: Temporal.Instant, who: PersonNow | undefined) =>
    who !== undefined && dutyOf(who, playbook.routing, playbook.hours.timeZone, at).state === "on-duty";
  fc.assert(
    fc.property(anyQuestion, anyPlaybook, anyTeam, moment, (asked, playbook, people, at) => {
      const chosen = chooseOwner(asked, playbook, people, at);
      if (chosen.onDuty) return;
      const find = (id: string | null) => people.find((one) => one.id === id);
      const fits = playbook.routing.rules.filter(({ when }) => unfitCondition(when, asked, []) === null);
      for (const { to } of fits) {
        if (to.kind === "person") expect(isReady(playbook, at, find(to.memberId))).toBe(false);
        if (to.kind === "group" && to.skills.length === 0)
          for (const id of to.memberIds) expect(isReady(playbook, at, find(id))).toBe(false);
      }
      expect(isReady(playbook, at, find(playbook.ownership.ownerId))).toBe(false);
      if (playbook.routing.knownFirst) expect(isReady(playbook, at, find(asked.knownOwnerId))).toBe(false);
    }),
  );
});

test("the order in which people are given changes nothing, and a choice kept as JSON is made again", () => {
  fc.assert(
    fc.property(anyQuestion, anyPlaybook, anyTeam, moment, (asked, playbook, people, at) => {
      const chosen = chooseOwner(asked, playbook, people, at);
      expect(chooseOwner(asked, playbook, people.toReversed(), at)).toEqual(chosen);
      const kept = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
      const replay = replayDecision(
        { kind: "owner", inputs: kept(ownerInputs(asked, people, at)), outcome: kept(chosen) },
        completePlaybook(kept(playbook)),
        { owner: replayOwner },
      );
      expect(replay).toEqual({ result: "same" });
    }),
  );
});

test("round robin gives every person of a group one in turn; least loaded keeps the lists even", () => {
  const ids = ["ana", "luis", "maya", "sam"];
  for (const pick of ["round-robin", "least-loaded"] as const) {
    const playbook = withRules({}, { rules: [rule("g", { kind: "group", memberIds: ids, pick, skills: [] })] });
    let people = team(...ids);
    const given: string[] = [];
    for (let call = 0; call < 22; call += 1) {
      // Two calls in one second, again and again.
      const at = now.add({ seconds: Math.floor(call / 2) });
      const { ownerId } = chooseOwner(question, playbook, people, at);
      given.push(ownerId);
      people = people.map((one) =>
        one.id === ownerId ? { ...one, lastGivenAt: at, openCount: one.openCount + 1 } : one,
      );
      const counts = people.map(({ openCount }) => openCount);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(new Set(given)).toEqual(new Set(ids));
  }
});

test("given anew, a callback stays with who has it where they fit as well", () => {
  const to: RuleTarget = { kind: "group", memberIds: ["luis", "sam"], pick: "round-robin", skills: [] };
  const playbook = withRules({}, { rules: [rule("g", to)] });
  const justGiven = [person("luis"), person("sam", { lastGivenAt: now })];
  expect(chooseOwner({ ...question, holderId: "sam" }, playbook, justGiven, now).ownerId).toBe("sam");
  expect(chooseOwner(question, playbook, justGiven, now).ownerId).toBe("luis");
});

test("a handover happens once where the clocks go back over it, and a night shift reaches over the change", () => {
  const rotation = {
    id: "nights",
    name: "Nights",
    memberIds: ["sam", "luis"],
    startsOn: "2026-10-31",
    handoverTime: "01:30",
    lengthDays: 1,
  };
  const playbook = withRules(
    {},
    { rules: [rule("nights", { kind: "on-call", rotationId: "nights" })], rotations: [rotation] },
  );
  const onCall = (at: string) => chooseOwner(question, playbook, members, Temporal.Instant.from(at)).ownerId;
  // 1:30 comes twice in Chicago on the first of November.
  expect(["06:29", "06:30", "07:00", "07:29", "07:31"].map((time) => onCall(`2026-11-01T${time}:00Z`))).toEqual([
    "sam",
    "luis",
    "luis",
    "luis",
    "luis",
  ]);
  const night = { ...officeHours, wed: [], sat: [["22:00", "02:00"]] } as const;
  const shifted = withRules({}, { rules: [rule("n", give("sam"))], shifts: [{ memberId: "sam", weekly: night }] });
  const works = (at: string) =>
    dutyOf(person("sam"), shifted.routing, "America/Chicago", Temporal.Instant.from(at)).state === "on-duty";
  // From 22:00 on Saturday to 2:00 on Sunday, five hours in this night.
  expect(works("2026-11-01T02:59:00Z")).toBe(false);
  expect(works("2026-11-01T03:00:00Z")).toBe(true);
  expect(works("2026-11-01T07:59:00Z")).toBe(true);
  expect(works("2026-11-01T08:00:00Z")).toBe(false);
});
