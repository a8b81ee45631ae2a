import { clockWords } from "@ringback/core/callbacks/clock-words.ts";
import type { StaffNotice } from "@ringback/core/effect.ts";
import { type AlarmReason, alarmReasonWords } from "@ringback/core/escalation/alarm-reason.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";

/** What a notice about a callback is told from. */
export interface NoticeMatter {
  readonly callback_id: string;
  readonly due_at: Temporal.Instant;
  readonly time_zone: string;
  readonly trade: string;
  readonly business: string;
  readonly urgency: string;
  readonly caller: string | null;
  readonly contact_name: string | null;
  readonly reason: AlarmReason | null;
}

/** One notice in the words of each channel. */
export interface NoticeWords {
  /** What happened, without who. */
  readonly headline: string;
  readonly subject: string;
  /** A text or the body of a mail, with the link. */
  readonly text: string;
  /** Who and by when, for a push and a chat. */
  readonly body: string;
  /** One sentence that is spoken, and what to press. */
  readonly spoken: string;
  /** The path to look at it. */
  readonly path: string;
}

const headlines: Record<StaffNotice, string> = {
  "new-callback": "Missed call, yours to call back",
  "texted-us": "New text, yours to answer",
  "caller-answered": "They answered the question, see what they want",
  assigned: "A callback is yours now",
  "about-to-breach": "A callback is due soon",
  breached: "A callback is overdue",
  emergency: "EMERGENCY",
  complaint: "Complaint",
  escalation: "Alarm",
  "review-overdue": "Nobody has decided a review in time",
};

/** Whether nothing of the caller may leave the sign-in (docs/rules.md E4). */
export function isDiscreet(trade: string): boolean {
  return trade === "healthcare" || trade === "legal";
}

/** Who and by when, with a link. Where the trade is discreet, neither name nor number nor reason leaves the sign-in. */
export function noticeWords(kind: StaffNotice, about: NoticeMatter, publicUrl: string): NoticeWords {
  const discreet = isDiscreet(about.trade);
  const headline = discreet && kind === "complaint" ? "Somebody is needed" : headlines[kind];
  const who = discreet
    ? "a caller"
    : (about.contact_name ?? (about.caller === null ? "withheld number" : formatNumber(about.caller)));
  const due = about.due_at
    .toZonedDateTimeISO(about.time_zone)
    .toLocaleString("en-US", { weekday: "short", hour: "numeric", minute: "2-digit" });
  const why = whyWords(kind, about, discreet);
  const spoken = `Ringback, for ${about.business}. ${spokenHeadlines[kind] ?? headline}: ${who}${why.replace(/[()]/g, "").replace(/^ /, ", ")}. Press 1 to take it in hand.`;
  if (kind === "review-overdue") {
    const subject = `${headline}: ${who}`;
    const path = "/review";
    return { headline, subject, body: who, spoken, path, text: `${about.business}: ${subject}. ${publicUrl}${path}` };
  }
  const acknowledge = kind === "escalation" ? " Reply OK to take it in hand." : "";
  const body = `${who}, due ${due}${why}`;
  const subject = `${headline}: ${body}`;
  return {
    headline,
    subject,
    body,
    spoken,
    path: `/today/${about.callback_id}`,
    text: `${about.business}: ${subject}.${acknowledge} ${publicUrl}/today`,
  };
}

/** One message about all that is overdue for somebody: how many, and since when. It names nobody, so it suits every trade. */
export function manyOverdueWords(
  {
    count,
    callbackId,
    dueAt,
  }: { readonly count: number; readonly callbackId: string; readonly dueAt: Temporal.Instant },
  about: Pick<NoticeMatter, "business" | "time_zone">,
  publicUrl: string,
  now: Temporal.Instant,
): NoticeWords {
  const headline = `${count} callers are overdue`;
  const body = `The longest since ${clockWords(dueAt, now, about.time_zone)}`;
  const subject = `${headline}, the longest since ${clockWords(dueAt, now, about.time_zone)}`;
  return {
    headline,
    subject,
    body,
    spoken: `Ringback, for ${about.business}. ${subject}. Press 1 to take the longest in hand.`,
    path: `/today/${callbackId}`,
    text: `${about.business}: ${subject}. ${publicUrl}/today`,
  };
}

const spokenHeadlines: Partial<Record<StaffNotice, string>> = { emergency: "Emergency", escalation: "An alarm" };

function whyWords(kind: StaffNotice, { reason, urgency }: NoticeMatter, discreet: boolean): string {
  if (kind === "escalation")
    return ` (${reason === null || discreet ? "needs somebody now" : alarmReasonWords[reason]})`;
  return urgency === "emergency" && !discreet && kind !== "emergency" ? " (emergency)" : "";
}
