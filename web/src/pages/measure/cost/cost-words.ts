import { moneyWords } from "@ringback/core/measurement/cost/money.ts";

interface Scenarios {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export const readings = [
  ["low", "Low"],
  ["middle", "Middle"],
  ["high", "High"],
] as const;

/** How sure a figure is, for the line beside it. */
export const confidence = {
  high: "from your own figures",
  medium: "partly typed in",
  low: "with a guess in it",
} as const;

/** How sure an input is, on its chip. */
export const sureness = { high: "Sure", medium: "Fair", low: "Weak" } as const;

/** A range of money in whole units: `$1,200–3,600`; one figure where both ends are the same. */
export function moneyRange({ low, high }: Scenarios, currency: string): string {
  const [from, to] = [low, high].map((cents) => moneyWords(Math.round(cents / 100) * 100, currency));
  if (from === to) return from ?? "";
  // The second sign is understood.
  const sign = /^[^\d-]+/.exec(to ?? "")?.[0] ?? "";
  return `${from}–${to?.slice(sign.length)}`;
}

/** A share in hundredths of a percent: `20 %`. */
export function shareOf(value: number): string {
  return `${(value / 100).toLocaleString("en-US", { maximumFractionDigits: 1 })} %`;
}

/** Three readings by one form: `10–30 %`-like where they differ, one where they do not. */
export function readingsWords({ low, high }: Scenarios, words: (value: number) => string): string {
  return low === high ? words(low) : `${words(low)} – ${words(high)}`;
}

/** A sentence below a title, without saying the title again. */
export function withoutTitle(words: string, title: string): string {
  const isSaid = words.startsWith(`${title}. `) || words.startsWith(`${title}: `);
  const rest = isSaid ? words.slice(title.length + 2) : words;
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}

/** `11.9 callers × 20 % × $480 = $1,142 a month` as what is multiplied and what comes out. */
export function formulaSides(formula: string): readonly [sides: string, result: string] {
  const at = formula.lastIndexOf(" = ");
  return at < 0 ? ["", formula] : [formula.slice(0, at), formula.slice(at + 3)];
}
