import { runMonth } from "@ringback/bench/month/run-month.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import { expect, test } from "vitest";

// The short form of `npm run bench month`, which plays 3,000 calls of thirty days.
test("days of callers, staff as they are and faults: nobody is lost, nobody texted twice, every decision repeats", async () => {
  await using database = await createTestDatabase();
  const { connectionString } = database;
  const { counts, broken } = await runMonth({ connectionString, calls: 25, days: 1, seed: 3, say: () => {} });
  expect(broken).toEqual([]);
  expect(counts["calls at the provider"]).toBe(25);
  expect(counts["callers acknowledged"]).toBeGreaterThan(5);
  expect(counts["callbacks or alarms: breached"]).toBeGreaterThan(0);
  for (const kind of ["outbound", "owner", "clock", "escalation"])
    expect(counts[`decisions made again: ${kind}`]).toBeGreaterThan(0);
}, 120_000);
