import type { Language } from "./assessment.ts";
import type { Word } from "./words.ts";

// The commonest small words, folded. A word that two languages share counts for both.
const SMALL_WORDS: readonly (readonly [Language, ReadonlySet<string>])[] = [
  [
    "en",
    list(
      "the a and to of is in it i you we my for on have this that with are was can need your please call me not be at hi hello name its im dont just would do",
    ),
  ],
  [
    "es",
    list(
      "el la de que y en un una los las por para con no se mi su es hola gracias favor tengo necesito me llamo esta puede cuando llamar quiero soy por porque numero casa hay muy",
    ),
  ],
  [
    "fr",
    list(
      "le la de et les des un une je vous est pour dans que pas mon avec bonjour merci suis ai sur il nous votre besoin appeler",
    ),
  ],
  [
    "pt",
    list(
      "o a de e que um uma os as para com nao eu voce por meu minha estou obrigado ola preciso ligar tenho esta muito sou",
    ),
  ],
  [
    "de",
    list(
      "der die das und ich ist nicht ein eine zu mit auf wir sie bitte habe mein fur danke hallo brauche den von es",
    ),
  ],
  [
    "it",
    list("il la di e che un una per con non sono mi ho ciao grazie buongiorno vorrei mio bisogno chiamare questo"),
  ],
];

const SCRIPTS: readonly (readonly [Language, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["zh", /\p{Script=Han}/u],
  ["ko", /\p{Script=Hangul}/u],
  ["ru", /\p{Script=Cyrillic}/u],
  ["ar", /\p{Script=Arabic}/u],
  ["he", /\p{Script=Hebrew}/u],
  ["hi", /\p{Script=Devanagari}/u],
];

/** The language of a text, by its script or its small words; "unknown" when too few of them say so. */
export function recogniseLanguage(text: string, words: readonly Word[]): Language {
  const sample = text.slice(0, 2000);
  if (/[^\u0000-\u024f]/.test(sample)) {
    for (const [language, script] of SCRIPTS) {
      if (script.test(sample) && words.filter((word) => script.test(word.text)).length * 2 > words.length)
        return language;
    }
  }
  let best: Language = "unknown";
  let most = 0;
  for (const [language, small] of SMALL_WORDS) {
    let count = 0;
    for (const word of words) if (small.has(word.text)) count += 1;
    // English and Spanish stand first and are what the rules read, so a tie is theirs.
    if (count > most) {
      best = language;
      most = count;
    }
  }
  return most >= 1 && most * 12 >= words.length ? best : "unknown";
}

function list(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
