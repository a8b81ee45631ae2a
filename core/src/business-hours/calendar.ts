// The business clock lives in this folder: when a business is open, and how its open minutes add up. Everything here
// follows one definition: an instant is open exactly when its local wall time, in the calendar's zone, lies in a span of
// that local date or in an overnight span of the date before. What a DST change skips or repeats follows from that.

/** The weekdays in the words of a calendar, Monday first. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type Weekday = (typeof weekdays)[number];

/**
 * A half-open span of local wall time, "HH:MM" to "HH:MM", belonging to the date it starts on. An end at or before its
 * start runs past midnight into the next date, so equal ends mean 24 hours. "24:00" is the midnight that ends the date,
 * as an end and, for what it is worth, as a start.
 */
export type Span = readonly [start: string, end: string];

/** When a business is open. Overlapping spans are a union. Made by {@link parseBusinessCalendar}, or written by hand. */
export type BusinessCalendar = {
  /** An IANA zone name such as "America/Chicago". */
  readonly timeZone: string;
  readonly weekly: Readonly<Record<Weekday, readonly Span[]>>;
  /** ISO dates whose weekly spans fall away. The tail of the evening before is that evening's and stays. */
  readonly holidays: readonly string[];
  /** ISO date → the spans of that date instead of the weekly ones; they win over a holiday. No spans means closed. */
  readonly specialHours: Readonly<Record<string, readonly Span[]>>;
};

export type CalendarError =
  | "invalid_calendar"
  | "invalid_timezone"
  | "invalid_weekly"
  | "invalid_span"
  | "invalid_holidays"
  | "invalid_special_hours"
  | "invalid_date";

export type ParsedCalendar =
  | { readonly ok: true; readonly calendar: BusinessCalendar }
  | { readonly ok: false; readonly error: CalendarError; readonly message: string };

/**
 * Reads `{ timeZone, weekly, holidays?, specialHours? }` from outside. Days missing in `weekly` are closed; `weekly` itself
 * must be there, so that a forgotten one is not taken for a business that is always closed.
 * `error` is the first thing wrong, `message` says where, in words for a person; it repeats nothing of the input.
 */
export function parseBusinessCalendar(input: unknown): ParsedCalendar {
  if (!isPlainObject(input)) return wrong("invalid_calendar", "The calendar must be an object.");

  const timeZone = parseTimeZone(input["timeZone"]);
  if (timeZone === null)
    return wrong("invalid_timezone", "The time zone must be an IANA name such as America/Chicago.");

  const weekly = parseWeekly(input["weekly"]);
  if (!weekly.ok) return weekly;
  const holidays = parseHolidays(input["holidays"]);
  if (!holidays.ok) return holidays;
  const specialHours = parseSpecialHours(input["specialHours"]);
  if (!specialHours.ok) return specialHours;

  return {
    ok: true,
    calendar: { timeZone, weekly: weekly.value, holidays: holidays.value, specialHours: specialHours.value },
  };
}

type Wrong = { readonly ok: false; readonly error: CalendarError; readonly message: string };
type Parsed<Value> = { readonly ok: true; readonly value: Value } | Wrong;

const zoneName = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;
const timeOfDay = /^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/;
const isoDate = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/**
 * The zone's name in its usual spelling, or null. Bare offsets ("+05:30") are refused although Temporal takes them: a
 * business stands at a place, and an offset would be wrong there after the next DST change.
 */
function parseTimeZone(input: unknown): string | null {
  if (typeof input !== "string" || !zoneName.test(input)) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(input).timeZoneId;
  } catch {
    return null;
  }
}

function parseWeekly(input: unknown): Parsed<Record<Weekday, readonly Span[]>> {
  if (!isPlainObject(input)) return wrong("invalid_weekly", "The weekly hours must be an object of mon to sun.");
  const weekly: Record<Weekday, readonly Span[]> = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const [key, value] of Object.entries(input)) {
    const weekday = weekdays.find((name) => name === key);
    if (weekday === undefined)
      return wrong("invalid_weekly", "The weekly hours know only mon, tue, wed, thu, fri, sat, sun.");
    if (!Array.isArray(value))
      return wrong("invalid_weekly", `The weekly hours of ${weekday} must be a list of spans.`);
    const spans = parseSpans(value, `the weekly hours of ${weekday}`);
    if (!spans.ok) return spans;
    weekly[weekday] = spans.value;
  }
  return { ok: true, value: weekly };
}

function parseHolidays(input: unknown): Parsed<readonly string[]> {
  if (input === undefined) return { ok: true, value: [] };
  if (!Array.isArray(input)) return wrong("invalid_holidays", "The holidays must be a list of dates.");
  const holidays: string[] = [];
  for (const [index, date] of input.entries()) {
    if (!isDate(date)) return wrong("invalid_date", `Holiday ${index + 1} must be a date as YYYY-MM-DD.`);
    holidays.push(date);
  }
  return { ok: true, value: holidays };
}

function parseSpecialHours(input: unknown): Parsed<Readonly<Record<string, readonly Span[]>>> {
  if (input === undefined) return { ok: true, value: {} };
  if (!isPlainObject(input)) return wrong("invalid_special_hours", "The special hours must be an object of dates.");
  const specialHours: Record<string, readonly Span[]> = {};
  for (const [date, value] of Object.entries(input)) {
    if (!isDate(date)) return wrong("invalid_date", "A date of the special hours must be written YYYY-MM-DD.");
    if (!Array.isArray(value))
      return wrong("invalid_special_hours", `The special hours of ${date} must be a list of spans.`);
    const spans = parseSpans(value, `the special hours of ${date}`);
    if (!spans.ok) return spans;
    specialHours[date] = spans.value;
  }
  return { ok: true, value: specialHours };
}

function parseSpans(input: readonly unknown[], where: string): Parsed<readonly Span[]> {
  const spans: Span[] = [];
  for (const [index, entry] of input.entries()) {
    const pair: readonly unknown[] = Array.isArray(entry) ? entry : [];
    const [start, end] = pair;
    if (pair.length !== 2 || !isTimeOfDay(start) || !isTimeOfDay(end)) {
      return wrong("invalid_span", `Span ${index + 1} of ${where} must be two times as HH:MM, 00:00 to 24:00.`);
    }
    spans.push([start, end]);
  }
  return { ok: true, value: spans };
}

function isTimeOfDay(input: unknown): input is string {
  return typeof input === "string" && timeOfDay.test(input);
}

function isDate(input: unknown): input is string {
  if (typeof input !== "string" || !isoDate.test(input)) return false;
  try {
    Temporal.PlainDate.from(input);
    return true;
  } catch {
    return false;
  }
}

function isPlainObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

function wrong(error: CalendarError, message: string): Wrong {
  return { ok: false, error, message };
}
