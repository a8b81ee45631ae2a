/** How often each whole number occurred. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * Reads histograms that were written one behind the other: values in no order, each with how often it occurred unless that is
 * once, `9:4,11,9,`. Written so, years of days take little memory, and are read without leaving any behind.
 * @throws RangeError where something else is written.
 */
export function readHistogram(written: string): Map<number, number> {
  const histogram = new Map<number, number>();
  // Many pairs of few values: counters beside each other are ten times as fast as a map of them.
  const dense = new Uint32Array(denseBelow);
  let highest = -1;
  for (let at = 0; at < written.length; at += 1) {
    const start = at;
    let value = 0;
    for (; isDigit(written.charCodeAt(at)); at += 1) value = value * 10 + written.charCodeAt(at) - zero;
    let count = 1;
    if (written.charCodeAt(at) === colon)
      for (count = 0, at += 1; isDigit(written.charCodeAt(at)); at += 1)
        count = count * 10 + written.charCodeAt(at) - zero;
    if (at === start || written.charCodeAt(at) !== comma) throw new RangeError("This is no histogram.");
    if (value < denseBelow) {
      dense[value] = (dense[value] ?? 0) + count;
      if (value > highest) highest = value;
    } else histogram.set(value, (histogram.get(value) ?? 0) + count);
  }
  for (let value = 0; value <= highest; value += 1) {
    const count = dense[value] ?? 0;
    if (count > 0) histogram.set(value, count);
  }
  return histogram;
}

const [zero, colon, comma] = [48, 58, 44];

function isDigit(code: number): boolean {
  return code >= zero && code < colon;
}

/** More than five days in minutes; what lies beyond is rare. */
const denseBelow = 8_192;

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
  // Sorted as numbers in one piece: pairs of them would be thousands of small arrays for each median of a year.
  for (const value of Float64Array.from(histogram.keys()).sort()) {
    passed += histogram.get(value) ?? 0;
    if (passed >= rank) return value;
  }
  throw new Error("A histogram holds fewer values than it counts.");
}
