import { verifyLedgerJob } from "#db/jobs.ts";
import { verifyLedger as recompute } from "#db/queries/ledger-verify.ts";
import { noteCheckAsked, noteCheckDone } from "#db/stores/ledger-checks.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** Has an account's books checked in the background. Asked for again while one waits, it is one check. */
export async function askLedgerCheck({ db, clock }: Context, { accountId }: { accountId: string }): Promise<void> {
  await transaction(db, accountId, clock.now(), async (tx) => {
    noteCheckAsked(tx);
    tx.enqueue(verifyLedgerJob(accountId));
  });
}

/** Recomputes an account's books and keeps the report. @throws the database's error, which is noted too. */
export async function verifyLedger({ db, clock }: Context, { accountId }: { accountId: string }): Promise<void> {
  try {
    const report = await recompute(db, accountId, clock.now());
    await transaction(db, accountId, clock.now(), async (tx) => noteCheckDone(tx, { report }));
  } catch (error) {
    await transaction(db, accountId, clock.now(), async (tx) =>
      noteCheckDone(tx, { error: "The check could not be finished; the log says why." }),
    );
    throw error;
  }
}
