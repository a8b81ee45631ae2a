import * as spanish from "#classification/vocabulary/spanish/context.ts";
import type { Word } from "#classification/words.ts";
import { type Place, wordSet as set } from "./word-window.ts";

const BACK_WORDS_MAX = 8;

/** "Fuga no hay", "dolor de pecho no tengo": denied after it was named. */
export function isDeniedAfterInSpanish(words: readonly Word[], place: Place): boolean {
  return (
    words[place.last]?.text === "no" &&
    words[place.last]?.before !== "sentence" &&
    DENIED_AFTER.has(words[place.last + 1]?.text ?? "")
  );
}
const DENIED_AFTER = set("hay habia hubo tengo tiene tenemos es era veo vemos siento");

/** "Olía a gas pero ya se quitó", "ya no huele", "ya cerramos la llave": an "ya" makes it a change. */
export function isOverInSpanish(words: readonly Word[], place: Place): boolean {
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

/** "…y otra vez se reventó", not "no quiero que pase otra vez". */
export function comesBackInSpanish(words: readonly Word[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const text = words[at]?.text ?? "";
    const before = words[at - 1]?.text ?? "";
    const isAgain = (text === "vez" && before === "otra") || (text === "nuevo" && before === "de");
    // "Y otra vez…", not "embarazada otra vez".
    const isBack = (isAgain && BEFORE_AGAIN.has(words[at - 2]?.text ?? "")) || BACK.has(text);
    if (isBack)
      return !hasWord(words, at - NOT_BACK_WORDS, at, "no") && !hasWord(words, at - NOT_BACK_WORDS, at, "evitar");
  }
  return false;
}
const BACK = set("nuevamente volvio volvieron");
const BEFORE_AGAIN = set("y ahora pero ya hoy ayer anoche esta paso pasa ahorita");
const NOT_BACK_WORDS = 7;

/** The word index after a Spanish marker of the past at `at`, or -1: "el año pasado", "hace como diez años", "una vez". */
export function spanishPastEnd(words: readonly Word[], at: number): number {
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
  // "Ya van a ser dos años que se nos metió": it was told, and is over; "dos meses que no hay agua" goes on.
  if (LONG_UNITS_ES.has(one) && two === "que") {
    let verb = at + 2;
    while (PRONOUNS_ES.has(words[verb]?.text ?? "")) verb += 1;
    const text = words[verb]?.text ?? "";
    return /(?:o|aron|eron)$/.test(text) && !I_NOW.has(text) ? at + 2 : -1;
  }
  if (one === "antes" && two !== "de" && two !== "que" && two !== "posible") return at + 1;
  if ((one === "cuando" && two === "era") || (one === "aquella" && two === "vez")) return at + 2;
  if ((one === "una" || one === "otra") && two === "vez" && words[at - 1]?.text === "la") return at + 2;
  if (one === "una" && two === "vez" && words[at - 1]?.text !== "de") return at + 2;
  if (one === "en" && /^(?:19|20)\d\d$/.test(two)) return at + 2;
  if (one === "antecedentes" || (one === "historial" && two === "de")) return at + 1;
  if (OTHERS_ES.has(one)) {
    if (OTHERS_HAD_ES.has(two)) return at + 2;
    if (two === "le" || two === "les") return OTHERS_HAD_ES.has(words[at + 2]?.text ?? "") ? at + 3 : -1;
    // "A la vecina se le cayó", "me contó que se le inundó": the "le" says whose trouble it is; "se le está" is now.
    for (let next = at + 1; next <= at + OTHERS_WORDS_MAX && words[next]?.before !== "sentence"; next += 1)
      if (words[next]?.text === "se" && /^les?$/.test(words[next + 1]?.text ?? ""))
        return /(?:o|on)$/.test(words[next + 2]?.text ?? "") ? next + 2 : -1;
  }
  return -1;
}
const PAST_PERIODS_ES = set(spanish.PAST_PERIODS);
const PASSED_ES = set(spanish.PASSED);
const LONG_UNITS_ES = set(spanish.LONG_UNITS);
const OTHERS_ES = set(spanish.OTHERS);
const I_NOW = set(
  "no siento tengo llevo noto espero quiero necesito veo oigo escucho huelo vivo estoy traigo ando pido llamo",
);
const OTHERS_WORDS_MAX = 6;
const OTHERS_HAD_ES = set(spanish.OTHERS_HAD);

/** "Si llegara a haber una fuga", "en caso de", "por si"; not "no sé si huele a gas", not "hola sí huele a gas". */
export function isHypotheticalInSpanish(words: readonly Word[], place: Place): boolean {
  // "Si se inundara": the danger word itself is in the form of what has not happened.
  let isUnreal = words.slice(place.first, place.last).some((word) => UNREAL_ES.has(word.text));
  for (let at = place.first - 1; at >= Math.max(0, place.first - BACK_WORDS_MAX); at -= 1) {
    const text = words[at]?.text ?? "";
    const before = words[at - 1]?.text ?? "";
    if (words[at + 1]?.before === "sentence") return false;
    if (PREVENTING_ES.has(text)) return true;
    // "Antes de que empiece a gotear".
    if (text === "antes" && /^(?:de|que)$/.test(words[at + 1]?.text ?? "")) return true;
    if (text === "caso" && before === "en") return true;
    // "No queremos que les vaya a salir": feared, not there.
    if ((text === "vaya" || text === "vayan") && words[at + 1]?.text === "a" && hasWord(words, at - 5, at, "que"))
      return true;
    if (text === "si") {
      if (before === "por") return true;
      if (REAL_IF_BEFORE_ES.has(before) || (before === "que" && words[at - 2]?.text === "hago")) return false;
      if (isUnreal) return true;
      // An "if" has lost nothing; a "sí" has lost its accent: yes, at the beginning or after a greeting or a comma.
      const startsHere = words[at]?.before !== "none" || words[at + 1]?.before === "comma";
      return !startsHere && !YES_AFTER_ES.has(before);
    }
    if (text === "de" && before === "antes") continue;
    if (UNREAL_ES.has(text)) isUnreal = true;
    else if (!IF_THROUGH_ES.has(text)) return false;
  }
  return false;
}
function hasWord(words: readonly Word[], from: number, to: number, text: string): boolean {
  for (let at = Math.max(0, from); at < to; at += 1) if (words[at]?.text === text) return true;
  return false;
}
const PREVENTING_ES = set(spanish.PREVENTING);
const REAL_IF_BEFORE_ES = set(spanish.REAL_IF_BEFORE);
const UNREAL_ES = set(spanish.UNREAL);
const YES_AFTER_ES = set(spanish.YES_AFTER);
const IF_THROUGH_ES = set(spanish.IF_THROUGH);
