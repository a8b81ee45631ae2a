// The days on which some states bar solicitation (docs/rules.md S13): the federal holidays, and those of the states concerned.

/** The version of the table of holidays. */
export const holidaysVersion = "2026-11-21";

type Rule = (year: number) => Temporal.PlainDate;

const federal: readonly Rule[] = [
  day(1, 1),
  nth(3, 1, 1), // Martin Luther King Jr.
  nth(3, 1, 2), // Washington's birthday
  last(1, 5), // Memorial Day
  day(6, 19),
  day(7, 4),
  nth(1, 1, 9), // Labor Day
  nth(2, 1, 10), // Columbus Day
  day(11, 11),
  nth(4, 4, 11), // Thanksgiving
  day(12, 25),
];

const ofState: Readonly<Record<string, readonly Rule[]>> = {
  // Mardi Gras, Confederate Memorial Day, Jefferson Davis's birthday.
  "US-AL": [beforeEaster(47), nth(4, 1, 4), nth(1, 1, 6)],
  // Mardi Gras, Good Friday, the general election.
  "US-LA": [beforeEaster(47), beforeEaster(2), electionDay],
  // Good Friday, the day after Thanksgiving.
  "US-PA": [beforeEaster(2), (year) => nth(4, 4, 11)(year).add({ days: 1 })],
  // Victory Day, the general election.
  "US-RI": [nth(2, 1, 8), electionDay],
  // Pioneer Day.
  "US-UT": [day(7, 24)],
};

/** Whether a day is a holiday there, on its own date or on the weekday on which it is observed. An unknown region has all. */
export function isHoliday(region: string | null, date: Temporal.PlainDate): boolean {
  const states = region === null ? Object.values(ofState).flat() : (ofState[region] ?? []);
  const rules = [...federal, ...states];
  // New Year's Day of the next year may be observed on the last day of this one.
  return [date.year, date.year + 1].some((year) =>
    rules.some((rule) => {
      const holiday = rule(year);
      return holiday.equals(date) || observed(holiday).equals(date);
    }),
  );
}

function observed(holiday: Temporal.PlainDate): Temporal.PlainDate {
  if (holiday.dayOfWeek === 6) return holiday.subtract({ days: 1 });
  return holiday.dayOfWeek === 7 ? holiday.add({ days: 1 }) : holiday;
}

function day(month: number, dayOfMonth: number): Rule {
  return (year) => Temporal.PlainDate.from({ year, month, day: dayOfMonth });
}

/** The nth weekday (1 is Monday) of a month. */
function nth(count: number, weekday: number, month: number): Rule {
  return (year) => {
    const first = Temporal.PlainDate.from({ year, month, day: 1 });
    return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + (count - 1) * 7 });
  };
}

function last(weekday: number, month: number): Rule {
  return (year) => {
    const end = Temporal.PlainDate.from({ year, month, day: 1 }).add({ months: 1 }).subtract({ days: 1 });
    return end.subtract({ days: (end.dayOfWeek - weekday + 7) % 7 });
  };
}

/** The Tuesday after the first Monday of November. Odd years have none of a state's own, and one more closed day does no harm. */
function electionDay(year: number): Temporal.PlainDate {
  return nth(1, 1, 11)(year).add({ days: 1 });
}

function beforeEaster(days: number): Rule {
  return (year) => easter(year).subtract({ days });
}

/** Easter Sunday by the anonymous Gregorian computus. */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const i = Math.floor(c / 4);
  const l = (32 + 2 * (b % 4) + 2 * i - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}
