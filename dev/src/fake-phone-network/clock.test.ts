import { expect, test } from "vitest";
import { manualClock, runningClock } from "./clock.ts";

test("a manual clock fires what is due in order, and what that starts, each at its own time", async () => {
  const clock = manualClock(Temporal.Instant.from("2026-01-01T00:00:00Z"));
  const fired: string[] = [];
  const note = (name: string) => fired.push(`${name} ${clock.now().toString().slice(14, 19)}`);
  const after = (seconds: number, run: () => void) => clock.at(clock.now().add({ seconds }), run);
  after(30, () => note("late"));
  after(10, () => {
    note("early");
    after(5, () => note("grown"));
  });
  after(20, () => note("canceled"))();
  await clock.advance(29);
  expect(fired).toEqual(["early 00:10", "grown 00:15"]);
  await Promise.all([clock.advance(1), clock.advance(60)]);
  expect(fired.at(-1)).toBe("late 00:30");
  expect(clock.now().toString()).toBe("2026-01-01T00:01:30Z");
  expect(clock.pending).toBe(0);
  await expect(clock.advance(-1)).rejects.toThrow(RangeError);
});

test("a running clock runs by itself at its speed, and jumps when told", async () => {
  const clock = runningClock({ speed: 1000 });
  const begun = clock.now();
  await new Promise<void>((done) => clock.at(begun.add({ seconds: 20 }), done));
  expect(clock.now().since(begun).total("seconds")).toBeGreaterThanOrEqual(20);
  let fired = false;
  clock.at(clock.now().add({ hours: 24 }), () => {
    fired = true;
  });
  await clock.advance(24 * 3600);
  expect(fired).toBe(true);
  clock.close();
});
