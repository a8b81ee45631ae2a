/** How often each whole number occurred. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * Reads histograms that were written one behind the other: values and their counts by turns, each of four bytes, the highest
 * first. A value may occur again; no count is negative.
 */
export function readHistogram(bytes: Uint8Array): Map<number, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let highest = -1;
  for (let at = 0; at < view.byteLength; at += 8) highest = Math.max(highest, view.getInt32(at));
  // Years of days are many pairs of few values: counters beside each other are ten times as fast as a map of them.
  const dense = new Uint32Array(Math.min(highest + 1, denseBelow));
  const histogram = new Map<number, number>();
  for (let at = 0; at < view.byteLength; at += 8) {
    const value = view.getInt32(at);
    const count = view.getInt32(at + 4);
    if (value >= 0 && value < dense.length) dense[value] = (dense[value] ?? 0) + count;
    else histogram.set(value, (histogram.get(value) ?? 0) + count);
  }
  for (const [value, count] of dense.entries()) if (count > 0) histogram.set(value, count);
  return histogram;
}

/** 45 days in minutes. */
const denseBelow = 65_536;

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
