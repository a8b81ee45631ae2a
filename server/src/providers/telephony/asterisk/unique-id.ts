/**
 * When Asterisk made the channel with this id, to the second: `1795220828.0`, or with the system's name before it. null: no
 * id of Asterisk's (docs/rules.md T5.1).
 */
export function epochOf(uniqueId: string): Temporal.Instant | null {
  const ms = epochMsOf(uniqueId);
  return ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms);
}

/** The same in milliseconds since 1970, for what looks at every line of a log. */
export function epochMsOf(uniqueId: string): number | null {
  const seconds = /(?:^|-)(\d{9,11})\.\d{1,10}$/.exec(uniqueId)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}
