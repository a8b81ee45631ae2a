/**
 * The natural logarithm of the chance that at least `part` of `whole` happen, where each does with chance `share`. A logarithm, because
 * clear cases are too small for a number.
 */
export function logTail(part: number, whole: number, share: number): number {
  if (part <= 0) return 0;
  if (share <= 0 || part > whole) return Number.NEGATIVE_INFINITY;
  if (share >= 1) return 0;
  let term = logChoose(whole, part) + part * Math.log(share) + (whole - part) * Math.log(1 - share);
  const first = term;
  let sum = 1;
  // Each further term from the one before; they shrink, so the first that adds nothing ends it.
  for (let count = part; count < whole; count += 1) {
    term += Math.log((whole - count) / (count + 1)) + Math.log(share / (1 - share));
    const ratio = Math.exp(term - first);
    sum += ratio;
    if (ratio < sum * 1e-12 && count > whole * share) break;
  }
  return Math.min(0, first + Math.log(sum));
}

function logChoose(whole: number, part: number): number {
  let sum = 0;
  for (let index = 1; index <= Math.min(part, whole - part); index += 1) sum += Math.log((whole - index + 1) / index);
  return sum;
}
