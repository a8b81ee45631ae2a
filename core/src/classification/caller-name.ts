import type { SpokenEvidence } from "./assessment.ts";
import { findPhrases, indexPhrases } from "./find-phrases.ts";
import { COMMON_WORDS } from "./vocabulary/common-words.ts";
import { FIRM_WORDS, FIRST_NAMES, LAST_NAMES, PARTICLES, TITLES } from "./vocabulary/names.ts";
import type { Word } from "./words.ts";

export type CallerName = { readonly value: string; readonly evidence: SpokenEvidence };

/**
 * What leads to a name. After `sure` only a name can follow; after `likely` it must look like one; after `weak` ("it's …")
 * it must be a known name or be written as one; `first` and `last` say which part follows.
 */
type Certainty = "sure" | "likely" | "weak" | "first" | "last";
const CUES = indexPhrases<{ certainty: Certainty; phrases: string[] }>([
  {
    certainty: "sure",
    phrases: ["name is", "names", "me llamo", "mi nombre es", "a nombre de", "ask for", "under the name"],
  },
  {
    certainty: "likely",
    phrases: ["this is", "this here is", "named", "habla", "le habla", "de parte de", "le saluda"],
  },
  { certainty: "weak", phrases: ["its ..1 me", "its", "it is", "i am", "im", "soy", "aqui"] },
  { certainty: "first", phrases: ["first name ..1 is", "first name", "primer nombre ..1 es"] },
  { certainty: "last", phrases: ["last name ..1 is", "last name", "surname ..1 is", "apellido ..1 es", "apellido"] },
]);

/** The name of someone or something else: "my dog's name is", "her name is", "the company's name is". */
const OWN_NAME = new Set(
  "my the mi first last full and hi hello hey yeah yes so um uh morning afternoon evening there good ok okay".split(
    " ",
  ),
);

type Name = { readonly first: number; readonly last: number; readonly certainty: Certainty };

/** The name the caller gives for themselves, verbatim; a correction or a plain "my name is" replaces the one before. */
export function findCallerName(text: string, words: readonly Word[], channel?: "voicemail" | "sms"): CallerName | null {
  const reader = { text, words, isCased: usesCapitals(text, words) };
  let name: Name | null = null;
  let lastName: Name | null = null;
  for (const cue of findPhrases(CUES, words)) {
    const { certainty } = cue.rule;
    if (!isAboutCaller(words, cue.first, cue.last)) continue;
    const found = readName(reader, cue.last, certainty);
    if (found === null) continue;
    if (certainty === "last") {
      lastName ??= found;
      continue;
    }
    if (name !== null && certainty !== "sure" && certainty !== "first") continue;
    name = fullerName(reader, correctedName(reader, found) ?? found);
  }
  name ??= nameBeforeVerb(reader) ?? (channel === "sms" ? signature(reader) : null);
  if (name === null) return lastName === null ? null : asCallerName(text, words, lastName);
  if (lastName === null || lastName.first <= name.last || name.last > name.first)
    return asCallerName(text, words, name);
  // "First name Linh, last name Nguyen": the value is the name, the evidence all that was said.
  const first = asCallerName(text, words, name);
  const whole = asCallerName(text, words, { ...name, last: lastName.last });
  return { ...whole, value: `${first.value} ${asCallerName(text, words, lastName).value}` };
}

type Reader = { readonly text: string; readonly words: readonly Word[]; readonly isCased: boolean };

/** Capitals tell names only where not every word has one. */
function usesCapitals(text: string, words: readonly Word[]): boolean {
  let capitals = 0;
  for (const word of words.slice(0, 400)) if (/\p{Lu}/u.test(text.charAt(word.start))) capitals += 1;
  return capitals > 1 && capitals * 4 <= Math.min(words.length, 400) * 3 && /\p{Ll}/u.test(text);
}

function isAboutCaller(words: readonly Word[], first: number, last: number): boolean {
  const cue = words[first]?.text ?? "";
  const before = words[first - 1];
  if (cue === "name" || cue === "names")
    return before === undefined || (words[first]?.before !== "none" && last - first > 1) || OWN_NAME.has(before.text);
  if (cue === "named")
    return words.slice(Math.max(0, first - 6), first).some(({ text }) => text === "im" || text === "am");
  if (cue === "ask") return before?.text !== "to" || words[first - 2]?.text !== "want";
  // "Is this dave", "that this is".
  return !(cue === "this" && before?.text === "is");
}

const FILLERS = new Set("uh um er ah yes yeah again me".split(" "));
/** Who a caller is to somebody: "this is Dave's wife Karen". */
const RELATIONS = new Set(
  "cousin wife husband mom mother dad father son daughter sister brother assistant secretary neighbor friend aunt uncle grandma grandson granddaughter roommate girlfriend boyfriend partner office mama esposa esposo hija hijo".split(
    " ",
  ),
);

function readName(reader: Reader, from: number, certainty: Certainty): Name | null {
  const { words } = reader;
  let at = from;
  while (at - from < 3 && FILLERS.has(words[at]?.text ?? "") && !FIRST_NAMES.has(words[at]?.text ?? "")) at += 1;
  if (words[at]?.before === "sentence" && at === from) return null;
  // "It's your cousin Ray."
  if (["your", "su", "tu", "la", "el"].includes(words[at]?.text ?? "") && RELATIONS.has(words[at + 1]?.text ?? ""))
    return readKnownName(reader, at + 2, certainty);
  if (["la", "el"].includes(words[at]?.text ?? "") && TITLES.has(words[at + 1]?.text ?? "")) at += 1;
  const titled = TITLES.has(words[at]?.text ?? "") && (words[at]?.text !== "don" || !reader.isCased);
  const begin = titled ? at + 1 : at;
  if (isPossessive(reader, begin)) {
    const relation = words.findIndex((word, index) => index > begin && index <= begin + 3 && RELATIONS.has(word.text));
    return relation === -1 ? null : readKnownName(reader, relation + 1, certainty);
  }
  const last = nameEnd(reader, begin, titled ? "sure" : certainty, titled);
  if (last === begin) return null;
  for (let index = begin; index < last; index += 1) if (FIRM_WORDS.has(words[index]?.text ?? "")) return null;
  return { first: at, last: last - 1, certainty };
}

/** After the word for a relation only a name that is known or written as one: "Dave's wife karen", not "wife calling". */
function readKnownName(reader: Reader, from: number, certainty: Certainty): Name | null {
  const last = nameEnd(reader, from, "weak", false);
  return last === from ? null : { first: from, last: last - 1, certainty };
}

/** "Dave's", and "daves wife" where no apostrophe was heard. */
function isPossessive({ text, words }: Reader, at: number): boolean {
  for (const index of [at, at + 1]) {
    const word = words[index];
    if (word === undefined || (index > at && word.before !== "none")) return false;
    if (/['’]s$/i.test(text.slice(word.start, word.end))) return true;
    if (word.text.endsWith("s") && RELATIONS.has(words[index + 1]?.text ?? "")) return true;
  }
  return false;
}

/** What comes after a name that nobody knows, so that it is one. */
const AFTER_UNKNOWN = new Set("calling callin from with over again here speaking returning at llamando".split(" "));

/** The index after the last word of the name that begins at `from`; `from` itself when there is none. */
function nameEnd(reader: Reader, from: number, certainty: Certainty, isTitled: boolean): number {
  const { words } = reader;
  const first = words[from];
  if (first === undefined || (first.before === "sentence" && !isTitled) || !isNameLike(reader, from)) return from;
  const isKnown = FIRST_NAMES.has(first.text) && (!COMMON_WORDS.has(first.text) || isWritten(reader, from));
  const isPlain = certainty === "sure" || certainty === "first" || certainty === "last";
  const isLastName = isTitled || certainty === "last";
  const isWord = COMMON_WORDS.has(first.text) || hasWordEnding(first.text);
  if (!isKnown && !isWritten(reader, from) && isWord) return from;
  let last = from + 1;
  if (!(certainty === "first") && !(isLastName && !isKnown && !isWritten(reader, last)))
    last = withLastName(reader, last);
  if (isKnown || isPlain) return last;
  if (isWritten(reader, from)) return certainty === "weak" && !isEndOfName(reader, last) ? from : last;
  // Nobody knows the word and nothing is written with capitals: what follows must show that it was a name.
  const after = words[last]?.text ?? "";
  if (certainty === "likely" && AFTER_UNKNOWN.has(after) && !hasWordEnding(first.text)) return last;
  return certainty === "weak" && ["calling", "speaking", "llamando"].includes(after) && !hasWordEnding(first.text)
    ? last
    : from;
}

function withLastName(reader: Reader, from: number): number {
  const { words } = reader;
  let last = from;
  for (let count = 0; count < 2; count += 1) {
    let next = last;
    while (PARTICLES.has(words[next]?.text ?? "") && words[next]?.before === "none" && next - last < 3) next += 1;
    const word = words[next];
    if (word === undefined || word.before !== "none" || !isNameLike(reader, next)) break;
    // "Fernando de Distribuidora del Valle" comes from there.
    if (next === last + 1 && words[last]?.text === "de" && !LAST_NAMES.has(word.text)) break;
    const isKnown = LAST_NAMES.has(word.text) || FIRST_NAMES.has(word.text);
    if (reader.isCased && !isWritten(reader, next) && !(isKnown && !isWritten(reader, from - 1))) break;
    if (!isWritten(reader, next)) {
      const isWord = COMMON_WORDS.has(word.text) || hasWordEnding(word.text) || NOT_AFTER_NAME.has(word.text);
      if (isWord && !(isKnown && isEndOfName(reader, next + 1))) break;
      // A second last name must be a known one.
      if (count > 0 && !isKnown) break;
    }
    last = next + 1;
  }
  return last;
}

/** Words that often follow a first name and are no last name; the trades' nouns. */
const NOT_AFTER_NAME = new Set(
  "toilet toilets faucet washer boiler tooth teeth filling crown dishwasher disposal thermostat breaker outlet lights light roof gutters key keys hair nails invoice bill policy claim court ticket lease rent deposit reservation table dinner lunch party wedding passport tax taxes website logo email text texts voicemail calls para porque llamo necesito tengo quiero".split(
    " ",
  ),
);

/** Whether the name may end here: the text does, a pause follows, or a word that goes on with the sentence. */
function isEndOfName({ words }: Reader, at: number): boolean {
  const word = words[at];
  return word === undefined || word.before !== "none" || COMMON_WORDS.has(word.text);
}

function isNameLike({ words, text }: Reader, at: number): boolean {
  const word = words[at];
  if (word === undefined || word.text.length < 2 || word.text.length > 20 || !/^\p{L}+$/u.test(word.text)) return false;
  // A redacted place, or an abbreviation in brackets, is no name.
  return text.charAt(word.start - 1) !== "[";
}

/** Written as a name: with a capital, in a text where capitals tell something. */
function isWritten({ text, words, isCased }: Reader, at: number): boolean {
  const word = words[at];
  return word !== undefined && isCased && /\p{Lu}/u.test(text.charAt(word.start)) && !NEVER_A_NAME.has(word.text);
}
const NEVER_A_NAME = new Set(
  "mom mommy dad daddy grandma grandpa i im ive id ill ac hvac ok okay hi hello hey yes no not the a an this it its is my your calling just so and but spanish english monday tuesday wednesday thursday friday saturday sunday january february march april july august september october november december google emergency urgent ridiculous locked freezing about for from with at in on to really very still sorry please thanks thank good great".split(
    " ",
  ),
);

/** Endings of verbs and adjectives: "freezing", "locked", "unacceptable". */
function hasWordEnding(word: string): boolean {
  return word.length > 4 && /(?:ing|ed|ly|able|ible|ous|ful|less|tion|ment)$/.test(word);
}

/** "This is Mark, sorry, Mike Jensen". */
function correctedName(reader: Reader, name: Name): Name | null {
  const { words } = reader;
  const from = name.last + 1;
  for (let at = from; at < from + 3; at += 1) {
    if (words[at]?.before === "sentence" && at > from) break;
    if (!SLIPS.has(words[at]?.text ?? "")) continue;
    let next = at + 1;
    while (next < at + 4 && AFTER_SLIP.has(words[next]?.text ?? "")) next += 1;
    return readKnownName(reader, next, name.certainty);
  }
  return null;
}
/** "Welles, Patricia Welles". */
function fullerName(reader: Reader, name: Name): Name {
  const { words } = reader;
  const next = name.last + 1;
  if (words[next]?.before !== "comma" || words[next + 1]?.text !== words[name.last]?.text) return name;
  return isNameLike(reader, next) ? { ...name, first: next, last: next + 1 } : name;
}

const SLIPS = new Set("sorry mean meant actually correction wait no perdon digo".split(" "));
const AFTER_SLIP = new Set("its this is i mean wait no sorry my name".split(" "));

/** "Hi, Bob Miller calling about…", "Bob Miller here": only known names, at the beginning. */
function nameBeforeVerb(reader: Reader): Name | null {
  const { words } = reader;
  let from = 0;
  while (from < 5 && GREETINGS.has(words[from]?.text ?? "")) from += 1;
  if (!FIRST_NAMES.has(words[from]?.text ?? "")) return null;
  const last = nameEnd(reader, from, "weak", words[from]?.before === "sentence");
  const after = words[last]?.text ?? "";
  if (last === from || !BEFORE_VERB.has(after) || words[last]?.before === "sentence") return null;
  return { first: from, last: last - 1, certainty: "weak" };
}
const GREETINGS = new Set(
  "hi hello hey yeah yes um uh good morning afternoon evening there hola buenas buenos dias tardes".split(" "),
);
const BEFORE_VERB = new Set("calling here again speaking llamando".split(" "));

/** The end of a text message: "Thanks, Maria Lopez", "- Dave". */
function signature(reader: Reader): Name | null {
  const { text, words } = reader;
  // "…, Jasmine 909-555-0170": the number may come after the name.
  let end = words.length;
  while (end > 1 && /^\d/.test(words[end - 1]?.text ?? "")) end -= 1;
  for (let from = end - 1; from >= Math.max(1, end - 3); from -= 1) {
    const word = words[from];
    if (word === undefined || !isNameLike(reader, from)) continue;
    const signs = text.slice(words[from - 1]?.end ?? 0, word.start);
    const isSigned =
      /\n|[-–—~]/.test(signs) ||
      (signs.includes(",") && (end < words.length || SIGNED_AFTER.has(words[from - 1]?.text ?? "")));
    if (!isSigned || (COMMON_WORDS.has(word.text) && !isWritten(reader, from))) continue;
    const last = withLastName(reader, from + 1);
    return last === end ? { first: from, last: last - 1, certainty: "weak" } : null;
  }
  return null;
}
const SIGNED_AFTER = new Set("thanks thank you regards best cheers thx ty gracias saludos sincerely".split(" "));

const RULES: Readonly<Record<Certainty, string>> = {
  sure: "says-my-name-is",
  first: "says-my-name-is",
  last: "says-my-name-is",
  likely: "says-this-is",
  weak: "says-this-is",
};

function asCallerName(text: string, words: readonly Word[], { first, last, certainty }: Name): CallerName {
  const start = words[first]?.start ?? 0;
  const end = words[last]?.end ?? start;
  const quote = text.slice(start, end);
  return { value: quote, evidence: { label: "caller-name", rule: RULES[certainty], start, end, quote } };
}
