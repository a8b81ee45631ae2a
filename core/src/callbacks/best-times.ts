import type { BusinessCalendar } from "#business-hours/calendar.ts";
import { isOpenAt } from "#business-hours/is-open.ts";
import type { BestHour } from "./best-hours.ts";

export interface BestTime {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly why: string;
}

/** How far ahead a best time is worth showing. */
const daysAhead = 2;

/** The caller's own hours as moments of today and the next two days at which the business is open, soonest first. */
export function bestTimes(best: readonly BestHour[], hours: BusinessCalendar, now: Temporal.Instant): BestTime[] {
  const today = now.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  return best
    .flatMap(({ hour, why }): BestTime[] => {
      for (let day = 0; day <= daysAhead; day += 1) {
        const from = today
          .add({ days: day })
          .toZonedDateTime({ timeZone: hours.timeZone, plainTime: { hour } })
          .toInstant();
        const until = from.add({ hours: 1 });
        if (Temporal.Instant.compare(until, now) > 0 && isOpenAt(hours, from)) return [{ from, until, why }];
      }
      return [];
    })
    .sort((a, b) => Temporal.Instant.compare(a.from, b.from));
}
