/** The application clock. Passed in everywhere, also to SQL, so that tests and the demo can move it. */
export interface Clock {
  now(): Temporal.Instant;
  /** How far the application clock is ahead of the machine's, in milliseconds. */
  readonly offsetMs: number;
}

/** Follows the machine's clock plus the offset that the database holds (`ringback.app_clock`); zero in real use. */
export class OffsetClock implements Clock {
  offsetMs = 0;

  now(): Temporal.Instant {
    const now = Temporal.Now.instant();
    return this.offsetMs === 0 ? now : now.add({ milliseconds: this.offsetMs });
  }
}
