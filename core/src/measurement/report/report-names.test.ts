import fc from "fast-check";
import { expect, test } from "vitest";
import { daysIn } from "#measurement/figures/day-range.ts";
import { reportFileName, reportNames } from "./report-names.ts";
import { reportDays, reportRanges } from "./report-range.ts";
import { findingsWithoutPeople, maskedNumber, withoutPeople } from "./without-people.ts";

const anyName = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
  .map((points) => String.fromCodePoint(...points));

test("a file's name is readable, and no system refuses it", () => {
  const days = { from: "2026-10-01", to: "2026-10-31" };
  expect(reportFileName({ business: "Maya's Plumbing & Söhne", name: "figures", days }, "pdf")).toBe(
    "maya-s-plumbing-sohne-figures-2026-10-01-to-2026-10-31.pdf",
  );
  expect(reportFileName({ business: "株式会社", name: "pilot", days: null }, "csv")).toBe("ringback-pilot.csv");
  fc.assert(
    fc.property(anyName, fc.constantFrom(...reportNames), (business, name) => {
      expect(reportFileName({ business, name, days }, "xlsx")).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.xlsx$/);
    }),
  );
});

test("days told by a word are over, and whole weeks or months", () => {
  expect(reportRanges.map((range) => reportDays(range, "2026-11-23"))).toEqual([
    { from: "2026-11-16", to: "2026-11-22" },
    { from: "2026-10-26", to: "2026-11-22" },
    { from: "2026-10-01", to: "2026-10-31" },
    { from: "2025-11-01", to: "2026-10-31" },
  ]);
  const day = fc
    .integer({ min: 0, max: 20_000 })
    .map((days) => Temporal.PlainDate.from("2000-01-01").add({ days }).toString());
  fc.assert(
    fc.property(fc.constantFrom(...reportRanges), day, (range, today) => {
      const days = reportDays(range, today);
      expect(days.to < today).toBe(true);
      const [first, after] = [Temporal.PlainDate.from(days.from), Temporal.PlainDate.from(days.to).add({ days: 1 })];
      if (range.endsWith("week") || range.endsWith("weeks")) {
        expect([first.dayOfWeek, after.dayOfWeek, daysIn(days) % 7]).toEqual([1, 1, 0]);
      } else expect([first.day, after.day]).toEqual([1, 1]);
    }),
  );
});

test("columns about people go, and of a number its end is told", () => {
  const { sections } = withoutPeople({
    id: "weekly",
    title: "t",
    subtitle: "s",
    claim: "c",
    sections: [
      {
        id: "callers",
        title: "Callers",
        words: ["w"],
        columns: [
          { title: "Caller", kind: "text", people: true },
          { title: "Number", kind: "phone" },
          { title: "Tries", kind: "count" },
        ],
        rows: [
          ["Carla", "+13125550177", 2],
          ["Carlo", null, 0],
        ],
        rowKinds: ["count", "count"],
      },
    ],
  });
  expect(sections[0]?.columns.map(({ title, kind }) => [title, kind])).toEqual([
    ["Number", "text"],
    ["Tries", "count"],
  ]);
  expect(sections[0]?.rows).toEqual([
    ["ends in 77", 2],
    ["withheld", 0],
  ]);
  expect(maskedNumber("911")).toBe("withheld");
});

test("leaks that lie with one person are left out, and a change names nobody", () => {
  const finding = { title: "Mon 12–13", words: "At noon.", missed: 5, sureWords: "Few." };
  const ring = {
    title: "Dana on the phones",
    words: "Let Dana ring.",
    meets: { low: 2, high: 4 },
    changes: [{ kind: "ring-also", memberIds: ["d"] }],
  };
  const hours = { title: "Open at noon", words: "Be open.", meets: null, changes: [{ kind: "open-also" }] };
  const told = findingsWithoutPeople([
    { ...finding, kind: "bottleneck", change: ring },
    { ...finding, kind: "one-phone", change: ring },
    { ...finding, kind: "lunch", change: ring },
    { ...finding, kind: "window", change: hours },
    { ...finding, kind: "spike", change: null },
  ]);
  expect(told.map(({ change }) => change?.title ?? null)).toEqual(["One more phone that rings", "Open at noon", null]);
  expect(JSON.stringify(told)).not.toContain("Dana");
});
