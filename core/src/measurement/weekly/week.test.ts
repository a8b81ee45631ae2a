import { expect, test } from "vitest";
import { weekBefore, weekOf, weekToReview } from "./week.ts";

test("a week is from Monday to Sunday, across years too", () => {
  expect(weekOf("2026-11-21")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
  expect(weekOf("2027-01-01")).toEqual({ from: "2026-12-28", to: "2027-01-03" });
  expect(weekBefore("2026-11-16")).toEqual({ from: "2026-11-09", to: "2026-11-15" });
});

test("a week is reviewed from Monday at seven of the business's own clock, also after a change of the clocks", () => {
  const chicago = (at: string) => weekToReview(Temporal.Instant.from(at), "America/Chicago").from;
  // The clocks went back on Sunday, 1 November 2026: Monday 6:59 and 7:00 in standard time.
  expect(chicago("2026-11-02T12:59:59Z")).toBe("2026-10-19");
  expect(chicago("2026-11-02T13:00:00Z")).toBe("2026-10-26");
  expect(chicago("2026-11-08T23:00:00Z")).toBe("2026-10-26");
});
