// The promise: after a try that reached nobody there is one next try, at a sensible hour and never before its time, until the
// tries are used up; then a person decides.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type BusinessCalendar, parseBusinessCalendar } from "#business-hours/calendar.ts";
import { isOpenAt } from "#business-hours/is-open.ts";
import { bestHours } from "./best-hours.ts";
import { nextAttempt, type RetryQuestion, type Try } from "./next-attempt.ts";
import type { AttemptResult } from "./record-attempt.ts";
import { defaultRetryRules, type RetryStep } from "./retry-rules.ts";

const day = [["08:00", "17:00"]] as const;
const hours: BusinessCalendar = calendar({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] });

function calendar(weekly: BusinessCalendar["weekly"], timeZone = "America/Chicago"): BusinessCalendar {
  const parsed = parseBusinessCalendar({ timeZone, weekly, holidays: [], specialHours: {} });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.calendar;
}

// A Wednesday; Chicago is six hours behind.
const at = (clock: string) => Temporal.Instant.from(`2026-11-18T${clock}:00-06:00`);
const asked: RetryQuestion = {
  tries: [],
  lastHeardAt: at("09:00"),
  rules: defaultRetryRules,
  hours,
  isEmergency: false,
  emergencyIgnoresHours: true,
  bestHours: [],
  dispositions: ["no-answer", "wrong-number"],
};
const call = (clock: string, result: AttemptResult = "no-answer"): Try => ({ at: at(clock), channel: "call", result });
const clockOf = (question: RetryQuestion) =>
  nextAttempt(question)?.at?.toZonedDateTimeISO("America/Chicago").toPlainDateTime().toString().slice(5, 16);

test("the ladder: ten minutes, an hour, the next morning, a time of day not tried, then a person decides", () => {
  const tries = [call("09:30")];
  expect(nextAttempt(asked)).toBeNull();
  expect(clockOf({ ...asked, tries })).toBe("11-18T09:40");
  tries.push(call("09:45"));
  expect(clockOf({ ...asked, tries })).toBe("11-18T10:45");
  tries.push(call("11:00"));
  expect(clockOf({ ...asked, tries })).toBe("11-19T08:00");
  tries.push({ ...call("11:00"), at: Temporal.Instant.from("2026-11-19T08:05:00-06:00") });
  expect(clockOf({ ...asked, tries })).toBe("11-19T12:00");
  expect(nextAttempt({ ...asked, tries })).toMatchObject({
    number: 5,
    of: 5,
    words: "Nobody answered, again in the afternoon",
  });
  tries.push({ ...call("11:00"), at: Temporal.Instant.from("2026-11-19T12:05:00-06:00") });
  expect(nextAttempt({ ...asked, tries })).toEqual({
    at: null,
    number: 5,
    of: 5,
    words: "No answer after 5 tries",
    proposed: "no-answer",
  });
});

test("whoever was left a voicemail gets time to call back first", () => {
  expect(clockOf({ ...asked, tries: [call("09:30", "left-voicemail")] })).toBe("11-18T11:30");
});

test("a try at closing time is followed by one when the business opens, and an emergency by one in minutes at night", () => {
  expect(clockOf({ ...asked, tries: [call("16:55")] })).toBe("11-19T08:00");
  expect(clockOf({ ...asked, isEmergency: true, tries: [call("22:00")] })).toBe("11-18T22:05");
});

test("the caller's own hour is tried before any other", () => {
  const moments = [{ at: Temporal.Instant.from("2026-11-12T15:20:00-06:00"), did: "answered" } as const];
  const best = bestHours(moments, at("12:00"), "America/Chicago");
  expect(best).toEqual([{ hour: 15, why: "answered Thu 15:20" }]);
  const tries = [call("09:05"), call("09:20"), call("10:30"), call("10:50")];
  expect(clockOf({ ...asked, tries, bestHours: best })).toBe("11-18T15:00");
});

test("one call says nothing about a caller's hours; two in one hour do", () => {
  const called = (clock: string) => ({ at: at(clock), did: "called" }) as const;
  expect(bestHours([called("10:05")], at("12:00"), "America/Chicago")).toEqual([]);
  expect(bestHours([called("10:05"), called("10:40")], at("12:00"), "America/Chicago")).toEqual([
    { hour: 10, why: "called twice around then" },
  ]);
});

test("what was no try at the caller does not climb the ladder", () => {
  const others = [
    call("09:30", "failed"),
    call("09:31", "dialing"),
    { ...call("09:32", "sent"), channel: "text" } as const,
  ];
  expect(nextAttempt({ ...asked, tries: others })).toBeNull();
  expect(nextAttempt({ ...asked, tries: [call("09:30"), call("09:50", "reached")] })).toBeNull();
});

test("a wrong number ends it, and a caller who rings again is to be called at once", () => {
  expect(nextAttempt({ ...asked, tries: [call("09:30", "wrong-number")] })).toMatchObject({
    at: null,
    proposed: "wrong-number",
  });
  expect(nextAttempt({ ...asked, tries: [call("09:30")], lastHeardAt: at("09:35") })).toBeNull();
});

const span = fc.constantFrom(
  [],
  day,
  [["00:00", "24:00"]] as const,
  [["22:00", "02:00"]] as const,
  [["10:00", "11:00"]] as const,
);
const step: fc.Arbitrary<RetryStep> = fc.oneof(
  fc.integer({ min: 2, max: 2880 }).map((minutes): RetryStep => ({ after: "minutes", minutes })),
  fc.constant<RetryStep>({ after: "next-morning" }),
  fc.constant<RetryStep>({ after: "other-daytime" }),
);
const questions: fc.Arbitrary<RetryQuestion> = fc
  .record({
    zone: fc.constantFrom("America/Chicago", "America/St_Johns", "Pacific/Chatham", "Europe/London"),
    days: fc.tuple(span, span, span, span, span, span),
    startMinute: fc.integer({ min: 0, max: 525_600 }),
    gaps: fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom<AttemptResult>("no-answer", "busy", "left-voicemail", "connected"),
      ),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    triesMax: fc.integer({ min: 1, max: 8 }),
    best: fc.array(fc.integer({ min: 0, max: 23 }), { maxLength: 3 }),
    isEmergency: fc.boolean(),
    emergencyIgnoresHours: fc.boolean(),
  })
  .map(({ zone, days, startMinute, gaps, steps, triesMax, best, ...flags }) => {
    const [mon, tue, wed, thu, fri, sat] = days;
    let now = Temporal.Instant.from("2026-01-01T00:00:00Z").add({ minutes: startMinute });
    const lastHeardAt = now;
    const tries = gaps.map(([minutes, result]): Try => {
      now = now.add({ minutes });
      return { at: now, channel: "call", result };
    });
    return {
      ...flags,
      tries,
      lastHeardAt,
      rules: { ...defaultRetryRules, steps, triesMax },
      hours: calendar({ mon, tue, wed, thu, fri, sat, sun: day }, zone),
      bestHours: best.map((hour) => ({ hour, why: "answered" })),
      dispositions: ["no-answer"],
    };
  });

test("the next try is after the last, waits as long as it must, and rings nobody outside of open hours", () => {
  fc.assert(
    fc.property(questions, (question) => {
      const next = nextAttempt(question);
      const last = question.tries.at(-1);
      if (next === null || last === undefined) throw new Error("Every question has tries in vain.");
      if (question.tries.length >= question.rules.triesMax) {
        expect(next.at).toBeNull();
        expect(next.proposed).toBe("no-answer");
        return;
      }
      if (next.at === null) throw new Error("The ladder is not used up.");
      expect(next.number).toBe(question.tries.length + 1);
      const waited = last.at.until(next.at).total("minutes");
      expect(waited).toBeGreaterThanOrEqual(2);
      expect(waited).toBeLessThanOrEqual(60 * 24 * 14);
      if (!question.isEmergency && last.result === "left-voicemail") {
        const { rules, tries } = question;
        const now = rules.steps[tries.length - 1] ?? rules.steps.at(-1);
        if (now?.after !== "next-morning") expect(waited).toBeGreaterThanOrEqual(120);
      }
      if (!(question.isEmergency && question.emergencyIgnoresHours))
        expect(isOpenAt(question.hours, next.at)).toBe(true);
      else expect(waited).toBe(5);
    }),
    { numRuns: 400 },
  );
});

test("the order in which tries became known does not matter", () => {
  fc.assert(
    fc.property(
      questions.chain((question) =>
        fc.record({
          question: fc.constant(question),
          shuffled: fc.shuffledSubarray([...question.tries], { minLength: question.tries.length }),
        }),
      ),
      ({ question, shuffled }) => {
        expect(nextAttempt({ ...question, tries: shuffled })).toEqual(nextAttempt(question));
      },
    ),
    { numRuns: 150 },
  );
});
