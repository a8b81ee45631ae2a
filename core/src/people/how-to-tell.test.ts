import fc from "fast-check";
import { expect, test } from "vitest";
import { type Span, weekdays } from "#business-hours/calendar.ts";
import { howToTell, type Reachable } from "./how-to-tell.ts";
import { defaultChoices, noticeChannels } from "./notice-channels.ts";
import { isQuietFor, type NoticeUrgency, noQuietHours, noticeUrgencies } from "./quiet-hours.ts";
import { mayShutOut, reachOf, someoneHears } from "./reach.ts";

const night = Temporal.Instant.from("2026-11-21T08:10:00Z");
const quietNights = (emergenciesComeThrough: boolean) => ({
  weekly: Object.fromEntries(weekdays.map((day) => [day, [["21:00", "07:00"] as Span]])),
  emergenciesComeThrough,
});
const person = (memberId: string, more: Partial<Reachable> = {}): Reachable => ({
  memberId,
  timeZone: "America/Chicago",
  choices: { ...defaultChoices, emergency: ["push", "voice"], digest: [] },
  quiet: noQuietHours,
  available: ["push", "sms", "email", "voice"],
  ...more,
});

test("each urgency goes by the channels chosen for it, as far as they lead to the person", () => {
  expect(howToTell([person("sam")], "emergency", night)).toEqual([
    { memberId: "sam", tell: "now", channels: ["push", "voice"], override: null },
  ]);
  expect(howToTell([person("sam", { available: ["email"] })], "high", night)).toEqual([
    { memberId: "sam", tell: "now", channels: ["email"], override: null },
  ]);
  expect(howToTell([person("sam")], "digest", night)).toEqual([
    { memberId: "sam", tell: "not", because: "not-wanted" },
  ]);
});

test("quiet hours hold what is no emergency until they are over", () => {
  const [told] = howToTell([person("sam", { quiet: quietNights(true) })], "high", night);
  expect(told).toMatchObject({ tell: "later" });
  expect(told?.tell === "later" && told.until.toString()).toBe("2026-11-21T13:00:00Z");
  expect(howToTell([person("sam", { quiet: quietNights(true) })], "emergency", night)[0]).toMatchObject({
    tell: "now",
    override: null,
  });
});

test("who shut out emergencies is left alone while somebody else hears it, and woken when nobody would", () => {
  const shut = person("sam", { quiet: quietNights(false) });
  expect(howToTell([shut, person("ann")], "emergency", night).map(({ tell }) => tell)).toEqual(["later", "now"]);
  expect(howToTell([shut], "emergency", night)).toEqual([
    { memberId: "sam", tell: "now", channels: ["push", "voice"], override: "quiet-hours" },
  ]);
});

test("an emergency for which nobody chose anything takes every channel there is", () => {
  const none = { emergency: [], high: [], normal: [], digest: [] };
  expect(howToTell([person("sam", { choices: none, available: ["email", "voice"] })], "emergency", night)).toEqual([
    { memberId: "sam", tell: "now", channels: ["voice", "email"], override: "no-choice" },
  ]);
});

test("a person with an e-mail alone is not reached at night, and may not be the one others rely on", () => {
  const mailOnly = person("mo", { available: ["email"], choices: defaultChoices });
  expect(reachOf(mailOnly)).toEqual({ channels: ["email"], atNight: false });
  expect(reachOf(person("sam", { quiet: quietNights(true) })).atNight).toBe(true);
  expect(reachOf(person("sam", { quiet: quietNights(false) })).atNight).toBe(false);
  expect(mayShutOut("ann", [person("ann"), mailOnly])).toBe(false);
  expect(mayShutOut("ann", [person("ann"), person("sam")])).toBe(true);
});

const channels = fc.uniqueArray(fc.constantFrom(...noticeChannels));
const time = fc.constantFrom("00:00", "06:30", "12:00", "21:00", "23:59", "24:00");
const anyone: fc.Arbitrary<Reachable> = fc.record({
  memberId: fc.uuid(),
  timeZone: fc.constantFrom("America/Chicago", "Europe/London", "Australia/Lord_Howe"),
  choices: fc.record({ emergency: channels, high: channels, normal: channels, digest: channels }),
  quiet: fc.record({
    weekly: fc.dictionary(fc.constantFrom(...weekdays), fc.array(fc.tuple(time, time), { maxLength: 2 })),
    emergenciesComeThrough: fc.boolean(),
  }),
  available: channels,
});
const moment = fc
  .integer({ min: 1_700_000_000, max: 1_900_000_000 })
  .map((second) => Temporal.Instant.fromEpochMilliseconds(second * 1000));

test("an emergency is never silent for everybody as long as any channel leads to anybody", () => {
  fc.assert(
    fc.property(fc.array(anyone, { maxLength: 4 }), moment, (people, now) => {
      expect(someoneHears(people, now)).toBe(people.some(({ available }) => available.length > 0));
    }),
    { numRuns: 500 },
  );
});

test("only channels that lead to a person are used, a phone rings for emergencies alone, and quiet is kept but for them", () => {
  fc.assert(
    fc.property(
      fc.array(anyone, { maxLength: 4 }),
      fc.constantFrom<NoticeUrgency>(...noticeUrgencies),
      moment,
      (people, urgency, now) => {
        const told = howToTell(people, urgency, now);
        expect(told.map(({ memberId }) => memberId)).toEqual(people.map(({ memberId }) => memberId));
        for (const [index, one] of told.entries()) {
          const about = people[index];
          if (about === undefined) continue;
          if (one.tell === "later") expect(Temporal.Instant.compare(one.until, now)).toBe(1);
          if (one.tell !== "now") continue;
          expect(one.channels.length).toBeGreaterThan(0);
          expect(about.available).toEqual(expect.arrayContaining([...one.channels]));
          if (urgency === "emergency") continue;
          expect(one.channels).not.toContain("voice");
          expect(isQuietFor(about.quiet, about.timeZone, urgency, now)).toBe(false);
          expect(about.choices[urgency]).toEqual(expect.arrayContaining([...one.channels]));
        }
      },
    ),
    { numRuns: 500 },
  );
});
