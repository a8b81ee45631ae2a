import * as spanish from "#classification/vocabulary/spanish/context.ts";
import type { Word } from "#classification/words.ts";
import { isDeniedAfterInSpanish } from "./spanish-context.ts";
import { type Place, wordSet } from "./word-window.ts";

const BACK_WORDS_MAX = 8;

const SURE_NEGATORS = wordSet(
  "not isnt arent wasnt werent wouldnt dont doesnt didnt havent hasnt hadnt never aint nor nothing nothings nobody nobodys noone noones none neither without zero",
);
const NO = wordSet("no zero");
const NEGATORS_ES = wordSet(spanish.NEGATORS);
const NEGATED_THROUGH_ES = wordSet(spanish.NEGATED_THROUGH);
const NOT_AFTER_SE = wordSet(spanish.NOT_AFTER_SE);
/** A negation reaches a danger word only through words like these; "don't wait, there's gas" must not be negated. */
const AFTER_NEGATOR = wordSet(
  "a an the any really actually necessarily exactly like kind of type that this it its is was be been being there theres i we you they he she think believe consider considered call say smell see hear feel have has had having got getting gotten experiencing notice noticed such big huge major real active immediate medical dental life threatening super very too particularly currently anything something anyone anybody more much my me our his her their seem seems look looks sound sounds calling about severe bad serious true even yet ever lose losing lost get end run going want wanted come comes coming sign signs trace hint whiff trying anymore one ones either these those of them",
);
const AFTER_NO = wordSet(
  "a any real active big major immediate medical dental life threatening actual severe bad serious such more longer signs sign trace hint smell odor evidence of visible known current one ones is was has ever being getting es hay huele tenemos tengo una un la el esta a tiene siento parece mas",
);
/** "Ruled out a leak", "I doubt it's gas", "instead of", "free of", "nothing to do with". */
const DENIALS: readonly (readonly [first: string, second: string])[] = [
  ["ruled", "out"],
  ["rule", "out"],
  ["instead", "of"],
  ["rather", "than"],
  ["other", "than"],
  ["free", "of"],
  ["negative", "for"],
  ["i", "doubt"],
  ["far", "from"],
];
const BUT = wordSet(`but however though although because if ${spanish.BUT}`);
/** Between "not like" and what it denies. */
const NOT_LIKE_THROUGH = wordSet(
  "house building place home kitchen basement on fire is are was the my our its theres somebody someone anybody anyone whole",
);
const OR = wordSet("or nor o");
/** How many words of a list an "or" lets pass: "no fire or smoke or any of that". */
const LIST_WORDS = 4;

/** Whether the words of a place are denied: "no leak", "I don't think it's a gas leak", "gas isn't the problem". */
export function isNegated(words: readonly Word[], place: Place): boolean {
  const first = words[place.first]?.text ?? "";
  // "No heat" and "isn't working" carry their own negation; a second one before them is dialect, not a denial.
  if (SURE_NEGATORS.has(first) || NEGATORS_ES.has(first)) return false;
  return isDeniedBefore(words, place) || isDeniedAfter(words, place) || isDeniedAfterInSpanish(words, place);
}

function isDeniedBefore(words: readonly Word[], place: Place): boolean {
  let reachesNegator = true;
  let reachesNo = true;
  let reachesSpanish = true;
  let freeWords = 0;
  for (let at = place.first - 1; at >= Math.max(0, place.first - BACK_WORDS_MAX); at -= 1) {
    const next = words[at + 1];
    const text = words[at]?.text ?? "";
    if (next?.before === "sentence" || BUT.has(text)) return false;
    if (next?.before === "comma" && freeWords === 0) return false;
    if (reachesNegator && SURE_NEGATORS.has(text)) return true;
    if (reachesNo && NO.has(text)) return true;
    if (reachesSpanish && NEGATORS_ES.has(text)) return true;
    const before = words[at - 1]?.text;
    // "It's not like the house is on fire": whatever stands between.
    if (text === "like" && (before === "not" || before === "isnt")) return true;
    if (reachesNegator && DENIALS.some(([one, two]) => two === text && one === before)) return true;
    if (OR.has(text)) {
      // "No fire or smoke": what is listed before the "or" lies under the same negation.
      freeWords = LIST_WORDS;
      continue;
    }
    if (freeWords > 0) {
      freeWords -= 1;
      continue;
    }
    reachesNegator &&= AFTER_NEGATOR.has(text);
    reachesNo &&= AFTER_NO.has(text);
    reachesSpanish &&=
      NEGATED_THROUGH_ES.has(text) ||
      (text === "se" && !NOT_AFTER_SE.has(next?.text ?? "") && !next?.text.startsWith("huel"));
    if (!reachesNegator && !reachesNo && !reachesSpanish && !NOT_LIKE_THROUGH.has(text)) return false;
  }
  return false;
}

const IS_NOT = wordSet("isnt wasnt not");
const THE_POINT = wordSet("problem issue case concern trouble question reason");

/** "The heat isn't the problem", "a leak was not the issue". */
function isDeniedAfter(words: readonly Word[], place: Place): boolean {
  for (let at = place.last; at < place.last + 2; at += 1) {
    if (words[at]?.before === "sentence") return false;
    if (!IS_NOT.has(words[at]?.text ?? "")) continue;
    const after = [words[at + 1]?.text ?? "", words[at + 2]?.text ?? ""];
    return after.some((text) => THE_POINT.has(text));
  }
  return false;
}
