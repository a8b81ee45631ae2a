import { type Context, hasMarker } from "./read-context.ts";
import { isOverInSpanish } from "./spanish-context.ts";
import { hasAny, type Place, sentenceBegin, wordSet } from "./word-window.ts";

const REACH_WORDS = 24;
const RELAPSE_WORDS = 10;
const UNDONE = wordSet("not isnt hasnt havent never until till if wont cant want wants need needs");
const RELAPSE = wordSet("again back still though except worse keeps keep started starting coming");
const MENDED = wordSet("fixed repaired patched sealed stopped cleared capped");
const NOT_DONE = wordSet("be get getting to not never havent hasnt want wanted need needs have");
const DETERMINERS = wordSet("the my our a that this up");

/** Whether it ended: "the smell is gone", "the fire department came and cleared it", "you fixed the leak". */
export function isOver(context: Context, place: Place): boolean {
  return isOverInSpanish(context.words, place) || endsAfter(context, place) || wasMended(context, place);
}

function endsAfter(context: Context, place: Place): boolean {
  const { words, markers } = context;
  return markers.some(
    ({ rule, first, last }) =>
      rule.kind === "over" &&
      first >= place.last - 1 &&
      last > place.last &&
      first < place.last + REACH_WORDS &&
      !hasAny(words, Math.max(place.last, first - 2), last, UNDONE_HERE) &&
      !hasMarker(context, "present", place.last, first) &&
      !hasAny(words, last, Math.min(words.length, last + RELAPSE_WORDS), RELAPSE),
  );
}
/** Negations that belong to "doesn't … anymore" are part of its being over. */
const UNDONE_HERE = new Set([...UNDONE].filter((word) => !["isnt", "havent", "hasnt", "not"].includes(word)));

/** "You fixed the leak last month": the mending stands before what was mended. */
function wasMended(context: Context, place: Place): boolean {
  const { words } = context;
  const begin = sentenceBegin(words, place.first, 4);
  for (let at = place.first - 1; at >= begin; at -= 1) {
    const text = words[at]?.text ?? "";
    if (MENDED.has(text))
      return !hasAny(words, at - 2, at, NOT_DONE) && !hasAny(words, place.last, place.last + RELAPSE_WORDS, RELAPSE);
    if (!DETERMINERS.has(text)) return false;
  }
  return false;
}

const CONTAINED_REACH_WORDS = 20;

/** Whether it is caught or small: "I put a bucket under it", "just a slow drip", "we got the water shut off". */
export function isContained(context: Context, place: Place): boolean {
  const { words, markers } = context;
  // "Flooded a bit", "backing up a little": said of it at once, whatever the word before.
  if (words[place.last]?.before !== "sentence" && hasAny(words, place.last, place.last + 3, A_LITTLE)) return true;
  const isForceful = hasAny(words, place.first, place.last, IN_FORCE);
  return markers.some(
    ({ rule, first, last }) =>
      (rule.kind === "shut-off"
        ? !hasAny(words, place.first, place.last, FOUL)
        : rule.kind === "contained" && !isForceful) &&
      last > place.first - CONTAINED_REACH_WORDS &&
      first < place.last + CONTAINED_REACH_WORDS &&
      !hasAny(words, first - 4, first, NOT_CONTAINED) &&
      !hasAny(words, last, Math.min(words.length, last + RELAPSE_WORDS), OVERWHELMED),
  );
}
const A_LITTLE = wordSet("bit little slightly tad somewhat");
/** No pot holds what pours. */
const IN_FORCE = wordSet(
  "pouring gushing gushed spraying shooting flooding flooded flood rushing spewing streaming raining everywhere burst blew exploded busted raw sewage feces poop",
);
/** With the water off it stays where it is. */
const FOUL = wordSet("raw sewage feces poop backing backed");
const NOT_CONTAINED = wordSet("not isnt cant couldnt wont dont no never more than tried trying just was started");
const OVERWHELMED = wordSet(
  "still overflow overflowing overflows keep keeps everywhere faster worse pouring full rising",
);
