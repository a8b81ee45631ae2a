// Instants in words, always in the business's own zone. Formatters are costly to make, so each is made once.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone}|${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat("en-GB", { ...options, timeZone });
    formatters.set(key, found);
  }
  return found;
}

/** `14:02` */
export function clockTime(ms: number, timeZone: string): string {
  return formatter(timeZone, { hour: "2-digit", minute: "2-digit" }).format(ms);
}

/** `14:02:07` */
export function clockTimeSeconds(ms: number, timeZone: string): string {
  return formatter(timeZone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(ms);
}

/** `Mon` */
export function weekdayShort(ms: number, timeZone: string): string {
  return formatter(timeZone, { weekday: "short" }).format(ms);
}

/** `17 Nov` */
export function dayMonth(ms: number, timeZone: string): string {
  return formatter(timeZone, { day: "numeric", month: "short" }).format(ms);
}

/** `2026-11-17`, the local date. */
export function localDate(ms: number, timeZone: string): string {
  const parts = formatter(timeZone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(ms);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** `Mon 14:02` */
export function dayAndTime(ms: number, timeZone: string): string {
  return `${weekdayShort(ms, timeZone)} ${clockTime(ms, timeZone)}`;
}

/** As short as can be without doubt: `14:02` today, `yesterday 14:02`, `Mon 8:15` within a week, `17 Nov 14:02` beyond. */
export function whenWords(ms: number, nowMs: number, timeZone: string): string {
  const days = dayDistance(ms, nowMs, timeZone);
  const time = clockTime(ms, timeZone);
  if (days === 0) return time;
  if (days === -1) return `yesterday ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  if (Math.abs(days) < 7) return `${weekdayShort(ms, timeZone)} ${time}`;
  return `${dayMonth(ms, timeZone)} ${time}`;
}

/** Calendar days from now to the instant, as the business counts them: 0 today, 1 tomorrow, -1 yesterday. */
export function dayDistance(ms: number, nowMs: number, timeZone: string): number {
  const day = (each: number) => Date.parse(`${localDate(each, timeZone)}T00:00:00Z`) / 86_400_000;
  return Math.round(day(ms) - day(nowMs));
}

/** A length of time in words: `31 s`, `6 min`, `2 h 5 min`, `3 days`. */
export function durationWords(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** Minutes and seconds of a recording: `0:12`. */
export function playTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A moment of a story, to the second when it was today: `14:02:07`, else `Mon 08:15` or `17 Nov 08:15`. */
export function momentWords(ms: number, nowMs: number, timeZone: string): string {
  if (dayDistance(ms, nowMs, timeZone) === 0) return clockTimeSeconds(ms, timeZone);
  const day = Math.abs(dayDistance(ms, nowMs, timeZone)) < 7 ? weekdayShort(ms, timeZone) : dayMonth(ms, timeZone);
  return `${day} ${clockTime(ms, timeZone)}`;
}
