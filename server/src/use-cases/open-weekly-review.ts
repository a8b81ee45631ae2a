import { figuresOf } from "@ringback/core/measurement/figures/definitions.ts";
import { everything } from "@ringback/core/measurement/figures/filter.ts";
import { type Week, weekBefore, weekToReview } from "@ringback/core/measurement/weekly/week.ts";
import { sql } from "kysely";
import { sendEmailJob } from "#db/jobs.ts";
import { loadCounts } from "#db/queries/figures.ts";
import { countItems } from "#db/queries/weekly-lists.ts";
import { planNotification } from "#db/stores/notifications.ts";
import { openWeeklyReview as open } from "#db/stores/weekly-reviews.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { weeklyWords } from "./weekly-words.ts";

/** A mail about last week that comes later than this is this week's no more. */
const usefulHours = 72;

/**
 * Opens the review of the week that is over and mails it to owners and coordinators with what changed since the week
 * before. Run twice, it does both once: the review is its own mark.
 */
export async function openWeeklyReview(ctx: Context, job: { accountId: string }): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const account = await tx.first<{ name: string; zone: string }>(
      sql`select name, time_zone as zone from ringback.account where id = ${tx.accountId}`,
    );
    if (account === null) return;
    const week = weekToReview(tx.now, account.zone);
    if (!(await open(tx, week))) return;
    tx.changed({ kind: "team", id: tx.accountId });
    await mailReview(ctx, tx, account.name, week);
  });
}

async function mailReview(ctx: Context, tx: Transaction, business: string, week: Week): Promise<void> {
  const readers = await tx.rows<{ id: string }>(
    sql`select id from ringback.member where account_id = ${tx.accountId} and removed_at is null and email is not null and role in ('owner', 'coordinator') order by id`,
  );
  if (readers.length === 0) return;
  const [{ left }, now, before] = await Promise.all([
    countItems(tx, week.from),
    loadCounts(tx, week, everything),
    loadCounts(tx, weekBefore(week.from), everything),
  ]);
  const words = weeklyWords({
    business,
    week,
    left,
    figures: figuresOf(now),
    before: figuresOf(before),
    link: `${ctx.publicUrl}/measure/weekly?week=${week.from}`,
  });
  for (const { id: memberId } of readers) {
    const id = ctx.ids.next();
    const planned = await planNotification(tx, {
      id,
      memberId,
      callbackId: null,
      escalationId: null,
      channel: "email",
      key: `weekly:${week.from}`,
      urgency: "digest",
      usefulUntil: tx.now.add({ hours: usefulHours }),
      subject: words.subject,
      body: words.body,
      url: "/measure/weekly",
    });
    if (planned) tx.enqueue(sendEmailJob(tx.accountId, id));
  }
}
