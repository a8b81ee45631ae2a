/** What a service costs, in millionths of a dollar; a price that is not set counts as free (a model in the house). */
export type AiPrice = {
  readonly microdollarsPerMinute?: number;
  readonly microdollarsPerMillionInputTokens?: number;
  readonly microdollarsPerMillionOutputTokens?: number;
};

/** The cost of listening to a recording, rounded up. */
export function listeningCost(price: AiPrice, seconds: number): number {
  return Math.ceil(((price.microdollarsPerMinute ?? 0) * Math.max(0, seconds)) / 60);
}

/** The cost of a question and its answer, rounded up. */
export function readingCost(price: AiPrice, inputTokens: number, outputTokens: number): number {
  const input = (price.microdollarsPerMillionInputTokens ?? 0) * Math.max(0, inputTokens);
  const output = (price.microdollarsPerMillionOutputTokens ?? 0) * Math.max(0, outputTokens);
  return Math.ceil((input + output) / 1_000_000);
}
