/** How often each whole number occurred. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * The value that at least `share` (0 to 1) of all are not above: nearest rank, so always a value that occurred and the same
 * for whoever computes it. null when there is none.
 */
export function percentile(histogram: Histogram, share: number): number | null {
  let total = 0;
  for (const count of histogram.values()) total += count;
  if (total === 0) return null;
  // Products like 0.9 * 10 may lie a hair above the whole number they stand for.
  const rank = Math.max(1, Math.ceil(share * total - 1e-9));
  let passed = 0;
  for (const [value, count] of [...histogram].sort(([a], [b]) => a - b)) {
    passed += count;
    if (passed >= rank) return value;
  }
  throw new Error("A histogram holds fewer values than it counts.");
}
