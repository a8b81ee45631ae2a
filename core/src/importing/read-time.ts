/** A time as the log writes it: an instant, where it says its offset, else the local time as if it were UTC. */
export type WrittenTime =
  | { readonly kind: "instant"; readonly epochMs: number }
  | { readonly kind: "local"; readonly localMs: number }
  | { readonly kind: "unreadable" };

/** How 3/4/2026 is meant. */
export type DateOrder = "month-first" | "day-first";

const unreadable: WrittenTime = { kind: "unreadable" };
const minuteMs = 60_000;

/**
 * Reads a time in any of the ways call logs write it: ISO 8601, RFC 2822, `11/20/2026 8:02 PM`, `20.11.26 20:02`,
 * `Nov 20, 2026, 8:02 PM`, seconds or milliseconds since the epoch, a spreadsheet's serial number. Two digits of a year
 * from 70 on are of the last century.
 */
export function readTime(raw: string, order: DateOrder): WrittenTime {
  const text = raw.trim();
  // By far the most common: 2026-11-20 20:02:07, alone or with a Z and perhaps milliseconds.
  const fast = isoLocal(text);
  if (fast !== null && text.length === 19) return { kind: "local", localMs: fast };
  if (fast !== null && isUtcEnd(text)) return { kind: "instant", epochMs: fast };
  if (/^\d+([.,]\d+)?$/.test(text)) return readCounted(text);
  const zone = readZone(text);
  const words = zone.rest;
  const local = readNumericDate(words, order) ?? readWrittenMonth(words);
  if (local === null) return unreadable;
  return zone.offsetMinutes === null
    ? { kind: "local", localMs: local }
    : { kind: "instant", epochMs: local - zone.offsetMinutes * minuteMs };
}

/** Whether `Z` or `.123Z` follows the seconds and nothing else. */
function isUtcEnd(text: string): boolean {
  return (
    (text.length === 20 || (text.length === 24 && text.charCodeAt(19) === 46)) &&
    text.charCodeAt(text.length - 1) === 90
  );
}

/** What the first nineteen characters say, as in `2026-11-20 20:02:07`; null for anything else. */
function isoLocal(text: string): number | null {
  if (text.length < 19 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(13) !== 58)
    return null;
  const separator = text.charCodeAt(10);
  if ((separator !== 32 && separator !== 84) || text.charCodeAt(16) !== 58) return null;
  const year = digits(text, 0) * 100 + digits(text, 2);
  return localMsOf(year, digits(text, 5), digits(text, 8), digits(text, 11), digits(text, 14), digits(text, 17));
}

function digits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Seconds or milliseconds since 1970, or a spreadsheet's days since 1899-12-30. */
function readCounted(text: string): WrittenTime {
  const value = Number(text.replace(",", "."));
  if (value >= 1e12 && value < 1e13) return { kind: "instant", epochMs: Math.round(value) };
  if (value >= 5e8 && value < 1e10) return { kind: "instant", epochMs: Math.round(value * 1000) };
  // 1954 to 2119. A whole number is a day without a time, which no call has, but midnight is a time too.
  if (value >= 20_000 && value < 80_000)
    return { kind: "local", localMs: Math.round((value - 25_569) * 86_400) * 1000 };
  return unreadable;
}

/** The offset at the end of the text in minutes, where there is one; Americans write their zones as letters. */
function readZone(text: string): { readonly rest: string; readonly offsetMinutes: number | null } {
  const letters = /[\d.)M ] ?(UTC|GMT|Z|EST|EDT|CST|CDT|MST|MDT|PST|PDT|AKST|AKDT|HST)$/i.exec(text);
  const word = letters?.[1];
  if (word !== undefined)
    return { rest: text.slice(0, -word.length).trim(), offsetMinutes: zoneLetters[word.toUpperCase()] ?? 0 };
  const offset = /:\d\d(?:[.,]\d+)? ?(?:[AaPp]\.?[Mm]\.?)? ?(?:UTC|GMT)?([+-])(\d\d):?(\d\d)?(?: \([^)]*\))?$/.exec(
    text,
  );
  if (offset === null) return { rest: text, offsetMinutes: null };
  const [whole, sign, hours, minutes = "0"] = offset;
  const start = text.length - whole.length + whole.search(/(?:UTC|GMT)?[+-]\d\d/);
  const minutesOff = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return { rest: text.slice(0, start).trim(), offsetMinutes: minutesOff };
}

const zoneLetters: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  EDT: -240,
  EST: -300,
  CDT: -300,
  CST: -360,
  MDT: -360,
  MST: -420,
  PDT: -420,
  PST: -480,
  AKDT: -480,
  AKST: -540,
  HST: -600,
};

const clock = String.raw`(?:,? +|T)(?:at )?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?([AaPp])?(?:\.?[Mm]\.?)?`;
const weekday = "(?:[A-Za-z]{3,9},? +)?";
const numericDate = new RegExp(`^${weekday}(\\d{1,4})([-/.])(\\d{1,2})\\2(\\d{1,4})${clock}$`);

function readNumericDate(text: string, order: DateOrder): number | null {
  const found = numericDate.exec(text);
  if (found === null) return null;
  const [, first = "", separator, second = "", third = ""] = found;
  if (first.length >= 3) return withClock(Number(first), Number(second), Number(third), found.slice(5));
  const dayFirst = separator === "." || order === "day-first";
  const [day, month] = dayFirst ? [first, second] : [second, first];
  return withClock(yearOf(third), Number(month), Number(day), found.slice(5));
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthThenDay = new RegExp(`^${weekday}([A-Za-z]{3,9})\\.? +(\\d{1,2})(?:st|nd|rd|th)?,? +(\\d{2,4})${clock}$`);
const dayThenMonth = new RegExp(`^${weekday}(\\d{1,2})[ -]+([A-Za-z]{3,9})\\.?[ -]+(\\d{2,4})${clock}$`);

function readWrittenMonth(text: string): number | null {
  const american = monthThenDay.exec(text);
  const found = american ?? dayThenMonth.exec(text);
  if (found === null) return null;
  const [, first = "", second = "", year = ""] = found;
  const [month, day] = american ? [first, second] : [second, first];
  const index = months.indexOf(month.slice(0, 3).toLowerCase());
  return index === -1 ? null : withClock(yearOf(year), index + 1, Number(day), found.slice(4));
}

function yearOf(text: string): number {
  const year = Number(text);
  if (text.length !== 2) return text.length === 4 ? year : Number.NaN;
  return year < 70 ? 2000 + year : 1900 + year;
}

function withClock(year: number, month: number, day: number, parts: readonly (string | undefined)[]): number | null {
  const [hourText = "0", minute = "0", second = "0", half] = parts;
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  return localMsOf(year, month, day, hour, Number(minute), Number(second));
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function localMsOf(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  const valid =
    year >= 1900 &&
    year <= 2200 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= (daysInMonth[month - 1] ?? 0) + leapDay &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60;
  return valid ? Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)) : null;
}
