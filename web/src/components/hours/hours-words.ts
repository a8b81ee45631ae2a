import { type Span, type Weekday, weekdays } from "@ringback/core/business-hours/calendar.ts";

export const weekdayNames: Readonly<Record<Weekday, string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

const writtenTime = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a|p)?$/;

/**
 * Reads a time of day as people write it (`8`, `8:30`, `0830`, `5pm`, `17.00`, `noon`, `midnight`) into `HH:MM`; null
 * when it is none. Midnight as an end of a day is `24:00`.
 */
export function readTime(written: string, which: "start" | "end"): string | null {
  const text = written.trim().toLowerCase().replace(/\./g, ":").replace(/\s+/g, "").replace(/:m:?$/, "m");
  if (text === "noon") return "12:00";
  if (text === "midnight") return which === "end" ? "24:00" : "00:00";
  const match = writtenTime.exec(text);
  if (match === null) return null;
  const [, hourText = "", minuteText = "00", half] = match;
  let hour = Number(hourText);
  const minute = Number(minuteText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.startsWith("p") ? 12 : 0);
  }
  if (minute > 59 || hour > 24 || (hour === 24 && (minute !== 0 || which === "start"))) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** True for a time as it is kept: `08:00`, `24:00`. */
export function isTime(text: string): boolean {
  return /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);
}

/** True when the span ends on the day after it starts. */
export function runsOvernight([start, end]: Span): boolean {
  return isTime(start) && isTime(end) && end <= start && end !== "24:00";
}

/** Spans in words: `8:00–12:00, 13:00–17:00`, or `closed`. */
export function spansWords(spans: readonly Span[]): string {
  if (spans.length === 0) return "closed";
  const [first] = spans;
  if (spans.length === 1 && first?.[0] === "00:00" && first[1] === "24:00") return "around the clock";
  return spans
    .map((span) => `${short(span[0])}–${short(span[1])}${runsOvernight(span) ? " (next day)" : ""}`)
    .join(", ");
}

/** A week in a line: `Mon–Fri 8:00–17:00, Sat 9:00–13:00`. */
export function weekWords(weekly: Readonly<Record<Weekday, readonly Span[]>>): string {
  const runs: { from: Weekday; to: Weekday; words: string }[] = [];
  for (const day of weekdays) {
    const words = spansWords(weekly[day]);
    const last = runs.at(-1);
    if (last?.words === words) last.to = day;
    else runs.push({ from: day, to: day, words });
  }
  const open = runs.filter((run) => run.words !== "closed");
  if (open.length === 0) return "never open";
  return open.map((run) => `${daysWords(run.from, run.to)} ${run.words}`).join(", ");
}

function daysWords(from: Weekday, to: Weekday): string {
  const shortName = (day: Weekday) => weekdayNames[day].slice(0, 3);
  return from === to ? shortName(from) : `${shortName(from)}–${shortName(to)}`;
}

function short(time: string): string {
  return time.replace(/^0(?=\d:)/, "");
}
