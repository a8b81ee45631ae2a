import { expect, test } from "vitest";
import { figureDefinitions } from "#measurement/figures/definitions.ts";
import { agencyReport } from "./agency-report.ts";

const headline = ["calls.missed", "calls.missed-rate", "callers.missed"].flatMap(
  (id) => figureDefinitions.find((one) => one.id === id) ?? [],
);
const figures = (missed: number, calls: number) => [
  { id: "calls.missed", value: missed, enough: true, before: { value: 9, enough: true } },
  { id: "calls.missed-rate", value: missed / calls, enough: calls >= 20, before: { value: 0.5, enough: calls >= 20 } },
  { id: "callers.missed", value: missed, enough: true, before: null },
];
const account = (id: string, name: string, rangeWords: string, missed: number, calls: number) => {
  return { id, name, rangeWords, range: { from: "2026-11-01", to: "2026-11-28" }, figures: figures(missed, calls) };
};
const of = (other: string) =>
  agencyReport(
    {
      accounts: [account("a", "Ace", "1–28 Nov 2026", 3, 10), account("b", "Best", other, 5, 40)],
      together: figures(8, 50),
    },
    headline,
  );

test("each business has a row in the order given, and all together the last", () => {
  const { sections, subtitle } = of("1–28 Nov 2026");
  expect(subtitle).toBe("2 businesses · 1–28 Nov 2026");
  const [calls, callers, before, few] = sections;
  expect(calls?.rows).toEqual([
    ["Ace", 3, 0.3, "a"],
    ["Best", 5, 0.125, "b"],
    ["All together", 8, 0.16, null],
  ]);
  expect(callers?.rows.map(([, value]) => value)).toEqual([3, 5, 8]);
  // Of too few calls no share is compared, and counts never are.
  expect(before?.rows.map(([, value]) => value)).toEqual([null, 0.5, 0.5]);
  expect(few?.rows).toEqual([["Ace", "Missed by people"]]);
  for (const { columns, rows } of sections) for (const row of rows) expect(row).toHaveLength(columns.length);
});

test("businesses in other time zones each say their days", () => {
  const { sections, subtitle } = of("2–29 Nov 2026");
  expect(subtitle).toBe("2 businesses · each over the days of its own calendar");
  expect(sections[0]?.words).toEqual(["Ace: 1–28 Nov 2026.", "Best: 2–29 Nov 2026."]);
});
