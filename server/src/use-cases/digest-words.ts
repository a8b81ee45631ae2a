import { clockWords } from "@ringback/core/callbacks/clock-words.ts";
import type { DigestKind } from "@ringback/core/people/digest-times.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import type { Waiting } from "#db/stores/digests.ts";
import { isDiscreet } from "./notice-words.ts";

export interface DigestAbout {
  readonly trade: string;
  readonly publicUrl: string;
  readonly now: Temporal.Instant;
  /** Of the whole business, or of one person's own callbacks. */
  readonly ofAll: boolean;
}

/** A summary in the words of each channel. Where the trade is discreet it only counts. */
export function digestWords(kind: DigestKind, waiting: Waiting, { trade, publicUrl, now, ofAll }: DigestAbout) {
  const { count, overdue, business, timeZone } = waiting;
  const callers = count === 1 ? "1 caller is" : `${count} callers are`;
  const what = kind === "morning" ? "waiting" : "still waiting";
  const whom = ofAll ? "" : " for you";
  const late = overdue === 0 ? "" : `, ${overdue} overdue`;
  const subject = count === 0 ? `Nobody is ${what}${whom}` : `${callers} ${what}${whom}${late}`;
  const lines = isDiscreet(trade)
    ? []
    : waiting.first.map(({ who, number, dueAt, owner }) => {
        const name = who ?? (number === null ? "withheld number" : formatNumber(number));
        const isLate = Temporal.Instant.compare(dueAt, now) < 0;
        return `- ${name}, ${isLate ? "was due" : "due"} ${clockWords(dueAt, now, timeZone)}${ofAll ? `, ${owner}` : ""}`;
      });
  const more = count > lines.length && lines.length > 0 ? [`- and ${count - lines.length} more`] : [];
  const list = lines.length === 0 ? "" : `\n\n${[...lines, ...more].join("\n")}`;
  return {
    subject: `${business}: ${subject}`,
    body: kind === "morning" ? "The day begins: see who is first." : "The day ends: see who has not been called back.",
    short: `${business}: ${subject}. ${publicUrl}/today`,
    mail: `${subject}.${list}\n\n${publicUrl}/today`,
  };
}
