/**
 * When Asterisk made the channel with this id, to the second: `1795220828.0`, or with the system's name before it. null: no
 * id of Asterisk's (docs/rules.md T5.1).
 */
export function epochOf(uniqueId: string): Temporal.Instant | null {
  const seconds = /(?:^|-)(\d{9,11})\.\d{1,10}$/.exec(uniqueId)?.[1];
  return seconds === undefined ? null : Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000);
}
