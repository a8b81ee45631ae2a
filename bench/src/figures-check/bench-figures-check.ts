import { SeededRandom } from "@ringback/dev/demo/seeded-random.ts";
import { openDatabase } from "@ringback/server/db/database.ts";
import type { Bench } from "#bench.ts";
import { temporaryStore } from "#temporary-store.ts";
import { checkYear } from "./check-year.ts";

/** A year of a business in its figures, counted again by a script of its own. */
export const figuresCheck: Bench = {
  name: "figures-check",
  about:
    "every figure of a year with imports and both changes of the clocks, by the kept sums and by a script of its own",
  run: async (say) => {
    const calls = Number(process.env["BENCH_CALLS"] ?? 1_500);
    const seed = Number(process.env["BENCH_SEED"] ?? 1);
    await using store = await temporaryStore();
    const quick = new URL(store.connectionString);
    quick.searchParams.set("options", "-c synchronous_commit=off");
    const db = openDatabase(quick.href, 8);
    try {
      const began = performance.now();
      const { compared, imported, acts } = await checkYear(db, { calls, random: new SeededRandom(seed), seed, say });
      const done = [...acts].map(([what, times]) => `${what} ${times}`).join(", ");
      return {
        figures: [
          { what: "calls in the figures", value: compared.calls, unit: "", note: `${imported} of logs` },
          { what: "matters", value: compared.matters, unit: "", note: done },
          { what: "values compared", value: compared.values, unit: "" },
          { what: "took", value: (performance.now() - began) / 1000, unit: "s", note: `seed ${seed}` },
        ],
        broken: [...compared.differences.slice(0, 50), ...compared.lifeless.map((id) => `${id} had no life`)],
      };
    } finally {
      await db.close();
    }
  },
};
