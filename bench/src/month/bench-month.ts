import { openDatabase } from "@ringback/server/db/database.ts";
import type { Bench, Figure } from "#bench.ts";
import { temporaryStore } from "#temporary-store.ts";
import { runMonth } from "./run-month.ts";

/** A month with 3,000 calls, people as they are, and faults; then everything promised is counted. */
export const month: Bench = {
  name: "month",
  about:
    "a month of 3,000 calls with random staff and faults: nobody lost, nobody texted twice, every decision repeats",
  run: async (say) => {
    const calls = Number(process.env["BENCH_CALLS"] ?? 3_000);
    const days = Number(process.env["BENCH_DAYS"] ?? 30);
    const seed = Number(process.env["BENCH_SEED"] ?? 1);
    await using store = await temporaryStore();
    const { connectionString } = store;
    await commitInMemory(connectionString);
    const { counts, broken, seconds } = await runMonth({ connectionString, calls, days, seed, say });
    const figures: Figure[] = Object.entries(counts).map(([what, value]) => ({ what, value, unit: "" }));
    figures.push({ what: "took", value: seconds, unit: "s", note: `seed ${seed}` });
    return { figures, broken };
  },
};

/** The month asks what is decided, not what survives a power cut, and waits for the disk ten thousands of times else. */
async function commitInMemory(connectionString: string): Promise<void> {
  const db = openDatabase(connectionString, 1);
  await db.pool.query(
    "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$",
  );
  await db.close();
}
