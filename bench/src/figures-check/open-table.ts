/** Opening hours as a playbook stores them. */
export interface Hours {
  readonly timeZone: string;
  readonly weekly: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly holidays: readonly string[];
  readonly specialHours: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const from = Date.UTC(2023, 11, 1);
const until = Date.UTC(2028, 1, 1);
const minuteMs = 60_000;

/**
 * Every minute of five years, open or not, by what the wall clock shows in it: the definition of open hours taken by its words. Slow
 * and simple; spans that run past midnight are not known to it.
 */
export class OpenTable {
  /** How many minutes were open before this one. */
  readonly #before: Int32Array;

  constructor({ timeZone, weekly, holidays, specialHours }: Hours) {
    const minutes = (until - from) / minuteMs;
    this.#before = new Int32Array(minutes + 1);
    const spansOf = (wall: Temporal.ZonedDateTime) => {
      const date = wall.toPlainDate().toString();
      const ofDay =
        specialHours[date] ?? (holidays.includes(date) ? [] : (weekly[weekdays[wall.dayOfWeek - 1] ?? ""] ?? []));
      return ofDay.map(([opens, closes]) => [minutesOf(opens), minutesOf(closes)] as const);
    };
    let count = 0;
    let wall = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
    let spans = spansOf(wall);
    for (let hour = 0; hour < minutes / 60; hour += 1) {
      // Every zone of these years keeps its offset through an hour of UTC; wall minutes are the offset's.
      const at = Temporal.Instant.fromEpochMilliseconds(from + hour * 60 * minuteMs).toZonedDateTimeISO(timeZone);
      for (let minute = 0; minute < 60; minute += 1) {
        if (minute === 0 || (at.minute + minute) % 60 === 0) wall = at.add({ minutes: minute });
        const face = wall.hour * 60 + ((at.minute + minute) % 60);
        if (minute === 0 || face % 60 === 0) spans = spansOf(wall);
        if (spans.some(([opens, closes]) => opens <= face && face < closes)) count += 1;
        this.#before[hour * 60 + minute + 1] = count;
      }
    }
  }

  isOpen(at: Temporal.Instant): boolean {
    const minute = Math.floor((at.epochMilliseconds - from) / minuteMs);
    return this.#countBefore(minute + 1) > this.#countBefore(minute);
  }

  /** The open milliseconds between two moments. */
  openMs(start: Temporal.Instant, end: Temporal.Instant): number {
    return Math.max(0, this.#msBefore(end) - this.#msBefore(start));
  }

  #msBefore(at: Temporal.Instant): number {
    const minute = Math.floor((at.epochMilliseconds - from) / minuteMs);
    const rest = (at.epochMilliseconds - from) % minuteMs;
    const whole = this.#countBefore(minute) * minuteMs;
    return this.#countBefore(minute + 1) > this.#countBefore(minute) ? whole + rest : whole;
  }

  #countBefore(minute: number): number {
    const count = this.#before[minute];
    if (count === undefined) throw new RangeError("The table of open minutes does not reach so far.");
    return count;
  }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
