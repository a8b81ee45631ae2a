/** A bar of a waveform: where it stands (0 to 1) and how high it is (0 to 1). */
export interface WaveBar {
  readonly x: number;
  readonly level: number;
}

const lowest = 0.08;

/** Draws peaks (0 to 1, any number of them) as `count` bars, the loudest moment whole. Without peaks all bars are low. */
export function waveBars(peaks: readonly number[] | null, count: number): readonly WaveBar[] {
  const loudest = Math.max(0.01, ...(peaks ?? []));
  return Array.from({ length: count }, (_, index) => {
    const x = index / count;
    if (peaks === null || peaks.length === 0) return { x, level: lowest };
    const from = Math.floor(x * peaks.length);
    const to = Math.max(from + 1, Math.floor(((index + 1) / count) * peaks.length));
    const peak = Math.max(...peaks.slice(from, to));
    return { x, level: Math.max(lowest, Math.min(1, peak / loudest)) };
  });
}
