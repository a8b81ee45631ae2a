import { historyConversationSeconds } from "@ringback/core/measurement/figures/chain-history.ts";
import { chainHistory, settleReturning, spansOfImport } from "#db/stores/history.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { coverLog } from "./cover-hours.ts";
import type { ImportRun } from "./import-log.ts";

/** Makes of the calls a log brought what figures are counted from: who had called before, and callers' matters. */
export async function measureLog(ctx: Context, { accountId, importId }: ImportRun): Promise<void> {
  const ask = <Answer>(work: (tx: Transaction) => Promise<Answer>) =>
    transaction(ctx.db, accountId, ctx.clock.now(), work);
  for (const { version, from, until } of await ask((tx) => spansOfImport(tx, importId)))
    await coverLog(ask, version, { from, until });
  await ask(async (tx) => {
    settleReturning(tx, importId);
    await chainHistory(tx, importId, historyConversationSeconds);
  });
}

/** The same once a log's calls are gone: what is left of their callers' history is another one. */
export async function measureWithoutLog(ctx: Context, { accountId }: ImportRun): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    settleReturning(tx, null);
    await chainHistory(tx, null, historyConversationSeconds);
  });
}
