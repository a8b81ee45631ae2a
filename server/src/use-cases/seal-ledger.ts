import { compactFigures, compactTally, sealLedger as seal } from "#db/stores/ledger.ts";
import type { Context } from "./context.ts";

/**
 * Keeps the books of all businesses: chains what the ledger took in since the last time, and sums up the daily counts and the figures.
 * Any number of processes may call it at any time; one does the work.
 * @throws the database's error; then nothing was kept and the next time does it all.
 */
export async function sealLedger({ db }: Pick<Context, "db">): Promise<{ blocks: number; counts: number }> {
  const blocks = (await seal(db)) ?? 0;
  const counts = await compactTally(db);
  await compactFigures(db);
  return { blocks, counts };
}
