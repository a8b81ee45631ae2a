import type { Clock } from "@ringback/server/clock.ts";
import { type Ids, uuidV7 } from "@ringback/server/ids.ts";

/** The clock of one caller's story: it stands still until it is moved, and never goes back or past the present. */
export class LaneClock implements Clock {
  readonly offsetMs = 0;
  #now: Temporal.Instant;
  readonly #end: Temporal.Instant;

  constructor(start: Temporal.Instant, end: Temporal.Instant) {
    this.#now = start;
    this.#end = end;
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  moveTo(at: Temporal.Instant): void {
    const wanted = Temporal.Instant.compare(at, this.#end) > 0 ? this.#end : at;
    if (Temporal.Instant.compare(wanted, this.#now) > 0) this.#now = wanted;
  }

  pass(milliseconds: number): void {
    this.moveTo(this.#now.add({ milliseconds: Math.round(milliseconds) }));
  }
}

/** How a job says which story it belongs to: each id it names carries the story's number at this place, as four hex digits. */
export const laneTagAt = { from: 25, length: 4 } as const;

/** The four hex digits of a story's number. */
export function laneTag(lane: number): string {
  return lane.toString(16).padStart(laneTagAt.length, "0");
}

/**
 * Ids of one story: UUID version 7 with the story's own time, so that rows of the past sort where they belong, and with
 * the story's number inside, so that its jobs are found again in the queue.
 */
export function laneIds(lane: number, clock: Clock): Ids {
  let count = 0;
  return {
    next() {
      count += 1;
      const time = clock.now().epochMilliseconds.toString(16).padStart(12, "0");
      const low = (count & 0xfff).toString(16).padStart(3, "0");
      const high = (0x8000 | ((count >>> 12) & 0x3fff)).toString(16);
      const chance = Math.floor(Math.random() * 0x1_0000_0000)
        .toString(16)
        .padStart(8, "0");
      return `${time.slice(0, 8)}-${time.slice(8)}-7${low}-${high}-${laneTag(lane)}${chance}`;
    },
    token: uuidV7.token,
  };
}
