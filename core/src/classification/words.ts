/** What stands between a word and the one before it. A new sentence ends every phrase; a comma ends a negation. */
export type Break = "none" | "comma" | "sentence";

/** One word of a text: folded for comparing, with its place in the text as it was given (UTF-16 offsets). */
export type Word = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly before: Break;
  /** The word without its "'s": "basement's" is "basement is" as often as it is a possessive. */
  readonly stem?: string;
};

// Letters with points ("A.C.", "p.m"), a number with its inner points ("9:30", "1,200", "3pm"), a run of letters, or a sign that means a word.
// Each alternative starts with a class the others exclude, so the scan is linear in any text.
const WORD =
  /(?<![\p{L}\p{N}.])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])(?:\.(?=\s+\p{Ll}))?|\p{N}+(?:[.:,]\p{N}+)*\p{L}*|\p{L}[\p{L}\p{M}\p{N}\p{Cf}'’ʼ]*|[$€£%#]/gu;

/**
 * Splits a text into words for phrase matching. Folding makes speech-to-text variants meet: lower case, no accents, no
 * apostrophes ("Can’t" is "cant"), compatibility forms and invisible characters taken out. Never throws, linear time.
 */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  let previousEnd = 0;
  for (const match of text.matchAll(WORD)) {
    let raw = match[0];
    while (raw.length > 1 && APOSTROPHES.includes(raw.at(-1) ?? "")) raw = raw.slice(0, -1);
    const start = match.index;
    const end = start + raw.length;
    const before = words.length === 0 ? "sentence" : breakBetween(text, previousEnd, start);
    const plain = fold(raw);
    const folded = THUMBED[plain] ?? plain;
    const previous = words.at(-1);
    if (folded === "not" && before === "none" && previous !== undefined && previous.text in SHORTENED) {
      words[words.length - 1] = { ...previous, text: SHORTENED[previous.text] ?? "", end };
    } else {
      const stem = WITH_S.test(raw) && !NO_STEM.has(folded) ? folded.slice(0, -1) : undefined;
      words.push({
        text: folded === "cannot" ? "cant" : folded,
        start,
        end,
        before,
        ...(stem === undefined ? {} : { stem }),
      });
    }
    previousEnd = end;
  }
  return words;
}

const WITH_S = /\p{L}['’ʼ]s$/iu;
/** Their "'s" is part of the phrases that name them. */
const NO_STEM = new Set(
  "its thats theres hes shes whos whats wheres hows heres lets whens everybodys nobodys".split(" "),
);
const APOSTROPHES = "'’ʼ";
const SENTENCE_END = ".!?;\n\r…。！？¡¿";
const COMMA_LIKE = ',:()—–"“”/';

function breakBetween(text: string, from: number, to: number): Break {
  let found: Break = "none";
  for (let index = from; index < to; index += 1) {
    const sign = text.charAt(index);
    if (sign === " ") continue;
    if (SENTENCE_END.includes(sign)) return "sentence";
    if (COMMA_LIKE.includes(sign)) found = "comma";
  }
  return found;
}

/** "do not" and "don't" are one word to the phrases. */
const SHORTENED: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  do: "dont",
  does: "doesnt",
  did: "didnt",
  can: "cant",
  could: "couldnt",
  will: "wont",
  would: "wouldnt",
  have: "havent",
  has: "hasnt",
});

/** What thumbs write for a word. ("u" is a word of Spanish too, but only before an o.) */
const THUMBED: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  u: "you",
  ur: "your",
  r: "are",
  pls: "please",
  plz: "please",
  thx: "thanks",
  tmrw: "tomorrow",
  tmr: "tomorrow",
  tmw: "tomorrow",
  tomorow: "tomorrow",
  tommorow: "tomorrow",
  tommorrow: "tomorrow",
  tonite: "tonight",
  "2day": "today",
  "2nite": "tonight",
  wknd: "weekend",
  thru: "through",
  abt: "about",
  b4: "before",
  bc: "because",
  cuz: "because",
  resched: "reschedule",
  rescedule: "reschedule",
  appoinment: "appointment",
  apointment: "appointment",
  acct: "account",
  msg: "message",
  cancelation: "cancellation",
  recieve: "receive",
  reciept: "receipt",
});

const PLAIN = /^[a-z0-9]+$/;

/** Folds one word so that its spellings compare equal. */
export function fold(raw: string): string {
  const lower = raw.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}'’ʼ]|(?<=\p{L})\./gu, "")
    .toLowerCase();
}
