import { runFaultSimulation } from "@ringback/bench/faults/run-fault-simulation.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import { expect, test } from "vitest";

// The short form of `npm run bench faults`, which rings ten thousand calls with each of several seeds.
test.each([20_261_121])(
  "with a fifth of all events lost, doubled, late or overtaken the books are the provider's (seed %i)",
  async (seed) => {
    await using database = await createTestDatabase();
    const { connectionString } = database;
    const result = await runFaultSimulation({ connectionString, calls: 200, seed, lines: 12, say: () => {} });
    expect(result.broken).toEqual([]);
    expect(result.counts["calls at the provider"]).toBe(200);
    expect(result.counts["calls entered from the log"]).toBeGreaterThan(0);
    expect(result.counts["texts sent"]).toBeGreaterThan(20);
  },
);
