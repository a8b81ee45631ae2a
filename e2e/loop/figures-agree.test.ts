import { checkYear } from "@ringback/bench/figures-check/check-year.ts";
import { SeededRandom } from "@ringback/dev/demo/seeded-random.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import { createTestDatabase } from "@ringback/server/testing/database.ts";
import { expect, test } from "vitest";

// The short form of `npm run bench figures-check`, which plays more calls.
test("a year's figures are the same by the kept sums and by a script that shares nothing with them", async () => {
  await using database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 8);
  try {
    const { compared, imported } = await checkYear(db, {
      calls: 40,
      seed: 7,
      random: new SeededRandom(7),
      say: () => {},
    });
    expect(compared.differences).toEqual([]);
    expect(imported).toBeGreaterThan(1_000);
    expect(compared.values).toBeGreaterThan(5_000);
  } finally {
    await db.close();
  }
}, 240_000);
