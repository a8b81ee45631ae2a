/** The moment as people say it near a clock: `14:17` today, `Mon 8:15` within six days, else `21 Nov 8:15`. */
export function clockWords(at: Temporal.Instant, now: Temporal.Instant, timeZone: string): string {
  const local = at.toZonedDateTimeISO(timeZone);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const time = `${local.hour}:${String(local.minute).padStart(2, "0")}`;
  const days = Math.abs(today.until(local.toPlainDate(), { largestUnit: "days" }).days);
  if (days === 0) return time;
  const day = days < 7 ? weekdays[local.dayOfWeek - 1] : `${local.day} ${months[local.month - 1]}`;
  return `${day} ${time}`;
}

/** A short length of time: `0.4 s`, `22 s`, `3 min`, `2 h`. */
export function lengthWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
