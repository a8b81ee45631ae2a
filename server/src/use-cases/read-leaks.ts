import type { LeakReport } from "@ringback/core/measurement/leaks/leak-report.ts";
import { leakReportJob } from "#db/jobs.ts";
import { type QuestionRefusal, readQuestion } from "#db/queries/figure-question.ts";
import type { AskedFigures } from "#db/queries/figures-answer.ts";
import { callsById } from "#db/queries/list-calls.ts";
import { countPastCalls } from "#db/queries/past-calls.ts";
import {
  findLeakCalls,
  findLeakReport,
  type KeptLeakReport,
  keepLeakQuestion,
  type LeakQuestion,
} from "#db/stores/leak-reports.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { leakKey, makeLeakReport } from "./make-leak-report.ts";

type Refused = { readonly ok: false; readonly refusal: QuestionRefusal | "leak-not-found"; readonly detail?: string };

/** Ranges of so many calls are worked out while the page waits: less than a second. */
const whileWaiting = 4_000;
/** A report of days that are not over is made anew after so long, one of past days after a day. */
const freshMinutes = 10;
const pastFreshHours = 24;

/**
 * Where calls leak: the report that was kept, which is worked out anew in the background when it has become old; without one
 * it is made at once, or in the background where there are many calls (`working`). Whoever `waits`, as a command does beside
 * which perhaps nothing else runs, always gets one.
 */
export async function readLeaks(
  ctx: Pick<Context, "db" | "clock">,
  accountId: string,
  query: AskedFigures,
  waits = false,
): Promise<{ readonly ok: true; readonly report: LeakReport | null; readonly working: boolean } | Refused> {
  const found = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const read = await readQuestion(tx, query);
    if (!read.ok) return read;
    const { timeZone, range, filter, rangeWords, filterWords, today } = read.question;
    const about: LeakQuestion = { timeZone, range, filter, rangeWords, filterWords };
    const kept = await findLeakReport(tx, leakKey(about));
    const { version } = await currentPlaybook(tx);
    const fresh = kept !== null && kept.playbookVersion === version && isFresh(kept, range.to >= today, tx.now);
    if (fresh) return { ok: true as const, about, kept, makeNow: false, refreshing: false };
    const makeNow = waits || (kept === null && (await countPastCalls(tx, range)) <= whileWaiting);
    if (!makeNow) {
      keepLeakQuestion(tx, leakKey(about), about, version);
      tx.enqueue(leakReportJob(accountId, leakKey(about)));
    }
    return { ok: true as const, about, kept, makeNow, refreshing: !makeNow };
  });
  if (!found.ok) return found;
  const { about, kept, makeNow, refreshing } = found;
  if (makeNow) return { ok: true, report: await makeLeakReport(ctx, { accountId, about }), working: false };
  return { ok: true, report: kept === null ? null : { ...kept.report, refreshing }, working: kept === null };
}

function isFresh({ madeAt }: KeptLeakReport, goesOn: boolean, now: Temporal.Instant): boolean {
  const until = madeAt.add(goesOn ? { minutes: freshMinutes } : { hours: pastFreshHours });
  return Temporal.Instant.compare(now, until) < 0;
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
    const read = await readQuestion(tx, query);
    if (!read.ok) return read;
    const ids = await findLeakCalls(tx, leakKey(read.question), finding);
    if (ids === null) return { ok: false as const, refusal: "leak-not-found" as const };
    const start = cursor !== undefined && /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0;
    const page = ids.slice(start, start + limit);
    const next = start + limit;
    const calls = await callsById(tx, page);
    return { ok: true as const, calls, total: ids.length, nextCursor: next < ids.length ? String(next) : null };
  });
}
