/** The time the phone network lives in. Everything that rings, waits or delivers asks this clock. */
export interface PhoneNetworkClock {
  /** The network's present instant. */
  now(): Temporal.Instant;
  /** Runs `run` when the clock reaches `when` (at once if it has passed). Answers a function that cancels it. */
  at(when: Temporal.Instant, run: () => void): () => void;
  /** Jumps forward and fires everything due on the way, in order, letting webhooks settle before each next timer. */
  advance(seconds: number): Promise<void>;
  /** The network hands in here what "settled" means; called once. */
  settleWith(settled: () => Promise<void>): void;
  /** How many timers wait. For tests that nothing is left behind. */
  readonly pending: number;
  /** Drops every timer. */
  close(): void;
}

/** A clock that stands still until a test moves it. `start` defaults to a Wednesday morning in Chicago. */
export function manualClock(
  start: Temporal.Instant = Temporal.Instant.from("2026-11-18T15:00:00Z"),
): PhoneNetworkClock {
  return new TimerClock(start, 0);
}

/** A clock that runs by itself, `speed` times as fast as the wall's, `offsetSeconds` ahead of it. */
export function runningClock(options: { speed?: number; offsetSeconds?: number } = {}): PhoneNetworkClock {
  const speed = options.speed ?? 1;
  if (!(speed > 0)) throw new RangeError(`A running clock needs a speed above 0, not ${speed}`);
  const start = Temporal.Now.instant().add({ milliseconds: Math.round((options.offsetSeconds ?? 0) * 1000) });
  return new TimerClock(start, speed);
}

type Timer = { readonly whenMs: number; readonly order: number; readonly run: () => void };

/** Node's longest timer; longer waits are taken in several sleeps. */
const longestSleepMs = 2 ** 31 - 1;

class TimerClock implements PhoneNetworkClock {
  readonly #speed: number;
  #anchorNetworkMs: number;
  #anchorWallMs = performance.now();
  #timers: Timer[] = [];
  #order = 0;
  #sleep: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #jump: Promise<void> = Promise.resolve();
  #jumping = false;
  #settled: () => Promise<void> = async () => {};
  #closed = false;

  constructor(start: Temporal.Instant, speed: number) {
    this.#anchorNetworkMs = start.epochMilliseconds;
    this.#speed = speed;
  }

  get pending(): number {
    return this.#timers.length;
  }

  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Math.floor(this.#nowMs()));
  }

  at(when: Temporal.Instant, run: () => void): () => void {
    if (this.#closed) return () => {};
    const timer: Timer = { whenMs: when.epochMilliseconds, order: this.#order++, run };
    const behind = this.#timers.findIndex((other) => other.whenMs > timer.whenMs);
    if (behind === -1) this.#timers.push(timer);
    else this.#timers.splice(behind, 0, timer);
    this.#wakeForNext();
    return () => {
      const place = this.#timers.indexOf(timer);
      if (place !== -1) this.#timers.splice(place, 1);
    };
  }

  advance(seconds: number): Promise<void> {
    if (!(seconds >= 0)) return Promise.reject(new RangeError(`The clock goes forward only, not by ${seconds} s`));
    // One jump after the other: two at once would fire timers out of order.
    this.#jump = this.#jump.then(() => this.#jumpBy(seconds * 1000));
    return this.#jump;
  }

  settleWith(settled: () => Promise<void>): void {
    this.#settled = settled;
  }

  close(): void {
    this.#closed = true;
    this.#timers = [];
    this.#stopSleeping();
  }

  async #jumpBy(ms: number): Promise<void> {
    this.#anchor(this.#nowMs());
    const target = this.#anchorNetworkMs + ms;
    this.#jumping = true;
    this.#stopSleeping();
    await this.#settled();
    for (;;) {
      const next = this.#timers[0];
      if (this.#closed || next === undefined || next.whenMs > target) break;
      this.#timers.shift();
      this.#anchor(Math.max(this.#anchorNetworkMs, next.whenMs));
      next.run();
      await this.#settled();
    }
    this.#anchor(target);
    this.#jumping = false;
    this.#wakeForNext();
  }

  #nowMs(): number {
    if (this.#jumping || this.#speed === 0) return this.#anchorNetworkMs;
    return this.#anchorNetworkMs + (performance.now() - this.#anchorWallMs) * this.#speed;
  }

  #anchor(networkMs: number): void {
    this.#anchorNetworkMs = networkMs;
    this.#anchorWallMs = performance.now();
  }

  #wakeForNext(): void {
    this.#stopSleeping();
    const next = this.#timers[0];
    if (this.#closed || this.#jumping || next === undefined) return;
    const waitMs = next.whenMs - this.#nowMs();
    if (waitMs <= 0) this.#soon = setImmediate(() => this.#fireDue());
    else if (this.#speed > 0)
      this.#sleep = setTimeout(() => this.#fireDue(), Math.min(Math.ceil(waitMs / this.#speed), longestSleepMs));
  }

  #fireDue(): void {
    if (this.#jumping) return;
    const nowMs = this.#nowMs();
    while (this.#timers[0] !== undefined && this.#timers[0].whenMs <= nowMs) this.#timers.shift()?.run();
    this.#wakeForNext();
  }

  #stopSleeping(): void {
    clearTimeout(this.#sleep);
    clearImmediate(this.#soon);
  }
}
