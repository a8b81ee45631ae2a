import { expect, test } from "vitest";
import { countAll } from "./counts.ts";
import { figureDefinitions, figuresOf } from "./definitions.ts";
import type { MeasuredCall } from "./measured-call.ts";
import type { MeasuredMatter } from "./measured-matter.ts";

const about = {
  numberId: null,
  missReason: null,
  lane: "unknown",
  returning: false,
  inHours: true,
  history: false,
} as const;
const arrivedAt = Temporal.Instant.from("2026-11-02T15:00:00Z");
const call: MeasuredCall = { ...about, id: "1", arrivedAt, localDay: "2026-11-02", localHour: 9, answeredLate: false };
const missed: MeasuredCall = { ...call, id: "2", missReason: "busy" };
const matter: MeasuredMatter = {
  ...about,
  missReason: "busy",
  id: "3",
  startedAt: arrivedAt,
  localDay: "2026-11-02",
  calls: 2,
  hasOwner: true,
  told: "sent",
  attempts: 1,
  attemptedInTime: true,
  stale: false,
  recovered: false,
  booked: false,
  completed: false,
  closedSameDay: false,
  voicemail: true,
  wrongOwner: false,
  duplicate: false,
  times: { "attempt-wall": 12, "attempt-open": 7, told: 4 },
};
const valuesOf = (calls: MeasuredCall[], matters: MeasuredMatter[]) =>
  new Map(figuresOf(countAll(calls, matters)).map((figure) => [figure.id, figure]));

test("of nothing there is no rate and no time, and nothing is counted", () => {
  for (const { id, value } of figuresOf(countAll([], []))) {
    const unit = figureDefinitions.find((definition) => definition.id === id)?.unit;
    expect([id, value]).toEqual([id, unit === "count" ? 0 : null]);
  }
});

test("each figure has a name of its own and says what it counts and leaves out", () => {
  const ids = figureDefinitions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { counts, leavesOut } of figureDefinitions)
    expect(Math.min(counts.length, leavesOut.length)).toBeGreaterThan(5);
});

test("attempted and recovered are two figures", () => {
  const figures = valuesOf(
    [call, missed, missed],
    [matter, { ...matter, id: "4", attempts: 0, attemptedInTime: false }],
  );
  expect(figures.get("callers.attempted")).toEqual({ id: "callers.attempted", value: 0.5, part: 1, whole: 2 });
  expect(figures.get("callers.recovered")?.value).toBe(0);
  expect(figures.get("calls.missed-rate")).toEqual({ id: "calls.missed-rate", value: 2 / 3, part: 2, whole: 3 });
});

test("the callback time is told in both its forms and by both clocks", () => {
  const figures = valuesOf([], [{ ...matter, times: { "owner-wall": 0, "completed-wall": 90, "completed-open": 30 } }]);
  expect(figures.get("missed_call_callback_time.assigned.wall.median")?.value).toBe(0);
  expect(figures.get("missed_call_callback_time.completed.wall.p90")?.value).toBe(90);
  expect(figures.get("missed_call_callback_time.completed.open.median")?.value).toBe(30);
  expect(figures.get("missed_call_callback_time.assigned.open.median")?.value).toBeNull();
});
