import { expect, test } from "vitest";
import { readTime, runsOvernight, spansWords, weekWords } from "./hours-words.ts";

test.each([
  ["8", "08:00"],
  ["8:30", "08:30"],
  ["0830", "08:30"],
  ["8.30", "08:30"],
  ["5pm", "17:00"],
  ["5 p.m.", "17:00"],
  ["12am", "00:00"],
  ["noon", "12:00"],
  ["17:00", "17:00"],
])("%s is read as %s", (written, time) => expect(readTime(written, "start")).toBe(time));

test("midnight ends a day as 24:00 and starts one as 00:00", () => {
  expect(readTime("midnight", "end")).toBe("24:00");
  expect(readTime("24:00", "end")).toBe("24:00");
  expect(readTime("24:00", "start")).toBeNull();
  expect(readTime("midnight", "start")).toBe("00:00");
});

test.each(["", "25", "8:75", "13pm", "eight", "8-9"])("%j is no time", (written) =>
  expect(readTime(written, "start")).toBeNull(),
);

test("a span whose end is at or before its start runs into the next day; midnight itself does not", () => {
  expect(runsOvernight(["22:00", "06:00"])).toBe(true);
  expect(runsOvernight(["08:00", "08:00"])).toBe(true);
  expect(runsOvernight(["18:00", "24:00"])).toBe(false);
  expect(runsOvernight(["08:00", "17:00"])).toBe(false);
});

test("a week is told in runs of equal days", () => {
  const day = [["08:00", "17:00"]] as const;
  expect(weekWords({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: [["09:00", "13:00"]], sun: [] })).toBe(
    "Mon–Fri 8:00–17:00, Sat 9:00–13:00",
  );
  expect(spansWords([["22:00", "06:00"]])).toBe("22:00–6:00 (next day)");
});
