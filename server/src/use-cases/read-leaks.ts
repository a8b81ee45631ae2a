import type { LeakReport } from "@ringback/core/measurement/leaks/leak-report.ts";
import { leakReportJob } from "#db/jobs.ts";
import { type QuestionRefusal, readQuestion } from "#db/queries/figure-question.ts";
import type { AskedFigures } from "#db/queries/figures-answer.ts";
import { callsById } from "#db/queries/list-calls.ts";
import { countPastCalls } from "#db/queries/past-calls.ts";
import { findEarlierReport, findLeakCalls, findLeakReport, keepLeakQuestion } from "#db/stores/leak-reports.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { askedSince, isFresh, leakKey, leakQuestion, whileWaiting } from "./leak-question.ts";
import { makeLeakReport } from "./make-leak-report.ts";

type Refused = { readonly ok: false; readonly refusal: QuestionRefusal | "leak-not-found"; readonly detail?: string };

export interface FoundLeaks {
  readonly ok: true;
  /** What to show; null while the first one is made. */
  readonly report: LeakReport | null;
  /** The one that was asked for is being made in the background. */
  readonly working: boolean;
  /** The report is the one this question had on a day before, shown until the one that was asked for is made. */
  readonly ofEarlierDay: boolean;
  /** The name under which what is shown is kept. */
  readonly key: string;
}

/**
 * Where calls leak: the report that was kept, which is worked out anew in the background when it has become old. Without one
 * it is made at once, or in the background where there are many calls (`working`); meanwhile the one that the same question
 * had on a day before stands in. Whoever `waits`, as a command does beside which perhaps nothing else runs, always gets the one that was asked for.
 */
export async function readLeaks(
  ctx: Pick<Context, "db" | "clock">,
  accountId: string,
  query: AskedFigures,
  waits = false,
): Promise<FoundLeaks | Refused> {
  const found = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const read = await readQuestion(tx, query);
    if (!read.ok) return read;
    const { today, range } = read.question;
    const about = leakQuestion(read.question, query, waits ? null : today);
    const key = leakKey(about);
    const kept = await findLeakReport(tx, key);
    const { version } = await currentPlaybook(tx);
    const isNoted = kept?.about.askedOn === today && kept.about.daily?.day === about.daily?.day;
    if (!waits && !isNoted) keepLeakQuestion(tx, key, about, version);
    const report = kept?.report ?? null;
    const shown = { ok: true as const, makeNow: null, key, report, ofEarlierDay: false };
    if (kept !== null && isFresh(kept, version, tx.now)) return { ...shown, refreshing: false };
    if (waits || (report === null && (await countPastCalls(tx, range)) <= whileWaiting))
      return { ...shown, makeNow: about, refreshing: false };
    tx.enqueue(leakReportJob(accountId, key));
    const earlier =
      report !== null || about.daily === undefined ? null : await findEarlierReport(tx, about.daily, askedSince(today));
    return earlier === null
      ? { ...shown, refreshing: true }
      : { ...shown, ...earlier, ofEarlierDay: true, refreshing: true };
  });
  if (!found.ok) return found;
  const { makeNow, report, refreshing, key, ofEarlierDay } = found;
  const answer = { ok: true as const, key, ofEarlierDay };
  if (makeNow !== null)
    return { ...answer, report: await makeLeakReport(ctx, { accountId, about: makeNow }), working: false };
  return {
    ...answer,
    report: report === null ? null : { ...report, refreshing },
    working: report === null || ofEarlierDay,
  };
}

/** The missed calls behind a finding, as the report that is kept knows them. */
export async function readLeakCalls(
  ctx: Pick<Context, "db" | "clock">,
  accountId: string,
  asked: AskedFigures & { readonly finding: string; readonly cursor?: string | undefined; readonly limit: number },
) {
  const { finding, cursor, limit, ...query } = asked;
  const leaks = await readLeaks(ctx, accountId, query);
  if (!leaks.ok) return leaks;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const ids = await findLeakCalls(tx, leaks.key, finding);
    if (ids === null) return { ok: false as const, refusal: "leak-not-found" as const };
    const start = cursor !== undefined && /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0;
    const page = ids.slice(start, start + limit);
    const next = start + limit;
    const calls = await callsById(tx, page);
    return { ok: true as const, calls, total: ids.length, nextCursor: next < ids.length ? String(next) : null };
  });
}
