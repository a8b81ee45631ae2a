/** Bounds of a share. */
export interface ShareBounds {
  readonly low: number;
  readonly high: number;
}

/** One side of a bound is wrong in five of a hundred samples. */
export const usualZ = 1.645;

/**
 * What a share may really be, when `part` of `whole` were counted: Wilson's score interval (E. B. Wilson, 1927), which stays
 * honest with few cases and near 0 and 1. Nothing counted: anything may be. `part` need not be a whole number.
 */
export function wilson(part: number, whole: number, z: number = usualZ): ShareBounds {
  if (whole <= 0) return { low: 0, high: 1 };
  const share = Math.min(Math.max(part / whole, 0), 1);
  const square = z * z;
  const middle = share + square / (2 * whole);
  const reach = z * Math.sqrt((share * (1 - share) + square / (4 * whole)) / whole);
  const scale = 1 + square / whole;
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

/** The chance that at least one of several things happens that have nothing to do with each other. */
export function combined(shares: readonly number[]): number {
  return 1 - shares.reduce((none, share) => none * (1 - share), 1);
}
