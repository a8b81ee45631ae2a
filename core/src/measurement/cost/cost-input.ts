// What the cost of missed calls is worked out from. Every input says where it comes from and how sure it is: a figure that
// nobody can defend helps nobody (requirements S2-35, S2-131).

/** A cautious, a middle and a high reading of one thing. `low <= middle <= high`. */
export interface Scenarios {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export const scenarioNames = ["low", "middle", "high"] as const;

export type InputSource =
  /** Counted from the business's own records. `cases`: from how many of `what`. */
  | { readonly kind: "own"; readonly cases: number; readonly what: string }
  | { readonly kind: "typed"; readonly on: string; readonly by: string | null }
  | { readonly kind: "guess" };

export type Confidence = "high" | "medium" | "low";

export interface CostInput {
  readonly value: Scenarios;
  readonly source: InputSource;
  readonly confidence: Confidence;
}

/** A number somebody typed in. */
export interface TypedInput {
  readonly value: number;
  /** The business's own calendar day. */
  readonly on: string;
  readonly by: string | null;
}

/** From so many cases on, a figure of one's own is called sure; its range says the rest. */
const manyCases = 100;

/** One value for all three readings, as somebody typed it. */
export function fromTyped({ value, on, by }: TypedInput): CostInput {
  return { value: sameThrice(value), source: { kind: "typed", on, by }, confidence: "medium" };
}

/** What was counted from `cases` of the business's own records. */
export function fromOwn(value: Scenarios, cases: number, what: string): CostInput {
  return { value, source: { kind: "own", cases, what }, confidence: cases >= manyCases ? "high" : "medium" };
}

export function guessed(value: Scenarios): CostInput {
  return { value, source: { kind: "guess" }, confidence: "low" };
}

export function sameThrice(value: number): Scenarios {
  return { low: value, middle: value, high: value };
}

/** Whatever is worked out from several inputs is as sure as the weakest of them. */
export function weakest(inputs: readonly { readonly confidence: Confidence }[]): Confidence {
  const all = inputs.map(({ confidence }) => confidence);
  return all.includes("low") ? "low" : all.includes("medium") ? "medium" : "high";
}

/** Where an input comes from, in words: `yours, from 41 callbacks`. */
export function sourceWords(source: InputSource): string {
  if (source.kind === "own") return `yours, from ${source.cases.toLocaleString("en-US")} ${source.what}`;
  if (source.kind === "guess") return "a cautious guess";
  const day = Temporal.PlainDate.from(source.on).toLocaleString("en-GB", { day: "numeric", month: "short" });
  return source.by === null ? `typed in on ${day}` : `${source.by} typed it in on ${day}`;
}

export const confidenceWords: Readonly<Record<Confidence, string>> = { high: "sure", medium: "fair", low: "weak" };
