/** A weekday (Monday is 1) and an hour of it, as the clocks of a zone show them. */
export interface LocalCell {
  readonly weekday: number;
  readonly hour: number;
}

/** Zones change their clocks on quarters of an hour, so all of a quarter lies in one hour of one day. */
const quarterMs = 900_000;

/**
 * The weekday and hour of instants (epoch milliseconds) in a zone. Both passes of an hour that a clock change repeats lie in
 * the same cell; an hour that is skipped has no instant. Answers are remembered, since calls come in heaps.
 */
export function localCells(timeZone: string): (ms: number) => LocalCell {
  const known = new Map<number, LocalCell>();
  return (ms) => {
    const quarter = Math.floor(ms / quarterMs);
    const there = known.get(quarter);
    if (there !== undefined) return there;
    const { dayOfWeek, hour } = Temporal.Instant.fromEpochMilliseconds(quarter * quarterMs).toZonedDateTimeISO(
      timeZone,
    );
    const cell = { weekday: dayOfWeek, hour };
    known.set(quarter, cell);
    return cell;
  };
}
