import { type Found, findPhrases, indexPhrases } from "#classification/find-phrases.ts";
import { CONTEXT_MARKERS, type ContextMarker } from "#classification/vocabulary/context-markers.ts";
import { NOT_MEANT, type NotMeant } from "#classification/vocabulary/not-meant.ts";
import { SPANISH_NOT_MEANT } from "#classification/vocabulary/spanish/not-meant.ts";
import type { Word } from "#classification/words.ts";

/** What of a text decides whether its danger words are meant; read once for a text, asked for each match. */
export type Context = {
  readonly words: readonly Word[];
  /** Idioms, names and products. */
  readonly otherMeanings: readonly Found<NotMeant>[];
  readonly markers: readonly Found<ContextMarker>[];
};

const OTHER_MEANINGS = indexPhrases([...NOT_MEANT, ...SPANISH_NOT_MEANT]);
const MARKERS = indexPhrases(CONTEXT_MARKERS);

/** Finds the idioms and the words of time and story of a text. */
export function readContext(words: readonly Word[]): Context {
  return { words, otherMeanings: findPhrases(OTHER_MEANINGS, words), markers: findPhrases(MARKERS, words) };
}

/** Whether a marker of the kind begins in `from` (included) to `to` (not included). */
export function hasMarker(context: Context, kind: ContextMarker["kind"], from: number, to: number): boolean {
  return context.markers.some(({ rule, first }) => rule.kind === kind && first >= from && first < to);
}
