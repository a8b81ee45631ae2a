import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { figureDifferences } from "./figure-differences.ts";
import { sealedUntil } from "./ledger-blocks.ts";
import { tallyDifferences } from "./ledger-tally.ts";

/** The last days whose counts the doctor recounts; `ledger verify` recounts all. */
const daysRecounted = 7;
/** Figures are worked out anew for fewer days: every call of theirs is judged again. */
const figureDaysRecounted = 2;
/** Sealing runs every minute; a transaction that stays open holds it back. */
const lateSealMinutes = 10;

/** Whether the ledger is being sealed, and whether the counts of the last days are what counting gives. */
export async function ledgerHealth(tx: Transaction): Promise<{ name: string; ok: boolean; note: string }[]> {
  const since = tx.now
    .subtract({ hours: 24 * daysRecounted })
    .toString()
    .slice(0, 10);
  // A plan made for any day and any moment would read everything.
  tx.write(sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`);
  const { at } = await sealedUntil(tx);
  const [waiting, wrong] = await Promise.all([
    // The database's own time on both sides.
    tx.first(sql`select from ringback.call_event where account_id = ${tx.accountId} and stamped_at >= ${at}
      and stamped_at < now() - ${`${lateSealMinutes} minutes`}::interval limit 1`),
    tallyDifferences(tx, since),
  ]);
  const late = waiting !== null;
  const [first] = wrong;
  return [
    {
      name: "ledger sealed",
      ok: !late,
      note: late
        ? `entries have waited for more than ${lateSealMinutes} minutes; is a worker running, or a transaction left open?`
        : "up to the last minutes",
    },
    {
      name: "ledger counts",
      ok: first === undefined,
      note:
        first === undefined
          ? `the last ${daysRecounted} days are as counted anew`
          : `${first.day} has ${first.kept} calls as ${first.standing} and ${first.counted} by counting${wrong.length > 1 ? `, and ${wrong.length - 1} more` : ""}; run ringback ledger verify`,
    },
  ];
}

/** Whether the figures of the last days are what the ledger gives. In a transaction that sees one moment. */
export async function figureHealth(tx: Transaction): Promise<{ name: string; ok: boolean; note: string }> {
  const since = tx.now
    .subtract({ hours: 24 * figureDaysRecounted })
    .toString()
    .slice(0, 10);
  const wrong = await figureDifferences(tx, since);
  const [first] = wrong;
  return {
    name: "figures",
    ok: first === undefined,
    note:
      first === undefined
        ? `the last ${figureDaysRecounted} days are as the ledger gives them`
        : `${first.day}, ${first.what} of ${first.of}: kept ${first.kept}; by the ledger ${first.counted}${wrong.length > 1 ? `; and ${wrong.length - 1} more` : ""}; run ringback ledger verify`,
  };
}
