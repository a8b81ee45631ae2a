import { expect, test } from "vitest";
import { figureDefinitions } from "#measurement/figures/definitions.ts";
import { cellWords, kindOfCell } from "./cell-words.ts";
import { figuresReport, type ReportedFigures } from "./figures-report.ts";
import { forReading } from "./report-model.ts";

const split = {
  label: "Main line",
  calls: 40,
  missed: 10,
  missedRate: 0.25,
  callers: 8,
  attemptedInTime: 6,
  recovered: 4,
  booked: 2,
};
const answer: ReportedFigures = {
  business: "Northside",
  timeZone: "America/Chicago",
  rangeWords: "1–28 Oct 2026",
  before: { from: "2026-09-03", to: "2026-09-30" },
  beforeWords: "3–30 Sep 2026",
  firstDay: "2026-01-02",
  filterWords: ["While open"],
  figures: [
    { id: "calls.missed-rate", value: 0.25, whole: 40, before: { value: 0.31 } },
    { id: "told.latency.median", value: 8, whole: 7, before: { value: null } },
  ],
  splits: {
    byNumber: [split],
    bySource: [],
    byLine: [],
    byReason: [],
    byLane: [],
    byReturning: [{ ...split, label: "New callers" }],
    byHours: [],
  },
  whatBecame: {
    missedCalls: 10,
    callers: 8,
    steps: [{ title: "Called back", callers: 6, figure: "callers.attempted" }],
  },
};

test("each figure has its value in its own unit, the one before, and what it means", () => {
  const report = figuresReport(answer, null, figureDefinitions);
  const figures = report.sections.find(({ id }) => id === "figures");
  if (figures === undefined) throw new Error("No figures.");
  const words = figures.rows.map((cells, row) =>
    cells.map((cell, column) => cellWords(cell, kindOfCell(figures, row, column))),
  );
  expect(words).toEqual([
    ["Missed by people", "25 %", "31 %", "calls.missed-rate"],
    ["Time to the first text, median", "8 s", "–", "told.latency.median"],
  ]);
  expect(report.sections.find(({ id }) => id === "meaning")?.rows).toHaveLength(2);
});

test("it begins with a few figures, each with the period before or its target beside it", () => {
  const figures = [
    ...answer.figures,
    { id: "callers.missed", value: 8, whole: null, before: { value: 12 } },
    { id: "callers.attempted-in-time", value: 0.71, whole: 8, before: null },
    { id: "callers.attempted", value: 0.84, whole: 8, before: null },
    { id: "callers.recovered", value: 0.58, whole: 8, before: { value: 0.6 } },
  ];
  const glance = (about: ReportedFigures) => {
    const [first] = figuresReport(about, null, figureDefinitions).sections;
    return first?.chart?.kind === "headline" ? first.chart.figures.map(Object.values) : [];
  };
  expect(glance({ ...answer, figures })).toEqual([
    ["Missed by people", "25 %", "from 31 %", "better"],
    ["Callers missed", "8", "from 12", "better"],
    ["Called back in time", "71 %", "target 90 %", "same"],
    ["Really recovered", "58 %", "from 60 % · attempted 84 %", "worse"],
  ]);
  const [, callers] = glance({ ...answer, figures, firstDay: "2026-09-20" });
  expect(callers).toEqual(["Callers missed", "8", "", "same"]);
});

test("what a call log does not tell became of nobody knows how many, not of none", () => {
  const became = { ...answer.whatBecame, steps: [{ title: "Booked", callers: 0, figure: "callers.booked" }] };
  const figures = [{ id: "callers.booked", value: null, whole: 0, before: null }];
  const { sections } = figuresReport({ ...answer, whatBecame: became, figures }, null, figureDefinitions);
  expect(sections.find(({ id }) => id === "became")?.rows).toEqual([["Booked", null, null]]);
});

test("what it is narrowed to stands under the title, and a split without rows is left out", () => {
  const report = figuresReport(answer, null, figureDefinitions);
  expect(report.subtitle).toContain("only: While open");
  expect(report.sections.map(({ id }) => id)).toEqual([
    "headline",
    "became",
    "figures",
    "numbers",
    "returning",
    "meaning",
  ]);
});

test("with leaks it has the week as a picture and as a table, the changes with what they would have met, and calls at once", () => {
  const cells = [
    { weekday: 1, hour: 12, calls: 9, missed: 5 },
    { weekday: 7, hour: 23, calls: 3, missed: 3 },
    { weekday: 7, hour: 22, calls: 0, missed: 0 },
  ];
  const finding = {
    title: "Mon 12–13: 5 of 9 missed",
    words: "At noon.",
    missed: 5,
    sureWords: "Few calls.",
    change: null,
  };
  const change = { title: "Ring Luis too", words: "At noon.", meets: { low: 3, high: 4 } };
  const byOthers = [{ label: "1 other call on", calls: 9, missed: 5, rate: 5 / 9 }];
  const findings = [finding, { ...finding, change }];
  const report = figuresReport(
    answer,
    { headline: null, fewerThan: 4, cutTo: null, cells, byOthers, findings },
    figureDefinitions,
  );
  expect(report.id).toBe("leaks");
  const section = (name: string) => report.sections.find(({ id }) => id === name);
  expect(section("hours")?.chart?.kind).toBe("hours");
  expect(section("hours")?.rows).toEqual([
    ["Monday", "12:00–13:00", 9, 5, 5 / 9],
    ["Sunday", "23:00–24:00", 3, 3, null],
  ]);
  expect(section("changes")?.rows).toEqual([
    ["A person has to find one", "Mon 12–13: 5 of 9 missed. At noon.", 5, null, "Few calls."],
    ["Ring Luis too", "Mon 12–13: 5 of 9 missed. At noon.", 5, "3 to 4", "Few calls."],
  ]);
  expect(section("others")?.rows).toEqual([["1 other call on", 9, 5, 5 / 9]]);
  expect(section("hours")?.words).toHaveLength(1);
  const cut = { headline: null, fewerThan: 4, cutTo: 100_000, cells, byOthers, findings };
  expect(figuresReport(answer, cut, figureDefinitions).sections.find(({ id }) => id === "hours")?.words[1]).toMatch(
    /^Only the newest 100,000 calls of these days were read/,
  );
});

test("numbers are not compared with days before the books began, and it says so", () => {
  const late = figuresReport(
    {
      ...answer,
      firstDay: "2026-09-20",
      figures: [
        { id: "calls.missed", value: 10, whole: null, before: { value: 4, enough: true } },
        { id: "calls.missed-rate", value: 0.25, whole: 40, before: { value: 0.31, enough: true } },
        { id: "callers.booked", value: 0.5, whole: 40, before: { value: 1, enough: false } },
      ],
    },
    null,
    figureDefinitions,
  );
  const figures = late.sections.find(({ id }) => id === "figures");
  expect(figures?.rows.map(([, , before]) => before)).toEqual([null, 0.31, null]);
  expect(figures?.words[0]).toContain("since 20 Sep 2026");
  const alone = figuresReport(
    { ...answer, firstDay: "2026-10-02", figures: answer.figures.slice(1) },
    null,
    figureDefinitions,
  );
  expect(alone.sections.find(({ id }) => id === "figures")?.columns.map(({ title }) => title)).toEqual([
    "Figure",
    "Value",
    "Id",
  ]);
});

test("two times of one title say by which clock; ids are for programs, not for paper", () => {
  const both = ["open", "wall"].map((clock) => `callers.time-to-attempt.${clock}.median`);
  const times = both.map((id) => ({ id, value: 5, whole: 9, before: null }));
  const { sections } = figuresReport({ ...answer, figures: times }, null, figureDefinitions);
  const figures = sections.find(({ id }) => id === "figures");
  expect(figures?.rows.map(([title]) => title)).toEqual([
    "Missed call to first try, median (opening hours)",
    "Missed call to first try, median (every minute)",
  ]);
  if (figures === undefined) throw new Error("No figures.");
  expect(forReading(figures).columns.map(({ title }) => title)).not.toContain("Id");
  expect(forReading(figures).rows[0]).toHaveLength(2);
});
