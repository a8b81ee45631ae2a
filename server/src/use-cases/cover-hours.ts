import { historyConversationSeconds } from "@ringback/core/measurement/figures/chain-history.ts";
import {
  type Cover,
  measureSome,
  missingCover,
  noteCover,
  settleHours,
  soonest,
  versionsToCover,
  writeStretches,
} from "#db/stores/covered-hours.ts";
import { chainHistory } from "#db/stores/history.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** Hours that end before this are to be written further. */
export const hoursEndingBefore = soonest;

type Ask = <Answer>(work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>;

/** So much is measured in one transaction: no call waits long for one that is being put right. */
const daysAtOnce = 31;
const mattersAtOnce = 1_000;

/**
 * Writes down the opening hours ahead for the rules in force and those of open callbacks, and those of calls that an earlier
 * release took in; what was measured without them is measured again.
 */
export async function coverHours(
  ctx: Pick<Context, "db" | "clock">,
  { accountId }: { accountId: string },
): Promise<void> {
  const ask: Ask = (work) => transaction(ctx.db, accountId, ctx.clock.now(), work);
  let settled = 0;
  for (const { version, asked } of await ask(versionsToCover)) settled += await coverVersion(ask, version, asked);
  if (settled > 0) await ask((tx) => chainHistory(tx, null, historyConversationSeconds));
}

/** The same for the time of a log that is about to be brought. */
export async function coverLog(ask: Ask, version: number, asked: Cover): Promise<void> {
  await coverVersion(ask, version, asked);
}

/** Answers how many calls had been taken for in hours, or not, by mistake. */
async function coverVersion(ask: Ask, version: number, asked: Cover): Promise<number> {
  let settled = 0;
  for (const span of await ask((tx) => missingCover(tx, version, asked))) {
    await ask(async (tx) => writeStretches(tx, version, (await loadPlaybook(tx, version)).hours, span));
    for (const part of parts(span)) settled += await ask((tx) => settleHours(tx, version, part));
    let last: string | null = null;
    do last = await ask((tx) => measureSome(tx, version, span, last, mattersAtOnce));
    while (last !== null);
    // Only now: whatever breaks off before is begun anew.
    await ask(async (tx) => noteCover(tx, version, span));
  }
  return settled;
}

function* parts({ from, until }: Cover): Generator<Cover> {
  for (let next = from; Temporal.Instant.compare(next, until) < 0; ) {
    const end = next.add({ hours: 24 * daysAtOnce });
    const last = Temporal.Instant.compare(end, until) < 0 ? end : until;
    yield { from: next, until: last };
    next = last;
  }
}
