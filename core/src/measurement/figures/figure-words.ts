// Figures in words. One place, so that a card, a table and a report never say the same number two ways.

/** What a figure is counted in; money in whole cents. */
export type FigureUnit = "count" | "share" | "minutes" | "seconds" | "cents";

const counts = new Intl.NumberFormat("en-US");

/** `1,204` */
export function countWords(count: number): string {
  return counts.format(count);
}

/** `23 %`; one decimal below ten where it says more: `3.4 %`. */
export function shareWords(share: number): string {
  const percent = share * 100;
  const rounded = percent > 0 && percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent);
  // Not quite all, and not quite none, stay so.
  if (rounded === 100 && share < 1) return "99.9 %";
  if (rounded === 0 && share > 0) return "<0.1 %";
  return `${rounded} %`;
}

/** `12 min`, `2 h 5 min`, `3 days 4 h`. */
export function minuteWords(minutes: number): string {
  const whole = Math.floor(minutes);
  if (whole < 60) return `${whole} min`;
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours < 48) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  const [days, over] = [Math.floor(hours / 24), hours % 24];
  return over === 0 ? `${days} days` : `${days} days ${over} h`;
}

/** `8 s`, `1 min 20 s`. */
export function secondWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 || seconds >= 3600 ? minuteWords(seconds / 60) : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** `$2,400`; cents only below ten. */
export function moneyWords(cents: number, currency = "USD"): string {
  const fractionDigits = Math.abs(cents) < 1000 && cents % 100 !== 0 ? 2 : 0;
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(cents / 100);
}

/** A value in its unit; a dash where there was nothing to count from. */
export function figureWords(value: number | null, unit: FigureUnit): string {
  if (value === null) return "–";
  switch (unit) {
    case "count":
      return countWords(value);
    case "share":
      return shareWords(value);
    case "minutes":
      return minuteWords(value);
    case "seconds":
      return secondWords(value);
    case "cents":
      return moneyWords(value);
  }
}

export interface Trend {
  /** `from 31 %`, `as before`. */
  readonly words: string;
  readonly tone: "better" | "worse" | "same";
}

/**
 * How a figure moved against the period before; null where either is unknown. A share that reads the same is the same: a
 * tenth of a percent is no trend.
 */
export function trendOf(
  value: number | null,
  before: number | null,
  unit: FigureUnit,
  better: "more" | "less" | "neither",
): Trend | null {
  if (value === null || before === null) return null;
  const [now, then] = [figureWords(value, unit), figureWords(before, unit)];
  if (now === then) return { words: "as before", tone: "same" };
  const isMore = value > before;
  const tone = better === "neither" ? "same" : isMore === (better === "more") ? "better" : "worse";
  return { words: `from ${then}`, tone };
}
