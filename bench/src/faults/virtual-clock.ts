import type { PhoneNetworkClock } from "@ringback/dev/fake-phone-network/clock.ts";
import type { Clock } from "@ringback/server/clock.ts";

interface Timer {
  readonly whenMs: number;
  readonly run: () => void;
}

/**
 * One time for phone network and server, which stands still while either works. It goes on in windows: everything due
 * in a window is begun in its order and settles together, so that hours of a busy business take minutes.
 */
export class VirtualClock implements PhoneNetworkClock, Clock {
  readonly offsetMs = 0;
  readonly #windowMs: number;
  #nowMs: number;
  /** Sorted by time; of one time the first comer first. */
  #timers: Timer[] = [];
  #settled: () => Promise<void> = async () => {};

  constructor(start: Temporal.Instant, windowMs: number) {
    this.#nowMs = start.epochMilliseconds;
    this.#windowMs = windowMs;
  }

  get pending(): number {
    return this.#timers.length;
  }

  /** When the next planned thing happens; null when nothing is planned. */
  get next(): Temporal.Instant | null {
    const timer = this.#timers[0];
    return timer === undefined ? null : Temporal.Instant.fromEpochMilliseconds(timer.whenMs);
  }

  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(this.#nowMs);
  }

  at(when: Temporal.Instant, run: () => void): () => void {
    const timer: Timer = { whenMs: when.epochMilliseconds, run };
    this.#timers.splice(this.#placeAfter(timer.whenMs), 0, timer);
    return () => {
      const place = this.#timers.indexOf(timer);
      if (place !== -1) this.#timers.splice(place, 1);
    };
  }

  settleWith(settled: () => Promise<void>): void {
    this.#settled = settled;
  }

  async advance(seconds: number): Promise<void> {
    const target = this.#nowMs + seconds * 1000;
    // Where nothing is planned, time jumps to what comes next.
    while (this.#nowMs < target) {
      const begin = Math.max(this.#nowMs, this.#timers[0]?.whenMs ?? target);
      await this.#window(Math.min(target, begin + this.#windowMs));
    }
  }

  close(): void {
    this.#timers = [];
  }

  async #window(endMs: number): Promise<void> {
    do {
      for (let next = this.#timers[0]; next !== undefined && next.whenMs <= endMs; next = this.#timers[0]) {
        this.#timers.shift();
        this.#nowMs = Math.max(this.#nowMs, next.whenMs);
        next.run();
      }
      await this.#settled();
    } while ((this.#timers[0]?.whenMs ?? Number.POSITIVE_INFINITY) <= endMs);
    this.#nowMs = endMs;
  }

  #placeAfter(whenMs: number): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#timers[middle]?.whenMs ?? 0) <= whenMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
