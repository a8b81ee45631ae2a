/** When a report is mailed again and again, by the clocks of the account. A month without the day has it on its last one. */
export type ReportTiming =
  | { readonly every: "week"; readonly weekday: number; readonly hour: number }
  | { readonly every: "month"; readonly day: number; readonly hour: number };

/**
 * The next time after `after`. An hour that a change of the clocks skips comes when the clocks have moved on; of one that
 * it repeats the first counts: each due day has one time.
 */
export function nextReportAt(timing: ReportTiming, after: Temporal.Instant, timeZone: string): Temporal.Instant {
  const today = after.toZonedDateTimeISO(timeZone).toPlainDate();
  for (let ahead = 0; ; ahead += 1) {
    const date = dueDay(timing, today, ahead);
    const due = date.toZonedDateTime({ timeZone, plainTime: { hour: timing.hour } }).toInstant();
    if (Temporal.Instant.compare(due, after) > 0) return due;
  }
}

/** The due day of this week or month, or of one `ahead`. */
function dueDay(timing: ReportTiming, today: Temporal.PlainDate, ahead: number): Temporal.PlainDate {
  if (timing.every === "week") return today.add({ days: timing.weekday - today.dayOfWeek + 7 * ahead });
  // A day that a month does not have is its last one.
  return today.with({ day: 1 }).add({ months: ahead }).with({ day: timing.day }, { overflow: "constrain" });
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** `Every Monday at 7:00`. */
export function timingWords(timing: ReportTiming): string {
  const when = `at ${timing.hour}:00`;
  if (timing.every === "week") return `Every ${weekdays[timing.weekday - 1] ?? ""} ${when}`;
  return `Every month on day ${timing.day} ${when}`;
}
