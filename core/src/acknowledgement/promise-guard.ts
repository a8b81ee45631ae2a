import { findPhrases, indexPhrases } from "#classification/find-phrases.ts";
import { readWords } from "#classification/words.ts";
import { PROMISES, type PromiseRule } from "./promise-wording.ts";

export type FoundPromise = {
  readonly rule: PromiseRule;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
};

const PROMISE_INDEX = indexPhrases(PROMISES.filter(({ rule }) => rule !== "allowed"));
const ALLOWED_INDEX = indexPhrases(PROMISES.filter(({ rule }) => rule === "allowed"));

/**
 * Finds what no automatic text or spoken sentence may say: prices, discounts, availability, arrival and callback times,
 * outcomes, and the wording that turns an informational text into advertising (promise 6; docs/rules.md S3).
 * An empty answer lets the text pass. It errs on the side of finding: a template that is refused costs the
 * owner a rewording, a promise that passes is kept by nobody. `names` (the business) are not read as wording.
 */
export function findPromises(text: string, names: readonly string[] = []): FoundPromise[] {
  const words = readWords(withoutNames(text, names));
  const allowed = findPhrases(ALLOWED_INDEX, words);
  return findPhrases(PROMISE_INDEX, words)
    .filter((found) => !allowed.some((other) => other.first <= found.first && found.last <= other.last))
    .flatMap(({ rule, start, end }) =>
      rule.rule === "allowed" ? [] : [{ rule: rule.rule, start, end, quote: text.slice(start, end) }],
    );
}

/** Blanks the names in place, so that offsets stay those of the text. */
function withoutNames(text: string, names: readonly string[]): string {
  let blanked = text;
  for (const name of names) {
    if (name.trim() !== "") blanked = blanked.replaceAll(name, " ".repeat(name.length));
  }
  return blanked;
}
