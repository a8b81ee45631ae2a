/** An amount as people read it: whole units where there are no cents, e.g. `$2,400` or `$0.50`. `currency` is an ISO 4217 code. */
export function moneyWords(cents: number, currency: string): string {
  const whole = cents % 100 === 0;
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 2,
  }).format(cents / 100);
}

/** The quotient of whole numbers, rounded half up; exact at any size, where numbers would lose their last digits. */
export function dividedHalfUp(dividend: bigint, divisor: bigint): number {
  return Number((2n * dividend + divisor) / (2n * divisor));
}
