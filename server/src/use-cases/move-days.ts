import { historyConversationSeconds } from "@ringback/core/measurement/figures/chain-history.ts";
import { moveDaysJob } from "#db/jobs.ts";
import { chainHistory } from "#db/stores/history.ts";
import { moveToLocalDays } from "#db/stores/local-days.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** Short enough that no webhook waits long for a call that is being moved. */
const atOnce = 10_000;
const secondLookMinutes = 1;

/**
 * After the business's time zone was changed: every call goes to the day it belongs to now, and the daily counts with it.
 * Looks again a minute after it found something, because a call that was being written while the zone changed may have
 * been put on a day of the old one.
 */
export async function moveDays({ db, clock }: Context, { accountId }: { accountId: string }): Promise<void> {
  let moved = 0;
  for (let more = true; more; ) {
    const now = clock.now();
    const found = await transaction(db, accountId, now, (tx) => moveToLocalDays(tx, atOnce));
    moved += found;
    more = found > 0;
  }
  if (moved === 0) return;
  await transaction(db, accountId, clock.now(), async (tx) => {
    await chainHistory(tx, null, historyConversationSeconds);
    tx.enqueue(moveDaysJob(accountId, tx.now.add({ minutes: secondLookMinutes })));
  });
}
