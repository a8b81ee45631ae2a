/** A job as the database takes it: its kind and payload, when, and the key that makes it one of a kind. */
export interface Job {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Application time; at once when left out. */
  readonly runAt?: Temporal.Instant;
  /** A job with the same key that has not started is replaced. */
  readonly key?: string;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
  readonly attempts?: number;
  /** Lower runs first; default 0. */
  readonly priority?: number;
}
