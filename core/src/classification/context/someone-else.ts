import { type Context, hasMarker } from "./read-context.ts";
import { hasAny, type Place, sentenceBegin, wordSet } from "./word-window.ts";

const REACH_WORDS = 16;
const KIN = wordSet(
  "sister sisters brother brothers mother mothers father fathers mom moms dad dads parents son sons daughter daughters inlaws grandma grandmas grandpa grandmother grandfather niece nephew husband husbands wife wifes law spouse partner fiance boyfriend girlfriend",
);
const LESSON_WORDS = 40;
/** "She needs someone", "can you go help them": then the caller reports for them, and it counts. */
const FOR_THEM = wordSet("shes hes theyre her him them she he they");
const HELP = wordSet("help call send go need needs come trapped stuck cant doesnt dont right now still currently");
const FOR_THEM_WORDS = 12;
/** "My neighbor fell and isn't answering" happens now. */
const IS_NOW = wordSet("is isnt arent wont cant not hes shes theyre doesnt still has");
const OUR_OWN = wordSet("i we my our weve ive im theres");

/**
 * Whether somebody else's danger is only told: from the news, or of a neighbour who had one. Who reports for a mother or
 * a neighbour now, counts.
 */
export function isSomeoneElses(context: Context, place: Place): boolean {
  const { words, markers } = context;
  const begin = sentenceBegin(words, place.first, REACH_WORDS);
  return markers.some(({ rule, first, last }) => {
    if (first < begin || first >= place.last) return false;
    if (rule.kind === "news")
      return (
        first < place.first &&
        !hasAny(words, last, place.first, OUR_OWN) &&
        !hasMarker(context, "present", last, place.first)
      );
    if (
      rule.kind !== "others" ||
      hasAny(words, place.first, place.last, IS_NOW) ||
      hasMarker(context, "present", first, place.last)
    )
      return false;
    const isKin = words.slice(first, last).some(({ text }) => KIN.has(text));
    if (isKin) return hasMarker(context, "lesson", place.last, place.last + LESSON_WORDS);
    return !isReportedForThem(context, place) || hasMarker(context, "lesson", place.last, place.last + LESSON_WORDS);
  });
}

function isReportedForThem({ words }: Context, place: Place): boolean {
  for (let at = place.last; at < Math.min(words.length, place.last + FOR_THEM_WORDS); at += 1)
    if (FOR_THEM.has(words[at]?.text ?? "") && hasAny(words, at - 4, at + 5, HELP)) return true;
  return false;
}
