import { clockTime, localDate, whenWords } from "#components/time-words.ts";
import { dateAfter, zonedMs } from "#components/zoned-time.ts";

const minuteMs = 60_000;
const morning = "08:00";

/** The usual times to put a case off to, as instants in milliseconds (the value) and in words. */
export function snoozeChoices(nowMs: number, timeZone: string) {
  const inMinutes = (minutes: number, words: string) => {
    // Whole five minutes read better than 14:44:19.
    const ms = Math.ceil((nowMs + minutes * minuteMs) / (5 * minuteMs)) * 5 * minuteMs;
    return { value: String(ms), words, detail: clockTime(ms, timeZone) };
  };
  const tomorrowMs = zonedMs(dateAfter(localDate(nowMs, timeZone), 1), morning, timeZone);
  return [
    inMinutes(30, "In half an hour"),
    inMinutes(60, "In an hour"),
    inMinutes(120, "In two hours"),
    { value: String(tomorrowMs), words: "Tomorrow morning", detail: whenWords(tomorrowMs, tomorrowMs, timeZone) },
  ];
}
