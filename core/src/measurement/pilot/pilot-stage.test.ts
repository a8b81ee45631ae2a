import { expect, test } from "vitest";
import { lastDayOf, type PilotPlan, pilotStage, verdictDayOf } from "./pilot-stage.ts";

const at = Temporal.Instant.from("2026-11-02T06:00:00Z");
const plan: PilotPlan = {
  baselineFrom: "2026-10-19",
  baselineTo: "2026-11-01",
  lockedAt: null,
  startsOn: null,
  verdict: null,
  canceledAt: null,
};

test("without a pilot it is planned as soon as nothing is missing", () => {
  expect(pilotStage(null, false, "2026-11-02")).toEqual({ stage: "not-ready" });
  expect(pilotStage(null, true, "2026-11-02")).toEqual({ stage: "unplanned" });
  expect(pilotStage({ ...plan, canceledAt: at }, true, "2026-11-02")).toEqual({ stage: "unplanned" });
});

test("a baseline runs fourteen days", () => {
  expect(pilotStage(plan, true, "2026-10-19")).toMatchObject({ stage: "baseline", day: 1, of: 14 });
  expect(pilotStage(plan, true, "2026-11-01")).toMatchObject({ stage: "baseline", day: 14, endsOn: "2026-11-01" });
});

test("a locked baseline waits for its start, and for whatever stopped being ready", () => {
  expect(pilotStage({ ...plan, lockedAt: at }, true, "2026-11-02")).toEqual({ stage: "ready-to-start" });
  expect(pilotStage({ ...plan, lockedAt: at }, false, "2026-11-02")).toEqual({ stage: "not-ready" });
});

test("a pilot counts fourteen whole days and then waits two for the last callbacks", () => {
  const started = { ...plan, lockedAt: at, startsOn: "2026-11-03" };
  expect(lastDayOf("2026-11-03")).toBe("2026-11-16");
  expect(verdictDayOf("2026-11-03")).toBe("2026-11-19");
  expect(pilotStage(started, true, "2026-11-02")).toEqual({ stage: "starting", startsOn: "2026-11-03" });
  expect(pilotStage(started, false, "2026-11-03")).toMatchObject({ stage: "running", day: 1, endsOn: "2026-11-16" });
  expect(pilotStage(started, true, "2026-11-16")).toMatchObject({ stage: "running", day: 14 });
  expect(pilotStage(started, true, "2026-11-17")).toEqual({ stage: "counting-out", verdictOn: "2026-11-19" });
  expect(pilotStage({ ...started, verdict: "passed" }, true, "2026-11-19")).toEqual({
    stage: "ended",
    verdict: "passed",
  });
});
