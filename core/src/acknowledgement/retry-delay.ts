const firstMs = 2_000;
const longestMs = 60_000;

/**
 * How long a text that surely was not sent waits for its next try, in milliseconds: 2 s, then twice as long each time up to
 * a minute; longer where the provider asks for it.
 * @param failures how often it was not sent before this time
 */
export function retryDelayMs(failures: number, askedForMs: number | null): number {
  return Math.max(Math.min(firstMs * 2 ** failures, longestMs), askedForMs ?? 0);
}
