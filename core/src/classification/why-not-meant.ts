import type { Discount } from "./assessment.ts";
import { type Found, findPhrases, indexPhrases } from "./find-phrases.ts";
import { NOT_MEANT, type NotMeant } from "./vocabulary/not-meant.ts";
import * as spanish from "./vocabulary/spanish/context.ts";
import { SPANISH_NOT_MEANT } from "./vocabulary/spanish/not-meant.ts";
import type { Word } from "./words.ts";

type Place = { readonly first: number; readonly last: number };

const NOT_MEANT_INDEX = indexPhrases([...NOT_MEANT, ...SPANISH_NOT_MEANT]);

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
  if (isOverInSpanish(words, place)) return true;
  for (let at = place.last; at < Math.min(words.length, place.last + 5); at += 1) {
    const text = words[at]?.text ?? "";
    if (NOT_OVER.has(text)) return false;
    if (OVER.has(text) && words.slice(place.last, at).some((word) => BE_OR_HAVE.has(word.text))) return true;
  }
  return false;
}

/** "Olía a gas pero ya se quitó", "ya no huele", "ya cerramos la llave": an "ya" makes it a change. */
function isOverInSpanish(words: readonly Word[], place: Place): boolean {
  const end = Math.min(words.length - 1, place.last + 7);
  for (let at = place.last; at < end; at += 1) {
    if (words[at]?.text !== "ya") continue;
    const next = words[at + 1]?.text ?? "";
    if (next === "no") return !CAN_NO_LONGER.has(words[at + 2]?.text ?? "");
    if (OVER_ES.has(next)) return true;
    if (OVER_ES.has(words[at + 2]?.text ?? "") && PRONOUNS_ES.has(next)) return true;
  }
  return false;
}

const OVER_ES = set(spanish.OVER);
const PRONOUNS_ES = set("se la lo le me nos");
/** "Ya no aguanto", "ya no puedo": worse, not over. */
const CAN_NO_LONGER = set(
  "aguanto aguanta aguantamos puedo puede podemos se me hay tengo tenemos da funciona sirve cabe",
);

const OVER = set("gone fixed resolved cleared over stopped handled repaired");
const BE_OR_HAVE = set("is was has its thats been got have just seems");
const NOT_OVER = set("not isnt hasnt never wont still back again until till if");

const BACK_WORDS_MAX = 8;
const SURE_NEGATORS = set(
  "not isnt arent wasnt werent dont doesnt didnt havent hasnt hadnt never aint nor nothing nobody without zero",
);
const NO = set("no zero");
const NEGATORS_ES = set(spanish.NEGATORS);
const NEGATED_THROUGH_ES = set(spanish.NEGATED_THROUGH);
const NOT_AFTER_SE = set(spanish.NOT_AFTER_SE);
/** A negation reaches a danger word only through words like these; "don't wait, there's gas" must not be negated. */
const AFTER_NEGATOR = set(
  "a an the any really actually necessarily exactly like kind of type that this it its is was be been being there theres i we you they he she think believe consider considered call say smell see hear feel have has had having got getting experiencing notice noticed such big huge major real active immediate medical dental life threatening super very too particularly currently anything something anyone anybody more much my me our his her seem seems look looks sound sounds calling about any such severe bad serious true",
);
const AFTER_NO = set(
  "a any real active big major immediate medical dental life threatening actual severe bad serious such more signs sign of visible known current es hay huele tenemos tengo una un la el esta a tiene siento parece mas",
);

function isNegated(words: readonly Word[], place: Place): boolean {
  const first = words[place.first]?.text ?? "";
  // "No heat" and "isn't working" carry their own negation; a second one before them is dialect, not a denial.
  if (SURE_NEGATORS.has(first) || NEGATORS_ES.has(first)) return false;
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
    reachesSpanish &&=
      NEGATED_THROUGH_ES.has(text) ||
      (text === "se" && !NOT_AFTER_SE.has(next?.text ?? "") && !next?.text.startsWith("huel"));
    if (!reachesNegator && !reachesNo && !reachesSpanish) return false;
  }
  return false;
}

const BUT = set(`but however though although because if ${spanish.BUT}`);
const OR = set("or nor o");

const PAST_PERIODS = set(
  "winter summer spring fall autumn year month season christmas thanksgiving january february march april may june july august september october november december",
);
const PAST_UNITS = set("year years month months weeks");
const NOW = set(
  `again still now currently happening keeps ongoing back today tonight started starting began since worse ${spanish.NOW}`,
);
const STILL = set(`again still happening keeps ${spanish.STILL}`);

function isPast(words: readonly Word[], place: Place): boolean {
  const begin = sentenceBegin(words, place.first, 10);
  for (let at = begin; at < place.first; at += 1) {
    const after = pastMarkerEnd(words, at);
    if (after !== -1 && after <= place.first) {
      return (
        !goesOn(words, after, place.first) && !hasAny(words, place.last, sentenceEnd(words, place.last, 12), STILL)
      );
    }
  }
  const end = sentenceEnd(words, place.last, 7);
  for (let at = place.last; at < end; at += 1) {
    const after = pastMarkerEnd(words, at);
    // "since last month", "and again last week": it goes on.
    if (after !== -1) return !goesOn(words, place.last, at) && !goesOn(words, after, sentenceEnd(words, after, 12));
  }
  return false;
}

/** Whether a word of the present stands there; "y ahora queremos…" tells a wish, not that it goes on. */
function goesOn(words: readonly Word[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const text = words[at]?.text ?? "";
    if (NOW.has(text) && !(NOW_ES.has(text) && WISH_ES.test(words[at + 1]?.text ?? ""))) return true;
  }
  return false;
}
const NOW_ES = set("ahora ahorita hoy ya");
const WISH_ES = /^(?:quier|quer|quis|necesit|ocup|busc|voy|vamos|toca|salio|estoy|esta$|estamos)/;

/** The word index after a marker of the past that stands at `at`, or -1. */
function pastMarkerEnd(words: readonly Word[], at: number): number {
  const one = words[at]?.text ?? "";
  const two = words[at + 1]?.text ?? "";
  if ((one === "last" || one === "previous" || one === "past") && PAST_PERIODS.has(two)) return at + 2;
  if (PAST_UNITS.has(one) && (two === "ago" || two === "back" || two === "earlier")) return at + 2;
  const spanishEnd = spanishPastEnd(words, at);
  if (spanishEnd !== -1) return spanishEnd;
  if (one === "used" && two === "to") return at + 2;
  if (one === "history" && two === "of") return at + 2;
  if (one === "back" && two === "in") return at + 2;
  if (one === "back" && two === "when") return at + 2;
  if (one === "in" && two === "the" && words[at + 2]?.text === "past") return at + 3;
  if (one === "previously" || one === "formerly") return at + 1;
  if (one === "last" && two === "time") return at + 2;
  // What others had, told as a reason.
  if (OTHERS.has(one) && two === "had") return at + 2;
  return -1;
}
const OTHERS = set("neighbor neighbors neighbour friend coworker coworkers buddy");

/** The word index after a Spanish marker of the past at `at`, or -1: "el año pasado", "hace como diez años", "una vez". */
function spanishPastEnd(words: readonly Word[], at: number): number {
  const one = words[at]?.text ?? "";
  const two = words[at + 1]?.text ?? "";
  if (PAST_PERIODS_ES.has(one) && PASSED_ES.has(two)) return at + 2;
  if (one === "hace" && words[at - 1]?.text !== "desde") {
    for (let unit = at + 1; unit <= at + 4; unit += 1) {
      if (!LONG_UNITS_ES.has(words[unit]?.text ?? "")) continue;
      // "Hace dos meses que no hay agua" goes on.
      return words[unit + 1]?.text === "que" ? -1 : unit + 1;
    }
    if (two === "tiempo" || (two === "mucho" && words[at + 2]?.text === "tiempo")) return at + 2;
  }
  if (one === "antes" && two !== "de" && two !== "que" && two !== "posible") return at + 1;
  if ((one === "cuando" && two === "era") || (one === "aquella" && two === "vez")) return at + 2;
  if ((one === "una" || one === "otra") && two === "vez" && words[at - 1]?.text === "la") return at + 2;
  if (one === "una" && two === "vez" && words[at - 1]?.text !== "de") return at + 2;
  if (one === "antecedentes" || (one === "historial" && two === "de")) return at + 1;
  if (OTHERS_ES.has(one)) {
    if (OTHERS_HAD_ES.has(two)) return at + 2;
    if (two === "le" || two === "les") return OTHERS_HAD_ES.has(words[at + 2]?.text ?? "") ? at + 3 : -1;
    // "A la vecina se le cayó": the "le" says whose trouble it is.
    if (two === "se" && /^les?$/.test(words[at + 2]?.text ?? "")) return at + 3;
  }
  return -1;
}
const PAST_PERIODS_ES = set(spanish.PAST_PERIODS);
const PASSED_ES = set(spanish.PASSED);
const LONG_UNITS_ES = set(spanish.LONG_UNITS);
const OTHERS_ES = set(spanish.OTHERS);
const OTHERS_HAD_ES = set(spanish.OTHERS_HAD);

const HYPOTHETICAL_THROUGH = set(
  "a an the there theres is was were are i we you they it he she my our your someone anyone somebody something ever have had has get gets got see smell smells hear feel start starts happen happens to suddenly any another of",
);
const REAL_IF_BEFORE = set("sure know see tell check wonder wondering ask asking as even like only idea certain");

function isHypothetical(words: readonly Word[], place: Place): boolean {
  if (isHypotheticalInSpanish(words, place)) return true;
  for (let at = place.first - 1; at >= Math.max(0, place.first - BACK_WORDS_MAX); at -= 1) {
    const text = words[at]?.text ?? "";
    if (words[at + 1]?.before === "sentence") return false;
    if (text === "if" || text === "whenever" || text === "unless") return !isRealIf(words, at);
    if (PREVENTING.has(text)) return true;
    if ((text === "case" || text === "event" || text === "risk") && IN_CASE.has(words[at - 1]?.text ?? "")) return true;
    if (!HYPOTHETICAL_THROUGH.has(text)) return false;
  }
  return false;
}
const PREVENTING = set("prevent preventing prevents avoid avoiding prevention");
const IN_CASE = set("in the just any");

/** "Si llegara a haber una fuga", "en caso de", "por si"; not "no sé si huele a gas", not "hola sí huele a gas". */
function isHypotheticalInSpanish(words: readonly Word[], place: Place): boolean {
  // "Si se inundara": the danger word itself is in the form of what has not happened.
  let isUnreal = words.slice(place.first, place.last).some((word) => UNREAL_ES.has(word.text));
  for (let at = place.first - 1; at >= Math.max(0, place.first - BACK_WORDS_MAX); at -= 1) {
    const text = words[at]?.text ?? "";
    const before = words[at - 1]?.text ?? "";
    if (words[at + 1]?.before === "sentence") return false;
    if (PREVENTING_ES.has(text)) return true;
    if (text === "caso" && before === "en") return true;
    if (text === "si") {
      if (before === "por") return true;
      if (REAL_IF_BEFORE_ES.has(before) || (before === "que" && words[at - 2]?.text === "hago")) return false;
      if (isUnreal) return true;
      // An "if" has lost nothing; a "sí" has lost its accent: yes, at the beginning or after a greeting or a comma.
      const startsHere = words[at]?.before !== "none" || words[at + 1]?.before === "comma";
      return !startsHere && !YES_AFTER_ES.has(before);
    }
    if (UNREAL_ES.has(text)) isUnreal = true;
    else if (!IF_THROUGH_ES.has(text)) return false;
  }
  return false;
}
const PREVENTING_ES = set(spanish.PREVENTING);
const REAL_IF_BEFORE_ES = set(spanish.REAL_IF_BEFORE);
const UNREAL_ES = set(spanish.UNREAL);
const YES_AFTER_ES = set(spanish.YES_AFTER);
const IF_THROUGH_ES = set(spanish.IF_THROUGH);

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
