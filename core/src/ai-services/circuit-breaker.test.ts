import fc from "fast-check";
import { expect, test } from "vitest";
import {
  afterFailure,
  afterSuccess,
  FAILURES_IN_ROW_MAX,
  HEALTHY,
  mayAsk,
  type ServiceHealth,
  startProbe,
} from "./circuit-breaker.ts";

const start = Temporal.Instant.from("2026-11-21T10:00:00Z");
const at = (seconds: number) => start.add({ milliseconds: Math.round(seconds * 1000) });
const pauseSeconds = (health: ServiceHealth, now: Temporal.Instant) =>
  health.closedUntil === null ? 0 : health.closedUntil.since(now).total("seconds");

const failTimes = (count: number, now: Temporal.Instant): ServiceHealth => {
  let health = HEALTHY;
  for (let failed = 0; failed < count; failed += 1) health = afterFailure(health, now, { wasProbe: false });
  return health;
};

test("a service is asked until it failed five times in a row", () => {
  expect(mayAsk(failTimes(FAILURES_IN_ROW_MAX - 1, start), start)).toBe("ask");
  expect(mayAsk(failTimes(FAILURES_IN_ROW_MAX, start), start)).toBe("wait");
});

test("after the pause one probes and the others wait for it", () => {
  const closed = failTimes(FAILURES_IN_ROW_MAX, start);
  expect(mayAsk(closed, at(29))).toBe("wait");
  expect(mayAsk(closed, at(30))).toBe("probe");
  const probing = startProbe(closed, at(30), 20_000);
  expect(mayAsk(probing, at(49))).toBe("wait");
  expect(mayAsk(probing, at(50))).toBe("probe");
});

test("a failed probe doubles the pause, up to half an hour", () => {
  let health = failTimes(FAILURES_IN_ROW_MAX, start);
  let now = start;
  const pauses = [pauseSeconds(health, now)];
  for (let round = 0; round < 9; round += 1) {
    now = health.closedUntil ?? now;
    health = afterFailure(startProbe(health, now, 20_000), now, { wasProbe: true });
    pauses.push(pauseSeconds(health, now));
  }
  expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1800, 1800, 1800, 1800]);
});

test("requests that were under way when the pause began do not lengthen it", () => {
  const closed = failTimes(FAILURES_IN_ROW_MAX, start);
  expect(afterFailure(closed, at(3), { wasProbe: false })).toBe(closed);
});

test("a service that asks for a pause gets it at once, and never longer than half an hour", () => {
  const asked = afterFailure(HEALTHY, start, { wasProbe: false, retryAfterMs: 7000 });
  expect(pauseSeconds(asked, start)).toBe(7);
  const much = afterFailure(HEALTHY, start, { wasProbe: false, retryAfterMs: 86_400_000 });
  expect(pauseSeconds(much, start)).toBe(1800);
});

test("whatever happens: no pause is longer than half an hour, one success ends it, and waiting ends with a probe", () => {
  const happening = fc.record({
    passSeconds: fc.double({ min: 0, max: 4000, noNaN: true }),
    ends: fc.constantFrom("failure", "success"),
    retryAfterMs: fc.option(fc.integer({ min: -5, max: 1e9 })),
  });
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      let health = HEALTHY;
      let now = start;
      let failed = 0;
      for (const { passSeconds, ends, retryAfterMs } of happenings) {
        now = now.add({ milliseconds: Math.round(passSeconds * 1000) });
        const decision = mayAsk(health, now);
        if (decision === "wait") continue;
        if (decision === "probe") health = startProbe(health, now, 20_000);
        health =
          ends === "success"
            ? afterSuccess()
            : afterFailure(health, now, { wasProbe: decision === "probe", retryAfterMs });
        failed = ends === "success" ? 0 : failed + 1;
        expect(health.failuresInRow).toBe(failed);
        expect(pauseSeconds(health, now)).toBeLessThanOrEqual(1800);
        if (failed >= FAILURES_IN_ROW_MAX) expect(mayAsk(health, now)).toBe("wait");
        if (ends === "success") expect(mayAsk(health, now)).toBe("ask");
        if (health.closedUntil !== null) expect(mayAsk(health, health.closedUntil)).toBe("probe");
      }
    }),
  );
});
