/** A calendar week of the account, from Monday to Sunday, as ISO dates. */
export interface Week {
  readonly from: string;
  readonly to: string;
}

/** The week a day lies in. */
export function weekOf(day: string): Week {
  const date = Temporal.PlainDate.from(day);
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  return { from: monday.toString(), to: monday.add({ days: 6 }).toString() };
}

/** The last week that is over on this day. */
export function weekBefore(day: string): Week {
  return weekOf(Temporal.PlainDate.from(day).subtract({ days: 7 }).toString());
}

/** Reviews are opened on Monday at this hour of the account's own clock: before the day begins, after the week has. */
const opensAtHour = 7;

/** The week to be reviewed now: the last one that is over, from Monday morning on; before that the one before. */
export function weekToReview(now: Temporal.Instant, timeZone: string): Week {
  const local = now.toZonedDateTimeISO(timeZone);
  const day = local.dayOfWeek === 1 && local.hour < opensAtHour ? local.subtract({ days: 1 }) : local;
  return weekBefore(day.toPlainDate().toString());
}
