import { leakReportJob } from "#db/jobs.ts";
import { readQuestion } from "#db/queries/figure-question.ts";
import { countPastCalls } from "#db/queries/past-calls.ts";
import {
  type DailyQuestion,
  dropDailyQuestion,
  findDailyQuestions,
  findLeakReport,
  keepLeakQuestion,
} from "#db/stores/leak-reports.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { askedSince, isFresh, leakKey, leakQuestion, usualQuestion, whileWaiting } from "./leak-question.ts";

/** As many are made ready at a time; the others a minute later. */
const mostAtOnce = 8;

/**
 * Has the reports of leaks worked out that people will probably ask for on the day that has begun: those that somebody asked
 * for lately, and the usual one where it would keep them waiting. What is ready already is left.
 */
export async function prepareLeaks(
  ctx: Pick<Context, "db" | "clock">,
  { accountId }: { readonly accountId: string },
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const { version } = await currentPlaybook(tx);
    for (const { asked, askedOn } of await findDue(tx)) {
      const read = await readQuestion(tx, asked);
      if (!read.ok) {
        dropDailyQuestion(tx, asked);
        continue;
      }
      const key = leakKey(read.question);
      const kept = await findLeakReport(tx, key);
      keepLeakQuestion(tx, key, leakQuestion(read.question, asked, kept?.about.askedOn ?? askedOn), version);
      if (kept === null || !isFresh(kept, version, tx.now))
        tx.enqueue(leakReportJob(accountId, key, { runAt: tx.now }));
    }
  });
}

async function findDue(tx: Transaction): Promise<readonly Pick<DailyQuestion, "asked" | "askedOn">[]> {
  const usual = await readQuestion(tx, usualQuestion);
  if (!usual.ok) return [];
  const { today, range } = usual.question;
  const kept = await findDailyQuestions(tx);
  const due = kept
    .filter(({ askedOn, day }) => askedOn !== null && askedOn >= askedSince(today) && day < today)
    .slice(0, mostAtOnce);
  const usualKept = kept.find(({ asked }) => isUsual(asked));
  if (usualKept !== undefined && (usualKept.day >= today || due.includes(usualKept))) return due;
  return (await countPastCalls(tx, range)) > whileWaiting
    ? [{ asked: usualQuestion, askedOn: usualKept?.askedOn ?? null }, ...due]
    : due;
}

function isUsual(asked: DailyQuestion["asked"]): boolean {
  return asked.range === usualQuestion.range && Object.keys(asked).length === 1;
}
