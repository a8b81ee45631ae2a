import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answerDue } from "./answer-due.ts";

const question = {
  id: "spring",
  tz: "America/Chicago",
  weekly: { sun: [["02:30", "04:00"]] },
  start_utc: "2026-03-08T06:00:00Z",
  minutes: 60,
};

test("a question gets its due instant in UTC", () => {
  expect(answerDue(question)).toEqual({ id: "spring", due_utc: "2026-03-08T09:00:00Z" });
});

test("special hours and holidays are read under their outside names", () => {
  const answer = answerDue({
    ...question,
    holidays: ["2026-03-08"],
    special_hours: { "2026-03-09": [["00:00", "24:00"]] },
  });
  expect(answer).toEqual({ id: "spring", due_utc: "2026-03-09T06:00:00Z" });
});

test("a start with an offset is an instant too, and other fields do not matter", () => {
  const answer = answerDue({ ...question, start_utc: "2026-03-08T00:00:00-06:00", comment: "from the owner" });
  expect(answer).toEqual({ id: "spring", due_utc: "2026-03-08T09:00:00Z" });
});

test.each([7, "", null])("the id %j comes back as it was", (id) => {
  expect(answerDue({ ...question, id })).toMatchObject({ id });
});

test.each([
  ["a list", [question], "invalid_request", null],
  ["nothing", null, "invalid_request", null],
  ["a word", "due", "invalid_request", null],
  ["an id that is an object", { ...question, id: {} }, "invalid_id", null],
  ["an id past 2^53", { ...question, id: 2 ** 53 }, "invalid_id", null],
  ["an unknown zone", { ...question, tz: "America/Springfield" }, "invalid_timezone", "spring"],
  ["no zone", { ...question, tz: undefined }, "invalid_timezone", "spring"],
  ["an unknown weekday", { ...question, weekly: { sunday: [] } }, "invalid_weekly", "spring"],
  ["a bad span", { ...question, weekly: { sun: [["2:30", "4:00"]] } }, "invalid_span", "spring"],
  ["a bad holiday", { ...question, holidays: ["2026-13-01"] }, "invalid_date", "spring"],
  ["holidays that are no list", { ...question, holidays: {} }, "invalid_holidays", "spring"],
  ["special hours that are no object", { ...question, special_hours: "none" }, "invalid_special_hours", "spring"],
  ["no start", { ...question, start_utc: undefined }, "invalid_start", "spring"],
  ["a local start", { ...question, start_utc: "2026-03-08T06:00:00" }, "invalid_start", "spring"],
  ["a start in numbers", { ...question, start_utc: 1_772_949_600 }, "invalid_start", "spring"],
  ["minutes as a word", { ...question, minutes: "60" }, "invalid_minutes", "spring"],
  ["half a minute", { ...question, minutes: 0.5 }, "invalid_minutes", "spring"],
  ["minutes backwards", { ...question, minutes: -1 }, "invalid_minutes", "spring"],
  ["no hours", { ...question, weekly: {} }, "never_open", "spring"],
  ["too rare hours", { ...question, minutes: 10_000_000 }, "beyond_horizon", "spring"],
])("%s: the error says so", (_, input, error, id) => {
  expect(answerDue(input)).toEqual({ id, error, message: expect.any(String) });
});

test("no input makes it throw", () => {
  const absurd = (field: unknown) => fc.option(fc.anything(), { nil: field });
  fc.assert(
    fc.property(
      fc.record({
        id: absurd(1),
        tz: absurd(question.tz),
        weekly: absurd(question.weekly),
        holidays: absurd([]),
        special_hours: absurd({}),
        start_utc: fc.oneof(
          absurd(question.start_utc),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        minutes: fc.oneof(absurd(60), fc.integer({ min: 0, max: 10_000 })),
      }),
      (input) => {
        const answer = answerDue(input);
        expect("due_utc" in answer || "error" in answer).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
