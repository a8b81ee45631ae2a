import { type BusinessCalendar, type Span, weekdays } from "./calendar.ts";

/** A half-open piece of one local date, in minutes after its midnight, 0 to 1440. */
export type OpenMinutes = readonly [opensMinute: number, closesMinute: number];

/** A calendar worked out for counting. Dates are day numbers: days since 1970-01-01, as local dates without a zone. */
export type Timetable = {
  /** The open pieces of a date in order, apart from each other, with what yesterday's overnight spans reach over. */
  readonly openOn: (day: number) => readonly OpenMinutes[];
  readonly weeklyNeverOpens: boolean;
  readonly weeklyNeverCloses: boolean;
  /** From this day on only the weekly hours count; -Infinity without holidays and special hours. */
  readonly ordinaryFromDay: number;
};

/** Milliseconds of a local day between two midnights on the clock's face; DST changes are the zone's matter. */
export const dayMs = 86_400_000;
export const minuteMs = 60_000;
const dayMinutes = 1440;

/**
 * Works out a valid calendar. Cheap enough (microseconds) to be done for each question, so nothing is remembered
 * between questions and a changed calendar can never meet an old timetable.
 */
export function timetableOf(calendar: BusinessCalendar): Timetable {
  const weekly = weekdays.map((weekday) => calendar.weekly[weekday].map(toMinutes));

  const exceptions = new Map<number, readonly OpenMinutes[]>();
  for (const date of calendar.holidays) exceptions.set(dayOf(date), []);
  for (const [date, spans] of Object.entries(calendar.specialHours)) exceptions.set(dayOf(date), spans.map(toMinutes));

  const startingOn = (day: number) => exceptions.get(day) ?? weekly[weekdayIndex(day)] ?? [];
  const ordinary = weekly.map((today, index) => openPieces(today, weekly[(index + 6) % 7] ?? []));
  // An exception changes its own date, and the next one through the overnight spans it takes away or brings.
  const altered = new Map<number, readonly OpenMinutes[]>();
  let ordinaryFromDay = Number.NEGATIVE_INFINITY;
  for (const exception of exceptions.keys()) {
    for (const day of [exception, exception + 1]) altered.set(day, openPieces(startingOn(day), startingOn(day - 1)));
    ordinaryFromDay = Math.max(ordinaryFromDay, exception + 2);
  }

  return {
    openOn: (day) => altered.get(day) ?? ordinary[weekdayIndex(day)] ?? [],
    weeklyNeverOpens: ordinary.every((pieces) => pieces.length === 0),
    weeklyNeverCloses: ordinary.every(([piece]) => piece !== undefined && piece[0] === 0 && piece[1] === dayMinutes),
    ordinaryFromDay,
  };
}

/** The open pieces of a date: its own spans up to midnight and yesterday's from midnight on, as a union. */
function openPieces(today: readonly OpenMinutes[], yesterday: readonly OpenMinutes[]): readonly OpenMinutes[] {
  const pieces: OpenMinutes[] = [];
  for (const [start, end] of today) if (start < dayMinutes) pieces.push([start, Math.min(end, dayMinutes)]);
  for (const [start, end] of yesterday) {
    if (end > dayMinutes) pieces.push([Math.max(start - dayMinutes, 0), end - dayMinutes]);
  }
  pieces.sort(([start], [otherStart]) => start - otherStart);

  const union: OpenMinutes[] = [];
  for (const piece of pieces) {
    const last = union.at(-1);
    if (last === undefined || piece[0] > last[1]) union.push(piece);
    else union[union.length - 1] = [last[0], Math.max(last[1], piece[1])];
  }
  return union;
}

/** A span in minutes after the midnight that begins its date; an overnight end lies past 1440. */
function toMinutes([start, end]: Span): OpenMinutes {
  const startMinute = minuteOfDay(start);
  const endMinute = minuteOfDay(end);
  return [startMinute, endMinute <= startMinute ? endMinute + dayMinutes : endMinute];
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** `Date.parse` reads a bare ISO date as UTC midnight, whatever the machine's zone. */
function dayOf(isoDate: string): number {
  return Date.parse(isoDate) / dayMs;
}

/** Day 0 was a Thursday. */
function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
