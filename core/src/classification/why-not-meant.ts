import type { Discount } from "./assessment.ts";
import { type Found, findPhrases, indexPhrases } from "./find-phrases.ts";
import { NOT_MEANT, type NotMeant } from "./vocabulary/not-meant.ts";
import type { Word } from "./words.ts";

type Place = { readonly first: number; readonly last: number };

const NOT_MEANT_INDEX = indexPhrases(NOT_MEANT);

/** Finds the idioms, names and products of a text once; `whyNotMeant` is then asked for each match. */
export function findOtherMeanings(words: readonly Word[]): Found<NotMeant>[] {
  return findPhrases(NOT_MEANT_INDEX, words);
}

/**
 * Why words that match a rule do not mean it here, or null when they do. Every check looks only a few words around and
 * stops at the sentence; in doubt the words count, because a false alarm costs a call and a missed one may cost a life.
 */
export function whyNotMeant(
  words: readonly Word[],
  place: Place,
  rule: { readonly rule: string; readonly isDanger: boolean },
  otherMeanings: readonly Found<NotMeant>[],
): Exclude<Discount, "over" | "sales-or-robocall"> | null {
  const covered = otherMeanings.some(
    (other) =>
      other.first < place.last &&
      place.first < other.last &&
      (other.rule.only?.includes(rule.rule) ?? (rule.isDanger && other.rule.except?.includes(rule.rule) !== true)),
  );
  if (covered) return "another-meaning";
  if (isNegated(words, place)) return "negated";
  // Only a danger must be here and now; "you came out last year" is what makes an existing customer.
  if (!rule.isDanger) return null;
  if (isPast(words, place)) return "past";
  if (isHypothetical(words, place)) return "hypothetical";
  return null;
}

/** "The smell is gone", "it stopped by itself": said within a few words after the danger. */
export function isOver(words: readonly Word[], place: Place): boolean {
  for (let at = place.last; at < Math.min(words.length, place.last + 5); at += 1) {
    const text = words[at]?.text ?? "";
    if (NOT_OVER.has(text)) return false;
    if (OVER.has(text) && words.slice(place.last, at).some((word) => BE_OR_HAVE.has(word.text))) return true;
  }
  return false;
}

const OVER = set("gone fixed resolved cleared over stopped handled repaired");
const BE_OR_HAVE = set("is was has its thats been got have just seems");
const NOT_OVER = set("not isnt hasnt never wont still back again until till if");

const BACK_WORDS_MAX = 8;
const SURE_NEGATORS = set(
  "not isnt arent wasnt werent dont doesnt didnt havent hasnt hadnt never aint nor nothing nobody without zero sin ni tampoco nunca",
);
const NO = set("no zero ningun ninguna");
/** A negation reaches a danger word only through words like these; "don't wait, there's gas" must not be negated. */
const AFTER_NEGATOR = set(
  "a an the any really actually necessarily exactly like kind of type that this it its is was be been being there theres i we you they he she think believe consider considered call say smell see hear feel have has had having got getting experiencing notice noticed such big huge major real active immediate medical dental life threatening super very too particularly currently anything something anyone anybody more much my me our his her seem seems look looks sound sounds calling about any such severe bad serious true un una es hay huele tenemos tengo la el esta a nada de ninguna ningun tiene siento",
);
const AFTER_NO = set(
  "a any real active big major immediate medical dental life threatening actual severe bad serious such more signs sign of visible known current es hay huele tenemos tengo una un la el esta a tiene siento parece mas",
);

function isNegated(words: readonly Word[], place: Place): boolean {
  const first = words[place.first]?.text ?? "";
  // "No heat" and "isn't working" carry their own negation; a second one before them is dialect, not a denial.
  if (SURE_NEGATORS.has(first) || NO.has(first)) return false;
  let reachesNegator = true;
  let reachesNo = true;
  let freeWords = 0;
  for (let at = place.first - 1; at >= Math.max(0, place.first - BACK_WORDS_MAX); at -= 1) {
    const next = words[at + 1];
    const text = words[at]?.text ?? "";
    if (next?.before === "sentence" || BUT.has(text)) return false;
    if (next?.before === "comma" && freeWords === 0) return false;
    if (reachesNegator && SURE_NEGATORS.has(text)) return true;
    if (reachesNo && NO.has(text)) return true;
    if (OR.has(text)) {
      // "No fire or smoke": what is listed before the "or" lies under the same negation.
      freeWords = 4;
      continue;
    }
    if (freeWords > 0) {
      freeWords -= 1;
      continue;
    }
    reachesNegator &&= AFTER_NEGATOR.has(text);
    reachesNo &&= AFTER_NO.has(text);
    if (!reachesNegator && !reachesNo) return false;
  }
  return false;
}

const BUT = set("but however though although pero aunque because if");
const OR = set("or nor o");

const PAST_PERIODS = set(
  "winter summer spring fall autumn year month season christmas thanksgiving january february march april may june july august september october november december",
);
const PAST_UNITS = set("year years month months weeks anos meses");
const NOW = set(
  "again still now currently happening keeps ongoing back today tonight started starting began since worse todavia sigue ahora otra hoy",
);
const STILL = set("again still happening keeps todavia sigue");

function isPast(words: readonly Word[], place: Place): boolean {
  const begin = sentenceBegin(words, place.first, 10);
  for (let at = begin; at < place.first; at += 1) {
    const after = pastMarkerEnd(words, at);
    if (after !== -1 && after <= place.first) {
      return (
        !hasAny(words, after, place.first, NOW) && !hasAny(words, place.last, sentenceEnd(words, place.last, 12), STILL)
      );
    }
  }
  const end = sentenceEnd(words, place.last, 7);
  for (let at = place.last; at < end; at += 1) {
    const after = pastMarkerEnd(words, at);
    // "since last month", "and again last week": it goes on.
    if (after !== -1)
      return !hasAny(words, place.last, at, NOW) && !hasAny(words, after, sentenceEnd(words, after, 12), NOW);
  }
  return false;
}

/** The word index after a marker of the past that stands at `at`, or -1. */
function pastMarkerEnd(words: readonly Word[], at: number): number {
  const one = words[at]?.text ?? "";
  const two = words[at + 1]?.text ?? "";
  if ((one === "last" || one === "previous" || one === "past") && PAST_PERIODS.has(two)) return at + 2;
  if (PAST_UNITS.has(one) && (two === "ago" || two === "back" || two === "earlier")) return at + 2;
  if (one === "hace" && PAST_UNITS.has(words[at + 2]?.text ?? two)) return at + 3;
  if (PAST_PERIODS_ES.has(one) && PASADO.has(two)) return at + 2;
  if (one === "used" && two === "to") return at + 2;
  if (one === "history" && two === "of") return at + 2;
  if (one === "back" && two === "in") return at + 2;
  if (one === "back" && two === "when") return at + 2;
  if (one === "in" && two === "the" && words[at + 2]?.text === "past") return at + 3;
  if (one === "previously" || one === "formerly" || one === "antes") return at + 1;
  if (one === "last" && two === "time") return at + 2;
  // What others had, told as a reason.
  if (OTHERS.has(one) && two === "had") return at + 2;
  return -1;
}
const OTHERS = set("neighbor neighbors neighbour friend coworker coworkers buddy");
const PAST_PERIODS_ES = set("invierno verano ano mes");
const PASADO = set("pasado pasada");

const HYPOTHETICAL_THROUGH = set(
  "a an the there theres is was were are i we you they it he she my our your someone anyone somebody something ever have had has get gets got see smell smells hear feel start starts happen happens to suddenly any another of una un hay",
);
const REAL_IF_BEFORE = set("sure know see tell check wonder wondering ask asking as even like only idea certain");

function isHypothetical(words: readonly Word[], place: Place): boolean {
  for (let at = place.first - 1; at >= Math.max(0, place.first - BACK_WORDS_MAX); at -= 1) {
    const text = words[at]?.text ?? "";
    if (words[at + 1]?.before === "sentence") return false;
    if (text === "if" || text === "whenever" || text === "unless") return !isRealIf(words, at);
    if (PREVENTING.has(text)) return true;
    if (
      (text === "case" || text === "event" || text === "risk" || text === "caso") &&
      IN_CASE.has(words[at - 1]?.text ?? "")
    )
      return true;
    if (!HYPOTHETICAL_THROUGH.has(text)) return false;
  }
  return false;
}
const PREVENTING = set("prevent preventing prevents avoid avoiding prevention evitar prevenir");
const IN_CASE = set("in the just any en");

/** "I'm not sure if", "what should I do if": the danger may well be there. */
function isRealIf(words: readonly Word[], at: number): boolean {
  if (REAL_IF_BEFORE.has(words[at - 1]?.text ?? "")) return true;
  const before = words.slice(Math.max(0, at - 4), at).map((word) => word.text);
  return before.includes("do") && (before.includes("should") || before.includes("to") || before.includes("what"));
}

function sentenceBegin(words: readonly Word[], from: number, wordsMax: number): number {
  let at = from;
  while (at > 0 && from - at < wordsMax && words[at]?.before !== "sentence") at -= 1;
  return at;
}

function sentenceEnd(words: readonly Word[], from: number, wordsMax: number): number {
  let at = from;
  while (at < words.length && at - from < wordsMax && words[at]?.before !== "sentence") at += 1;
  return at;
}

function hasAny(words: readonly Word[], from: number, to: number, wanted: ReadonlySet<string>): boolean {
  for (let at = from; at < to; at += 1) if (wanted.has(words[at]?.text ?? "")) return true;
  return false;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
