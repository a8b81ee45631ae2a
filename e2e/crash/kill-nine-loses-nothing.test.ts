import { runCrashTest } from "@ringback/bench/crash/run-crash-test.ts";
import { expect, test } from "vitest";

// The short form of `npm run bench crash`, which kills fifty times. The seed is fixed; the machine still decides what
// each instant meets.
test("kill -9 of server and database under load loses nothing acknowledged and texts nobody twice", async () => {
  const result = await runCrashTest({ kills: 6, seed: 20_261_120, callsPerSecond: 5, say: () => {} });
  expect(result.broken).toEqual([]);
  expect(result.counts["calls at the provider"]).toBeGreaterThan(20);
  expect(result.counts["acknowledgements sent"]).toBeGreaterThan(5);
}, 180_000);
