import { findPromises } from "#acknowledgement/promise-guard.ts";
import { readWords } from "#classification/words.ts";

/**
 * Whether a model's sentence says nothing but its quote, shorter: every word stands in the quote or is one of a few that only
 * join, in the quote's order, and no "not" of the quote is lost. So it can hold no diagnosis and no guess that the caller
 * did not say; and nothing that reads like a promise of the business passes (promise 6), even said by the caller.
 */
export function checkSentence(sentence: string, quote: string): "fine" | "not-shown" | "forbidden-words" {
  if (findPromises(sentence).length > 0 || /https?:|www\.|[<>{}`|\p{C}]/iu.test(sentence)) return "forbidden-words";
  const said = readWords(quote).map((word) => word.text);
  const put = readWords(sentence).map((word) => word.text);
  let at = 0;
  let taken = 0;
  for (const word of put) {
    if (JOINING.has(word)) continue;
    const found = said.indexOf(word, at);
    if (found === -1) return "not-shown";
    // What turns a sentence round cannot be among what is left out.
    if (said.slice(at, found).some((left) => TURNING.has(left))) return "not-shown";
    at = found + 1;
    taken += 1;
  }
  if (said.slice(at).some((left) => TURNING.has(left))) return "not-shown";
  return taken < 2 ? "not-shown" : "fine";
}

/** Words a shortened sentence may add: they name the caller and join, and say nothing. */
const JOINING: ReadonlySet<string> = new Set("the a an caller says and is el la dice y".split(" "));

const TURNING: ReadonlySet<string> = new Set(
  (
    "not no never none nothing nobody without isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt havent hasnt shouldnt " +
    "stop stopped unless if except instead hardly barely neither nor nunca nada nadie ni sin tampoco si ya jamas"
  ).split(" "),
);
