/**
 * Counts what the network is doing right now (webhooks under way, REST requests being answered), so that a movable
 * clock can let everything settle before it fires the next timer.
 */
export class Activity {
  #inFlight = 0;
  #waiting: (() => void)[] = [];

  /** Counts a piece of work until its promise settles; answers the same promise. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.#inFlight += 1;
    try {
      return await work;
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  /** Resolves once nothing is under way and nothing that just ended has started more. */
  async settled(): Promise<void> {
    for (;;) {
      await macrotask();
      if (this.#inFlight > 0) {
        await new Promise<void>((wake) => this.#waiting.push(wake));
        continue;
      }
      // A second look: what ended a moment ago may start the next request from a continuation.
      await macrotask();
      if (this.#inFlight === 0) return;
    }
  }
}

function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
