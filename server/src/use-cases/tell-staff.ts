import type { StaffNotice } from "@ringback/core/effect.ts";
import { type AlarmReason, alarmReasonWords } from "@ringback/core/escalation/alarm-reason.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { sql } from "kysely";
import { sendEmailJob, sendMessageJob } from "#db/jobs.ts";
import { planMessage } from "#db/stores/messages.ts";
import { planNotification } from "#db/stores/notifications.ts";
import { team } from "#db/stores/team.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

interface TellStaff {
  readonly accountId: string;
  readonly callbackId: string;
  readonly memberIds: readonly string[];
  readonly about: StaffNotice;
  readonly escalationId?: string;
  /** Which step of the ladder; makes each telling one of a kind. */
  readonly step?: string;
}

/** Tells people by text and e-mail, as each of them wants it. The same notice, run twice, reaches a person once. */
export async function tellStaff(ctx: Context, job: TellStaff): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const texting = Object.values(ctx.telephony).filter(({ abilities }) => abilities.sms);
    const about = await loadNotice(
      tx,
      job.callbackId,
      texting.map(({ name }) => name),
    );
    if (about === null || (about.state === "closed" && job.about !== "assigned")) return;
    const words = noticeWords(job.about, about, ctx.publicUrl);
    const key = [job.about, job.callbackId, job.escalationId ?? "", job.step ?? ""].join(":");
    for (const member of (await team(tx)).filter((one) => job.memberIds.includes(one.id))) {
      if (member.notify_by_sms && member.phone && about.line)
        await textMember(ctx, tx, job, about, { ...member, phone: member.phone }, words.text, key);
      if (member.notify_by_email && member.email && ctx.email)
        await mailMember(ctx, tx, job, { ...member, email: member.email }, words, key);
    }
  });
}

interface Notice {
  readonly state: string;
  readonly due_at: Temporal.Instant;
  readonly time_zone: string;
  readonly trade: string;
  readonly business: string;
  readonly urgency: string;
  readonly caller: string | null;
  readonly contact_name: string | null;
  readonly reason: AlarmReason | null;
  readonly line: string | null;
  readonly connection_id: string | null;
}

/** The text leaves from the line of the matter; where that cannot text, from another of the business that can. */
function loadNotice(tx: Transaction, callbackId: string, texting: readonly string[]): Promise<Notice | null> {
  return tx.first(sql<Notice>`
    select b.state, b.due_at, a.time_zone, a.trade, a.name as business, b.urgency, b.caller, c.name as contact_name, e.reason, n.number as line, n.connection_id
    from ringback.callback b join ringback.account a on a.id = b.account_id
    left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
    left join lateral (
      select n.number, n.connection_id from ringback.phone_number n
      join ringback.connection p on p.account_id = n.account_id and p.id = n.connection_id and p.provider = any(${[...texting]}::text[])
      where n.account_id = b.account_id and (n.id = b.number_id or n.registration in ('approved', 'exempt') and n.retired_at is null)
      order by n.id is distinct from b.number_id, n.created_at, n.id limit 1) n on true
    left join lateral (select reason from ringback.escalation e where e.account_id = b.account_id and e.callback_id = b.id order by raised_at desc limit 1) e on true
    where b.account_id = ${tx.accountId} and b.id = ${callbackId}`);
}

const headlines: Record<StaffNotice, string> = {
  "new-callback": "Missed call, yours to call back",
  assigned: "A callback is yours now",
  "about-to-breach": "A callback is due soon",
  breached: "A callback is overdue",
  emergency: "EMERGENCY",
  complaint: "Complaint",
  escalation: "Alarm",
  "review-overdue": "Nobody has decided a review in time",
};

/** Who and by when, with a link. In healthcare no name, number or reason leaves the sign-in (docs/rules.md E4). */
function noticeWords(kind: StaffNotice, about: Notice, publicUrl: string): { subject: string; text: string } {
  const discreet = about.trade === "healthcare" || about.trade === "legal";
  const who = discreet
    ? "a caller"
    : (about.contact_name ?? (about.caller === null ? "withheld number" : formatNumber(about.caller)));
  const due = about.due_at
    .toZonedDateTimeISO(about.time_zone)
    .toLocaleString("en-US", { weekday: "short", hour: "numeric", minute: "2-digit" });
  const why =
    kind === "escalation"
      ? ` (${about.reason === null ? "needs somebody now" : alarmReasonWords[about.reason]})`
      : about.urgency === "emergency" && !discreet
        ? " (emergency)"
        : "";
  const acknowledge = kind === "escalation" ? " Reply OK to take it in hand." : "";
  if (kind === "review-overdue") {
    const subject = `${headlines[kind]}: ${who}`;
    return { subject, text: `${about.business}: ${subject}. ${publicUrl}/review` };
  }
  const subject = `${headlines[kind]}: ${who}, due ${due}${why}`;
  return { subject, text: `${about.business}: ${subject}.${acknowledge} ${publicUrl}/today` };
}

async function textMember(
  ctx: Context,
  tx: Transaction,
  job: TellStaff,
  about: Notice,
  member: { id: string; phone: string },
  body: string,
  key: string,
): Promise<void> {
  const already =
    await tx.first(sql`select 1 as one from ringback.message where account_id = ${tx.accountId} and callback_id = ${job.callbackId} and purpose = 'staff-alert'
    and member_id = ${member.id} and decision->>'notice' = ${key}`);
  if (already) return;
  const id = ctx.ids.next();
  await planMessage(tx, {
    id,
    purpose: "staff-alert",
    class: "internal",
    state: "queued",
    connectionId: about.connection_id,
    fromNumber: about.line,
    toNumber: member.phone,
    body,
    callbackId: job.callbackId,
    escalationId: job.escalationId ?? null,
    memberId: member.id,
    decision: { notice: key },
    reason: null,
    playbookVersion: null,
    usefulUntil: tx.now.add({ hours: 2 }),
  });
  tx.enqueue(sendMessageJob(tx.accountId, id, tx.now));
}

async function mailMember(
  ctx: Context,
  tx: Transaction,
  job: TellStaff,
  member: { id: string; email: string },
  words: { subject: string; text: string },
  key: string,
): Promise<void> {
  const id = ctx.ids.next();
  const planned = await planNotification(tx, {
    id,
    memberId: member.id,
    callbackId: job.callbackId,
    escalationId: job.escalationId ?? null,
    kind: key,
    subject: words.subject,
    body: words.text,
  });
  if (planned) tx.enqueue(sendEmailJob(tx.accountId, id));
}
