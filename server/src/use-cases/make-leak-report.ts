import { missLabel } from "@ringback/core/callbacks/call-words.ts";
import { type LeakReport, leaksInSteps } from "@ringback/core/measurement/leaks/leak-report.ts";
import { loadPast } from "#db/queries/past-calls.ts";
import { findLeakReport, keepLeakReport, type LeakQuestion } from "#db/stores/leak-reports.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { inSteps } from "#in-steps.ts";
import type { Context } from "./context.ts";
import { isFresh, leakKey } from "./leak-question.ts";

/** As many calls behind one finding can be opened; the counts are of all. */
const mostCallsOpened = 5_000;

/** Works out where the calls of a range leak, and keeps it. The calls are read in one transaction and judged outside of it. */
export async function makeLeakReport(
  ctx: Pick<Context, "db" | "clock">,
  { accountId, about }: { readonly accountId: string; readonly about: LeakQuestion },
): Promise<LeakReport> {
  const { timeZone, range, filter, rangeWords, filterWords } = about;
  const { past, asked, names, helpers, cutTo } = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) =>
    loadPast(tx, range, filter),
  );
  const { callsByOthers, ...figures } = await inSteps(
    leaksInSteps(past, { names, helpers, reasonWords: missLabel, asked }),
  );
  const behind = [
    ...figures.findings.map(({ id, callIds }) => [id, callIds] as const),
    ...Object.entries(callsByOthers),
  ];
  const calls = Object.fromEntries(behind.map(([name, callIds]) => [name, callIds.slice(0, mostCallsOpened)]));
  const report: LeakReport = {
    timeZone,
    range,
    rangeWords,
    filterWords,
    madeAt: ctx.clock.now().toString(),
    refreshing: false,
    cutTo,
    ...figures,
    findings: figures.findings.map(({ callIds: _callIds, ...finding }) => finding),
  };
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx: Transaction) => {
    keepLeakReport(tx, { key: leakKey(about), about, report, calls, playbookVersion: past.currentVersion });
    tx.changed({ kind: "leaks", id: accountId });
  });
  return report;
}

/**
 * Makes the report of a question that was kept anew. One that was let go of meanwhile is left, and so is one that is fresh:
 * planned again while it was made, the job comes twice.
 */
export async function remakeLeakReport(
  ctx: Pick<Context, "db" | "clock">,
  { accountId, key }: { readonly accountId: string; readonly key: string },
): Promise<void> {
  const about = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const kept = await findLeakReport(tx, key);
    if (kept === null) return null;
    const { version } = await currentPlaybook(tx);
    return isFresh(kept, version, tx.now) ? null : kept.about;
  });
  if (about !== null) await makeLeakReport(ctx, { accountId, about });
}
