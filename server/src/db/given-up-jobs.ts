/**
 * True of a job that ran out of attempts, as a condition on `graphile_worker.jobs`.
 *
 * A job that plans its own successor under its own key, as a clock does, loses the key in that same commit, and the queue
 * counts its attempts as used up so that it never runs again. Should its worker be killed before the queue hears of the
 * end, such a row stays behind without a key or an error: its work is done. While it runs, it is locked.
 */
export const jobGivenUp =
  "attempts >= max_attempts and locked_at is null and (key is not null or last_error is not null)";
