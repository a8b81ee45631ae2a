import { countSegments } from "#acknowledgement/count-segments.ts";
import { findPromises } from "#acknowledgement/promise-guard.ts";
import type { PromiseRule } from "#acknowledgement/promise-wording.ts";
import { findPhrases, indexPhrases } from "#classification/find-phrases.ts";
import { readWords } from "#classification/words.ts";
import { forbiddenContent } from "./forbidden-content.ts";
import { readLinks } from "./read-links.ts";

/** What the words of a text say, without the words: this is kept with the decision. */
export interface Wording {
  readonly promises: readonly PromiseRule[];
  /** Some word makes it an advertisement: of our lists or of the business's own (docs/rules.md S3). */
  readonly advertises: boolean;
  /** What carriers refuse (S18), e.g. `alcohol` or `shortened-link`. */
  readonly forbidden: readonly string[];
  /** Links to other sites than the business's own, or not over https. */
  readonly hasForeignLink: boolean;
  readonly characters: number;
  readonly segments: number;
  /** Names the business. */
  readonly identifies: boolean;
  /** Says how to opt out. */
  readonly offersOptOut: boolean;
}

const forbiddenIndex = indexPhrases(forbiddenContent);
const advertising: ReadonlySet<PromiseRule> = new Set(["price", "discount", "sales-urgency", "marketing"]);

/** Reads what matters to the sending law from the words of a text. `names` (the business) are not read as wording. */
export function readWording(
  body: string,
  {
    names,
    advertisingWords,
    linkDomains,
  }: {
    readonly names: readonly string[];
    readonly advertisingWords: readonly string[];
    readonly linkDomains: readonly string[];
  },
): Wording {
  const promises = [...new Set(findPromises(body, names).map(({ rule }) => rule))];
  const unnamed = names.reduce((text, name) => (name.trim() === "" ? text : text.replaceAll(name, " ")), body);
  const words = readWords(unnamed);
  const links = readLinks(body, linkDomains);
  const said = ` ${words.map(({ text }) => text).join(" ")} `;
  const forbidden = new Set(findPhrases(forbiddenIndex, words).map(({ rule }) => rule.rule));
  if (links.shortened) forbidden.add("shortened-link");
  return {
    promises,
    advertises:
      promises.some((rule) => advertising.has(rule)) || advertisingWords.some((word) => said.includes(asWords(word))),
    forbidden: [...forbidden],
    hasForeignLink: links.foreign,
    characters: body.length,
    segments: countSegments(body).segments,
    identifies: names.some((name) => name.trim() !== "" && body.toLowerCase().includes(name.trim().toLowerCase())),
    offersOptOut: /\bSTOP\b/.test(body),
  };
}

/** Between spaces, so that only whole words are found; what has no words is found nowhere. */
function asWords(phrase: string): string {
  return ` ${readWords(phrase)
    .map(({ text }) => text)
    .join(" ")} `;
}
