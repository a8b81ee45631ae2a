import { missLabel } from "@ringback/core/callbacks/call-words.ts";
import { type LeakReport, leakFigures } from "@ringback/core/measurement/leaks/leak-report.ts";
import { loadPast } from "#db/queries/past-calls.ts";
import { findLeakQuestion, keepLeakReport, type LeakQuestion } from "#db/stores/leak-reports.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { hashToken } from "#token-hash.ts";
import type { Context } from "./context.ts";

/** As many calls behind one finding can be opened; the counts are of all. */
const mostCallsOpened = 5_000;

/** One name for one question. */
export function leakKey({ range, filter }: Pick<LeakQuestion, "range" | "filter">): string {
  // Read back from the database, an object has its fields in another order.
  const fields = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashToken(JSON.stringify([range.from, range.to, fields]));
}

/** Works out where the calls of a range leak, and keeps it. The calls are read in one transaction and judged outside of it. */
export async function makeLeakReport(
  ctx: Pick<Context, "db" | "clock">,
  { accountId, about }: { readonly accountId: string; readonly about: LeakQuestion },
): Promise<LeakReport> {
  const { timeZone, range, filter, rangeWords, filterWords } = about;
  const { past, asked, names, helpers, cutTo } = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) =>
    loadPast(tx, range, filter),
  );
  const { callsByOthers, ...figures } = leakFigures(past, { names, helpers, reasonWords: missLabel, asked });
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

/** Makes the report of a question that was kept anew; one that was let go of meanwhile is left. */
export async function remakeLeakReport(
  ctx: Pick<Context, "db" | "clock">,
  { accountId, key }: { readonly accountId: string; readonly key: string },
): Promise<void> {
  const about = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => findLeakQuestion(tx, key));
  if (about !== null) await makeLeakReport(ctx, { accountId, about });
}
