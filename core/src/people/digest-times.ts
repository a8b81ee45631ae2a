import type { BusinessCalendar } from "#business-hours/calendar.ts";
import { isOpenAt, openUntil } from "#business-hours/is-open.ts";
import { nextOpening } from "#business-hours/next-opening.ts";

/** What the day brings, and who is still waiting at its end. */
export type DigestKind = "morning" | "evening";

/** Which summaries a person wants, and when. */
export interface DigestWish {
  readonly morning: boolean;
  readonly evening: boolean;
  /** Local "HH:MM" of the person's own start of the day; null: when the business opens. */
  readonly morningAt: string | null;
  readonly timeZone: string;
}

export interface DueDigest {
  readonly kind: DigestKind;
  /** The ISO date it is about: one of a kind a person and day, however often a clock shows an hour. */
  readonly localDay: string;
  readonly at: Temporal.Instant;
}

/** Where a business has no opening or closing of the day because it never closes. */
const neverCloses = { morning: "08:00", evening: "18:00" } as const;
const stretchesMax = 12;

/**
 * The summaries due after `from` and not after `until`, in order. The morning one at the person's own time every day, or
 * at the opening on days on which the business opens; the evening one when it closes for the last time of the day.
 */
export function digestsBetween(
  wish: DigestWish,
  hours: BusinessCalendar,
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly DueDigest[] {
  const found: DueDigest[] = [];
  const own = wish.morningAt;
  if (wish.morning && own !== null)
    for (const day of daysAround(wish.timeZone, from, until))
      found.push({ kind: "morning", localDay: day.toString(), at: localTime(day, own, wish.timeZone) });
  for (const day of daysAround(hours.timeZone, from, until)) {
    const localDay = day.toString();
    const business = businessDay(day, hours);
    if (business === null) continue;
    if (wish.morning && own === null) found.push({ kind: "morning", localDay, at: business.opensAt });
    if (wish.evening) found.push({ kind: "evening", localDay, at: business.closesAt });
  }
  return found
    .filter(({ at }) => Temporal.Instant.compare(at, from) > 0 && Temporal.Instant.compare(at, until) <= 0)
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** The first of them after this moment; null when there is none within nine days. */
export function nextDigestAt(
  wish: DigestWish,
  hours: BusinessCalendar,
  now: Temporal.Instant,
): Temporal.Instant | null {
  return digestsBetween(wish, hours, now, now.add({ hours: 9 * 24 }))[0]?.at ?? null;
}

/** Also the two days before: a shift may close a day later, and days are not all 24 hours. */
function daysAround(timeZone: string, from: Temporal.Instant, until: Temporal.Instant): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = [];
  const last = until.toZonedDateTimeISO(timeZone).toPlainDate();
  let day = from.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 2 });
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) days.push(day);
  return days;
}

/** When the business first opens and last closes by what stands in its hours for this date; null for a day it stays shut. */
function businessDay(
  day: Temporal.PlainDate,
  hours: BusinessCalendar,
): { readonly opensAt: Temporal.Instant; readonly closesAt: Temporal.Instant } | null {
  const midnight = day.toZonedDateTime(hours.timeZone).toInstant();
  const nextMidnight = day.add({ days: 1 }).toZonedDateTime(hours.timeZone).toInstant();
  // Open for longer than until then is not closing this day at all.
  const dayAfter = day.add({ days: 2 }).toZonedDateTime(hours.timeZone).toInstant();
  let at = midnight;
  // What is open at midnight already began the day before and is that day's.
  const carried = isOpenAt(hours, midnight) && isOpenAt(hours, midnight.subtract({ milliseconds: 1 }));
  if (carried) {
    const ends = openUntil(hours, midnight);
    if (ends === null || Temporal.Instant.compare(ends, nextMidnight) >= 0)
      return {
        opensAt: localTime(day, neverCloses.morning, hours.timeZone),
        closesAt: localTime(day, neverCloses.evening, hours.timeZone),
      };
    at = ends;
  }
  let opensAt: Temporal.Instant | null = null;
  let closesAt: Temporal.Instant | null = null;
  for (let stretch = 0; stretch < stretchesMax; stretch += 1) {
    const opens = nextOpening(hours, at);
    if (opens === null || Temporal.Instant.compare(opens, nextMidnight) >= 0) break;
    opensAt ??= opens;
    const closes = openUntil(hours, opens);
    if (closes === null || Temporal.Instant.compare(closes, dayAfter) > 0) {
      const evening = localTime(day, neverCloses.evening, hours.timeZone);
      closesAt = Temporal.Instant.compare(evening, opens) > 0 ? evening : nextMidnight;
      break;
    }
    closesAt = closes;
    at = closes;
  }
  return opensAt === null || closesAt === null ? null : { opensAt, closesAt };
}

/** A time that the clock skips is the moment after the gap; one that it shows twice is the first. */
function localTime(day: Temporal.PlainDate, time: string, timeZone: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}
