import type { FigureQuestion } from "#db/queries/figure-question.ts";
import type { AskedLeaks, KeptLeakReport, LeakQuestion } from "#db/stores/leak-reports.ts";
import { hashToken } from "#token-hash.ts";

/** What the page of leaks asks when nobody chose anything. */
export const usualQuestion: AskedLeaks = { range: "last-28-days" };

/** Reports of so many calls are worked out while the page waits: less than a second. */
export const whileWaiting = 4_000;

/** A question that was asked within so many days is made ready for the next, and its report may stand in for a newer one. */
export const askedAgainDays = 7;

/** The day since which a question counts as asked lately. */
export function askedSince(today: string): string {
  return Temporal.PlainDate.from(today).subtract({ days: askedAgainDays }).toString();
}

/** One name for one question. */
export function leakKey({ range, filter }: Pick<LeakQuestion, "range" | "filter">): string {
  // Read back from the database, an object has its fields in another order.
  const fields = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashToken(JSON.stringify([range.from, range.to, fields]));
}

/** What to keep of a question that was read; one with a last day is about the same days for ever. */
export function leakQuestion(question: FigureQuestion, asked: AskedLeaks, askedOn: string | null): LeakQuestion {
  const { timeZone, range, filter, rangeWords, filterWords, today } = question;
  return {
    timeZone,
    range,
    filter,
    rangeWords,
    filterWords,
    ...(askedOn === null ? {} : { askedOn }),
    ...(asked.to === undefined ? { daily: { asked: inOneForm(asked), day: today } } : {}),
  };
}

/** So that the same question is the same text: only what it is asked by, and the usual range by its name. */
function inOneForm({ range, from, number, source, line, reason, lane, returning, hours }: AskedLeaks): AskedLeaks {
  const days = from === undefined ? { range: range ?? usualQuestion.range } : { from };
  const narrowed = { number, source, line, reason, lane, returning, hours };
  return { ...days, ...Object.fromEntries(Object.entries(narrowed).filter(([, value]) => value !== undefined)) };
}

/** A report of days that are not over is made anew after so long, one of past days after a day. */
const freshMinutes = 10;
const pastFreshHours = 24;

/** Whether a kept report still says what one made now would, but for the calls of the last minutes. */
export function isFresh(kept: KeptLeakReport, playbookVersion: number, now: Temporal.Instant): boolean {
  if (kept.report === null || kept.playbookVersion !== playbookVersion) return false;
  const madeOn = kept.madeAt.toZonedDateTimeISO(kept.about.timeZone).toPlainDate().toString();
  const wentOn = kept.about.range.to >= madeOn;
  const until = kept.madeAt.add(wentOn ? { minutes: freshMinutes } : { hours: pastFreshHours });
  return Temporal.Instant.compare(now, until) < 0;
}
