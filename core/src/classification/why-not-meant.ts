import type { Discount } from "#classification/assessment.ts";
import { isCorrected } from "#classification/context/correction.ts";
import { isHypothetical } from "#classification/context/hypothetical.ts";
import { isName } from "#classification/context/name.ts";
import { isNegated } from "#classification/context/negation.ts";
import { isPast } from "#classification/context/past.ts";
import type { Context } from "#classification/context/read-context.ts";
import { isSomeoneElses } from "#classification/context/someone-else.ts";
import { type Place, wordSet } from "#classification/context/word-window.ts";

/** "Hair emergency lol": only the caller's own word for it is not believed then, never a danger that is described. */
const JOKING = wordSet("lol lmao rofl haha hahaha hehe jk kidding joking dramatic");

/**
 * Why words that match a rule do not mean it here, or null when they do. Every check looks only a few words around and
 * stops at the sentence; in doubt the words count, because a false alarm costs a call and a missed one may cost a life.
 */
export function whyNotMeant(
  context: Context,
  place: Place,
  rule: {
    readonly rule: string;
    readonly isDanger: boolean;
    readonly isOwnWord?: boolean;
    readonly lasts?: boolean;
    /** A name is what it looks for: a big client's. */
    readonly mayBeName?: boolean;
  },
): Exclude<Discount, "over" | "sales-or-robocall"> | null {
  const covered = context.otherMeanings.some(
    (other) =>
      other.first < place.last &&
      place.first < other.last &&
      (other.rule.only?.includes(rule.rule) ?? (rule.isDanger && other.rule.except?.includes(rule.rule) !== true)),
  );
  if (covered) return "another-meaning";
  if (rule.mayBeName !== true && isName(context.words, place)) return "another-meaning";
  if (isNegated(context.words, place)) return "negated";
  // Only a danger must be here and now; "you came out last year" is what makes an existing customer.
  if (!rule.isDanger) return null;
  if (rule.isOwnWord === true && context.words.some(({ text }) => JOKING.has(text))) return "not-serious";
  if (isCorrected(context, place)) return "corrected";
  if (isSomeoneElses(context, place)) return "someone-else";
  if (isPast(context, place, rule.lasts === true)) return "past";
  if (isHypothetical(context, place)) return "hypothetical";
  return null;
}
