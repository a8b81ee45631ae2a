import { businessMinutesBetween } from "@ringback/core/business-hours/business-minutes-between.ts";
import type { BusinessCalendar } from "@ringback/core/business-hours/calendar.ts";
import { isOpenAt, openUntil } from "@ringback/core/business-hours/is-open.ts";
import { nextOpening } from "@ringback/core/business-hours/next-opening.ts";

/**
 * The moment the demo begins, as its stories need it. Whatever the weekday and hour, some clocks must be seen running:
 *
 * - Ordinary clocks count open minutes only. Stories that need one count back from `worked`: now while the business is
 *   open, else its last closing. What was left over at closing is then due soon after the next opening.
 * - An overdue one needs a due time just past. While open, its call is found by counting open minutes back, over a night
 *   if need be (`overdueStart`). While closed no ordinary clock can just have run out, so the overdue one is then an
 *   emergency, whose clock runs at night too.
 * - The fresh emergency runs at any hour.
 */
export interface Moment {
  readonly now: Temporal.Instant;
  readonly isOpen: boolean;
  readonly worked: Temporal.Instant;
  /** The first open instant from an instant on. */
  opening(from: Temporal.Instant): Temporal.Instant;
  /** When a call must have come in for its clock of so many open minutes to have run out `agoMinutes` ago; null when that moment was not open. */
  overdueStart(targetMinutes: number, agoMinutes: number): Temporal.Instant | null;
}

export function momentOf(calendar: BusinessCalendar, now: Temporal.Instant): Moment {
  const isOpen = isOpenAt(calendar, now);
  return {
    now,
    isOpen,
    worked: isOpen ? now : lastClosing(calendar, now),
    opening: (from) => nextOpening(calendar, from) ?? from,
    overdueStart(targetMinutes, agoMinutes) {
      const dueAt = now.subtract({ minutes: agoMinutes });
      if (!isOpenAt(calendar, dueAt)) return null;
      let start = dueAt.subtract({ minutes: targetMinutes });
      while (businessMinutesBetween(calendar, start, dueAt) < targetMinutes) start = start.subtract({ minutes: 1 });
      return start;
    },
  };
}

/** Looks back in quarters of an hour; a business of the demo is not open for less. */
function lastClosing(calendar: BusinessCalendar, now: Temporal.Instant): Temporal.Instant {
  for (let quarters = 1; quarters < 4 * 24 * 14; quarters += 1) {
    const before = now.subtract({ minutes: 15 * quarters });
    const closing = isOpenAt(calendar, before) ? openUntil(calendar, before) : null;
    if (closing !== null) return closing;
  }
  return now;
}
