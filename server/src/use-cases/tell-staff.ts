import type { StaffNotice } from "@ringback/core/effect.ts";
import { tellOverdue } from "@ringback/core/escalation/gather-overdue.ts";
import { type HowToTell, howToTell } from "@ringback/core/people/how-to-tell.ts";
import type { NoticeChannel } from "@ringback/core/people/notice-channels.ts";
import { urgencyOfNotice } from "@ringback/core/people/notice-urgency.ts";
import type { NoticeUrgency } from "@ringback/core/people/quiet-hours.ts";
import { sql } from "kysely";
import { sendEmailJob, sendNoticeJob, tellStaffJob } from "#db/jobs.ts";
import { appendCallbackEvent } from "#db/stores/callbacks.ts";
import { chatWebhookOf } from "#db/stores/chat-webhooks.ts";
import { planNotification, ringsAlready } from "#db/stores/notifications.ts";
import { isFirstTelling, lastOverdueTelling, noteOverdueTelling, overdueFor } from "#db/stores/overdue-tellings.ts";
import { loadStaff, type Staff } from "#db/stores/staff.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { noticeFailedEverywhere } from "./notice-failed-everywhere.ts";
import { manyOverdueWords, type NoticeMatter, type NoticeWords, noticeWords } from "./notice-words.ts";
import { planText } from "./plan-text.ts";
import { type StaffLines, staffLines, toReachable } from "./staff-reach.ts";

interface TellStaff {
  readonly accountId: string;
  readonly callbackId: string;
  readonly memberIds: readonly string[];
  readonly about: StaffNotice;
  readonly escalationId?: string;
  /** Which step of the ladder; makes each telling one of a kind. */
  readonly step?: string;
  /** It waited for somebody's quiet hours to end. */
  readonly held?: true;
  /** One message to one person about all that is overdue, whatever the callback; which gathering, so that each tells once. */
  readonly gathered?: string;
}

/** After so long a notice is of no use any more. */
const usefulHours = 2;

/**
 * Tells people by the channels each of them chose for its urgency; their quiet hours hold it back, but never an emergency
 * that nobody else would hear. The same notice, run twice, reaches a person once on each channel.
 */
export async function tellStaff(ctx: Context, asked: TellStaff): Promise<void> {
  await transaction(ctx.db, asked.accountId, ctx.clock.now(), async (tx) => {
    const job = asked.gathered === undefined ? asked : await aboutAllOverdue(tx, asked, asked.memberIds);
    if (job === null) return;
    const about = await loadMatter(tx, job);
    if (about === null || isOver(about, job)) return;
    const lines = await staffLines(ctx, tx, about.number_id);
    const wanted = job.held ? job.memberIds.filter((id) => stillTheirs(id, about, job)) : job.memberIds;
    const staff = await loadStaff(tx, wanted);
    const urgency = urgencyOfNotice(job.about, { urgency: about.urgency, alarmReason: about.reason });
    const told = howToTell(
      staff.map((one) => toReachable(ctx, one, lines)),
      urgency,
      tx.now,
    );
    const notice: PlannedNotice = {
      job,
      urgency,
      lines,
      key: [job.gathered ?? job.about, job.callbackId, job.escalationId ?? "", job.step ?? ""].join(":"),
      words: noticeWords(job.about, about, ctx.publicUrl),
    };
    for (const how of told) {
      const person = staff.find(({ id }) => id === how.memberId);
      if (person === undefined) continue;
      const words = how.tell === "now" ? await wordsForPerson(ctx, tx, job, about, notice, person.id) : notice.words;
      if (words !== null) await tellPerson(ctx, tx, { ...notice, words }, person, how);
    }
    if (!job.held && job.gathered === undefined) await tellChat(ctx, tx, notice);
    if (job.escalationId !== undefined && told.every(({ tell }) => tell === "not"))
      await noticeFailedEverywhere(ctx, tx, { ...job, escalationId: job.escalationId, key: notice.key });
  });
}

interface Matter extends NoticeMatter {
  readonly state: string;
  readonly owner_id: string;
  readonly number_id: string | null;
  readonly alarm_over: boolean;
}

function loadMatter(tx: Transaction, { callbackId, escalationId }: TellStaff): Promise<Matter | null> {
  return tx.first(sql<Matter>`
    select b.id as callback_id, b.state, b.owner_id, b.number_id, b.due_at, a.time_zone, a.trade, a.name as business, b.urgency, b.caller, c.name as contact_name, e.reason,
      coalesce((select acknowledged_at is not null or ended_at is not null from ringback.escalation
        where account_id = b.account_id and id = ${escalationId ?? null}::uuid), false) as alarm_over
    from ringback.callback b join ringback.account a on a.id = b.account_id
    left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
    left join lateral (select reason from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id order by raised_at desc limit 1) e on true
    where b.account_id = ${tx.accountId} and b.id = ${callbackId}`);
}

function isOver(about: Matter, job: TellStaff): boolean {
  return about.alarm_over || (about.state === "closed" && job.about !== "assigned");
}

/** What was held may be somebody else's by now. */
function stillTheirs(memberId: string, about: Matter, job: TellStaff): boolean {
  if (about.state === "closed") return false;
  const ofOwner =
    job.about === "new-callback" ||
    job.about === "texted-us" ||
    job.about === "assigned" ||
    job.about === "about-to-breach";
  return !ofOwner || about.owner_id === memberId;
}

/** What this person is told; null when they hear of it in one message with everything else that is overdue. */
async function wordsForPerson(
  ctx: Context,
  tx: Transaction,
  job: TellStaff,
  about: Matter,
  { key, words }: PlannedNotice,
  memberId: string,
): Promise<NoticeWords | null> {
  const { escalationId } = job;
  if (escalationId === undefined || job.about !== "escalation" || !isCalm(about, job)) return words;
  const lastToldAt = await lastOverdueTelling(tx, memberId, key);
  const isFirst = await isFirstTelling(tx, escalationId, memberId);
  const telling = job.gathered === undefined ? tellOverdue(lastToldAt, isFirst, tx.now) : { do: "tell" as const };
  if (telling.do === "tell") {
    noteOverdueTelling(tx, memberId, key);
    const all = await overdueFor(tx, memberId);
    return all === null || all.count < 2 ? words : manyOverdueWords(all, about, ctx.publicUrl, tx.now);
  }
  noteInHistory(ctx, tx, job, "notice-gathered", { memberId });
  if (telling.do === "gather") {
    const gathered = `overdue-${telling.at.epochMilliseconds}`;
    const together = { ...job, memberIds: [memberId], gathered };
    tx.enqueue(tellStaffJob(tx.accountId, together, { runAt: telling.at, key: `tell-overdue:${memberId}` }));
  }
  return null;
}

/** Late and no more; what somebody gave on by hand is told by itself. */
function isCalm(about: Matter, { step }: TellStaff): boolean {
  return about.reason === "overdue" && about.urgency !== "emergency" && /^\d/.test(step ?? "");
}

/** The gathered notice stands by the case that has waited longest; null: by now nothing of this person's is overdue. */
async function aboutAllOverdue(
  tx: Transaction,
  job: TellStaff,
  [memberId = ""]: readonly string[],
): Promise<TellStaff | null> {
  const all = await overdueFor(tx, memberId);
  return all === null ? null : { ...job, callbackId: all.callbackId, escalationId: all.escalationId, step: all.step };
}

interface PlannedNotice {
  readonly job: TellStaff;
  readonly urgency: NoticeUrgency;
  readonly lines: StaffLines;
  readonly key: string;
  readonly words: NoticeWords;
}

async function tellPerson(
  ctx: Context,
  tx: Transaction,
  notice: PlannedNotice,
  person: Staff,
  how: HowToTell,
): Promise<void> {
  const { job } = notice;
  if (how.tell === "later") {
    const held = { ...job, memberIds: [person.id], held: true as const };
    tx.enqueue(tellStaffJob(tx.accountId, held, { runAt: how.until, key: `tell-staff:${notice.key}:${person.id}` }));
    noteInHistory(ctx, tx, job, "notice-held", { memberId: person.id, until: how.until.toString() });
    return;
  }
  if (how.tell === "not") {
    if (job.escalationId !== undefined)
      noteInHistory(ctx, tx, job, "not-told", { memberId: person.id, because: how.because });
    return;
  }
  if (how.override !== null)
    noteInHistory(ctx, tx, job, "told-in-spite", { memberId: person.id, because: how.override });
  for (const channel of how.channels) {
    if (channel === "sms") await textPerson(ctx, tx, notice, person);
    else await planChannel(ctx, tx, notice, person, channel);
  }
}

function noteInHistory(ctx: Context, tx: Transaction, job: TellStaff, kind: string, detail: object): void {
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId: job.callbackId, kind, by: null, detail: { ...detail } });
  tx.changed({ kind: "callback", id: job.callbackId });
}

async function planChannel(
  ctx: Context,
  tx: Transaction,
  { job, urgency, lines, key, words }: PlannedNotice,
  person: Staff | null,
  channel: Exclude<NoticeChannel, "sms">,
): Promise<void> {
  if (channel === "voice" && person !== null && (await ringsAlready(tx, person.id, job.callbackId))) return;
  const id = ctx.ids.next();
  const call = channel === "voice" && lines.call !== null ? lines.call : null;
  const planned = await planNotification(tx, {
    id,
    memberId: person?.id ?? null,
    callbackId: job.callbackId,
    escalationId: job.escalationId ?? null,
    channel,
    key,
    subject: channel === "email" ? words.subject : words.headline,
    body: channel === "email" ? words.text : channel === "voice" ? words.spoken : words.body,
    url: words.path,
    urgency,
    usefulUntil: tx.now.add({ hours: usefulHours }),
    ...(call === null ? {} : { detail: { line: call.number, connectionId: call.connectionId } }),
  });
  if (!planned) return;
  tx.enqueue(channel === "email" ? sendEmailJob(tx.accountId, id) : sendNoticeJob(tx.accountId, id));
}

async function textPerson(
  ctx: Context,
  tx: Transaction,
  { job, lines, key, words }: PlannedNotice,
  person: Staff,
): Promise<void> {
  const already =
    await tx.first(sql`select 1 as one from ringback.message where account_id = ${tx.accountId} and callback_id = ${job.callbackId} and purpose = 'staff-alert'
    and member_id = ${person.id} and decision->>'notice' = ${key}`);
  if (already || lines.text === null || person.phone === null) return;
  const planned = await planText(ctx, tx, {
    class: "internal",
    purpose: "staff-alert",
    to: person.phone,
    from: { number: lines.text.number },
    body: words.text,
    callbackId: job.callbackId,
    escalationId: job.escalationId ?? null,
    memberId: person.id,
    usefulUntil: tx.now.add({ hours: usefulHours }),
    about: { notice: key },
  });
  if (planned.state === "suppressed" && job.escalationId !== undefined)
    await noticeFailedEverywhere(ctx, tx, { ...job, escalationId: job.escalationId, key });
}

/** The chat of the business is told once of each thing, whoever else is. */
async function tellChat(ctx: Context, tx: Transaction, notice: PlannedNotice): Promise<void> {
  if (ctx.chat === null) return;
  const webhook = await chatWebhookOf(tx, null);
  if (webhook?.urgencies.includes(notice.urgency)) await planChannel(ctx, tx, notice, null, "chat");
}
