import type { SeededRandom } from "@ringback/dev/demo/seeded-random.ts";
import type { Database } from "@ringback/server/db/database.ts";
import { type Transaction, transaction } from "@ringback/server/db/transaction.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { coverLog } from "@ringback/server/use-cases/cover-hours.ts";
import { bringLogs } from "./bring-logs.ts";
import { type Compared, compareFigures, type Days } from "./compare-figures.ts";
import type { Acts } from "./play-matter.ts";
import { playYear, yearBegin } from "./play-year.ts";

export interface CheckedYear {
  readonly compared: Compared;
  /** Calls that came from logs. */
  readonly imported: number;
  readonly acts: Acts;
}

/** Ranges that begin and end where sums are easily wrong: whole months, cut ones, and the days on which clocks change. */
const ranges: readonly [Days, ...Days[]] = [
  { from: "2025-01-01", to: "2027-12-31" },
  { from: "2026-01-01", to: "2026-12-31" },
  { from: "2026-02-10", to: "2026-05-17" },
  { from: "2026-03-08", to: "2026-03-08" },
  { from: "2026-11-01", to: "2026-11-01" },
  { from: "2026-11-01", to: "2026-11-30" },
];

/** Plays a year, brings logs, and compares: with sums of days only, and again when months were summed up. */
export async function checkYear(
  db: Database,
  { calls, seed, random, say }: { calls: number; seed: number; random: SeededRandom; say: (line: string) => void },
): Promise<CheckedYear> {
  const { context, world, acts, end } = await playYear(db, { calls, seed });
  say("the year is played");
  await coverYear(context, world.accountId, end);
  const imported = await bringLogs(context, world.accountId, random);
  say(`${imported} calls of logs brought`);
  const fresh = await compareFigures(db, world.accountId, end, ranges);
  say(`${fresh.values} values compared`);
  await db.pool.query("select ringback.compact_figures(0, '1 hour')");
  const summed = await compareFigures(db, world.accountId, end, ranges);
  const compared = {
    ...summed,
    values: fresh.values + summed.values,
    differences: [...fresh.differences, ...summed.differences.map((line) => `summed up: ${line}`)],
  };
  return { compared, imported, acts };
}

/** What the planner does each day of a year: hours are written down some months ahead only, also of rules long replaced by others. */
async function coverYear({ db }: Context, accountId: string, end: Temporal.Instant): Promise<void> {
  const ask = <Answer>(work: (tx: Transaction) => Promise<Answer>) => transaction(db, accountId, end, work);
  const versions = await db.pool.query<{ version: number }>(
    "select version from ringback.playbook_version where account_id = $1",
    [accountId],
  );
  for (const { version } of versions.rows) await coverLog(ask, version, { from: yearBegin, until: end });
}
