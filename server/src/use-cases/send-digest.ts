import { type DueDigest, digestsBetween, nextDigestAt } from "@ringback/core/people/digest-times.ts";
import { type NoticeChannel, noticeChannels } from "@ringback/core/people/notice-channels.ts";
import { isQuietFor } from "@ringback/core/people/quiet-hours.ts";
import { sendEmailJob, sendNoticeJob } from "#db/jobs.ts";
import { keepDigest, planDigests, waitingCallers } from "#db/stores/digests.ts";
import { planNotification } from "#db/stores/notifications.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { loadStaff, type Staff } from "#db/stores/staff.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { digestWords } from "./digest-words.ts";
import { planText } from "./plan-text.ts";
import { staffLines, toReachable } from "./staff-reach.ts";

/** A summary that is later than this says nothing about the day any more. */
const usefulHours = 4;

/**
 * Sends a person the summaries that have come due, each once a local day, and plans when to look again. A day without
 * anybody waiting says nothing, unless that is wanted.
 */
export async function sendDigest(ctx: Context, job: { accountId: string; memberId: string }): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const [person] = await loadStaff(tx, [job.memberId]);
    if (person === undefined) return;
    const { version, playbook } = await currentPlaybook(tx);
    const { settings } = person;
    const wish = {
      morning: settings.morningDigest,
      evening: settings.eveningDigest,
      morningAt: settings.morningAt,
      timeZone: settings.timeZone ?? person.businessTimeZone,
    };
    const due = digestsBetween(
      wish,
      playbook.hours,
      later(person.since, tx.now.subtract({ hours: usefulHours })),
      tx.now,
    );
    for (const digest of due) await sendOne(ctx, tx, person, digest, playbook.trade);
    const next = nextDigestAt(wish, playbook.hours, tx.now) ?? tx.now.add({ hours: 24 });
    planDigests(tx, person.id, next, version);
  });
}

/** Nobody is told of a morning before they came. */
function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) > 0 ? one : other;
}

async function sendOne(ctx: Context, tx: Transaction, person: Staff, digest: DueDigest, trade: string): Promise<void> {
  const leads = person.role === "owner" || person.role === "coordinator";
  const waiting = await waitingCallers(tx, leads ? null : person.id);
  const sent = waiting.count > 0 || person.settings.emptyDigests;
  const first = await keepDigest(tx, { memberId: person.id, ...digest, waiting: waiting.count, sent });
  if (!first || !sent) return;
  const words = digestWords(digest.kind, waiting, { trade, publicUrl: ctx.publicUrl, now: tx.now, ofAll: leads });
  const lines = await staffLines(ctx, tx);
  const reachable = toReachable(ctx, person, lines);
  // In quiet hours only what makes no noise.
  const quiet = isQuietFor(reachable.quiet, reachable.timeZone, "digest", tx.now);
  const silent: readonly NoticeChannel[] = ["email", "chat"];
  const usefulUntil = tx.now.add({ hours: usefulHours });
  const key = `digest:${digest.kind}:${digest.localDay}`;
  for (const channel of noticeChannels) {
    if (channel === "voice" || !reachable.choices.digest.includes(channel)) continue;
    if (!reachable.available.includes(channel) || (quiet && !silent.includes(channel))) continue;
    if (channel === "sms") {
      if (lines.text === null || person.phone === null) continue;
      await planText(ctx, tx, {
        class: "internal",
        purpose: "staff-alert",
        to: person.phone,
        from: { number: lines.text.number },
        body: words.short,
        memberId: person.id,
        usefulUntil,
        about: { notice: key },
      });
      continue;
    }
    const id = ctx.ids.next();
    const planned = await planNotification(tx, {
      id,
      memberId: person.id,
      callbackId: null,
      escalationId: null,
      channel,
      key,
      urgency: "digest",
      usefulUntil,
      subject: words.subject,
      body: channel === "email" ? words.mail : words.body,
      url: "/today",
    });
    if (planned) tx.enqueue(channel === "email" ? sendEmailJob(tx.accountId, id) : sendNoticeJob(tx.accountId, id));
  }
}
