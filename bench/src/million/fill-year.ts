import { readFile } from "node:fs/promises";
import { classifyByRules } from "@ringback/core/classification/classify-by-rules.ts";
import { openDatabase } from "@ringback/server/db/database.ts";

export interface YearOptions {
  readonly connectionString: string;
  readonly accountId: string;
  readonly calls: number;
  readonly say: (line: string) => void;
}

/** The number `ringback.seal_ledger` locks; nobody seals while the past is written. */
const sealLock = 7_464_624;
const days = 365;
const lanes = 2;

/**
 * Fills an account with a year of about so many calls over its numbers, with what they brought: contacts, matters,
 * callbacks, texts, words, ledger and inbox. Two lanes of set-based SQL, with all triggers and constraints at work.
 */
export async function fillYear({ connectionString, accountId, calls, say }: YearOptions): Promise<void> {
  const [month, seal] = await Promise.all(["month.sql", "seal-year.sql"].map(read));
  const db = openDatabase(connectionString, lanes + 1);
  const keeper = await db.pool.connect();
  try {
    await keeper.query("select pg_advisory_lock($1)", [sealLock]);
    const now = Temporal.Now.instant();
    const first = now.subtract({ hours: 24 * days });
    await keeper.query("select ringback.ensure_month_partitions($1::date, $2::date)", [
      first.toString(),
      now.toString(),
    ]);
    const { rows } = await keeper.query<{ connection: string; owner: string }>(
      `select (select id from ringback.connection where account_id = $1 and removed_at is null order by created_at limit 1) as connection,
        (select id from ringback.member where account_id = $1 and removed_at is null order by created_at limit 1) as owner`,
      [accountId],
    );
    const assessment = JSON.stringify(
      classifyByRules({ text: words, channel: "voicemail", trade: "home-services", callFacts: {} }),
    );
    const settings = { account: accountId, now: now.toString(), words, assessment, ...rows[0] };
    // Weekends are two thirds thinner, so more are drawn than wanted.
    const perPart = Math.ceil((calls / parts) * 1.27);
    const open = Array.from({ length: parts }, (_, index) => index);
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        const client = await db.pool.connect();
        try {
          await client.query("set synchronous_commit = off; set work_mem = '64MB'");
          for (let part = open.shift(); part !== undefined; part = open.shift()) {
            const edge = (index: number) =>
              first.add({ seconds: Math.round((days * 86_400 * index) / parts) }).toString();
            const all = { ...settings, calls: String(perPart), from: edge(part), to: edge(part + 1) };
            for (const [name, value] of Object.entries(all))
              await client.query("select set_config($1, $2, false)", [`bench.${name}`, value]);
            await client.query(`begin; ${month}; commit`);
            say(`${part + 1} of ${parts} parts of the year`);
          }
        } finally {
          client.release();
        }
      }),
    );
    await keeper.query("select set_config('bench.account', $1, false)", [accountId]);
    await keeper.query("set synchronous_commit = off; set work_mem = '128MB'");
    await keeper.query(seal ?? "");
    // The lanes did not see each other's calls of one caller; in life a caller's calls are taken in one after the other.
    await keeper.query("select ringback.settle_all_returning($1, null)", [accountId]);
    await keeper.query("select ringback.compact_call_tally()");
    await keeper.query("select ringback.compact_figures(at_most => '1 hour')");
    say("sealed");
    await keeper.query("vacuum (analyze)");
  } finally {
    keeper.release(true);
    await db.close();
  }
}

const parts = 24;
const words = "Hi, I wanted to ask for a price on a new water heater, please call me back when you can, thank you.";

async function read(name: string): Promise<string> {
  return await readFile(new URL(name, import.meta.url), "utf8");
}
