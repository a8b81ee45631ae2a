import type { Assessment } from "#classification/assessment.ts";
import { isOver } from "#classification/context/over.ts";
import { readContext } from "#classification/context/read-context.ts";
import { whyNotMeant } from "#classification/why-not-meant.ts";
import type { Word } from "#classification/words.ts";
import { DANGER_BEGINNINGS } from "./danger-words.ts";
import type { Place } from "./find-quote.ts";

/** What a quote can show, whatever a model says that it shows. */
export type QuoteWeight =
  /** Greetings, small words, one word alone: nothing. */
  | "nothing"
  /** Something is said. */
  | "something"
  /** Something that can do harm is said, as happening here and now. */
  | "danger";

/**
 * Weighs a quote by its words and what the rules make of them. A danger needs a word that can do harm, meant as such
 * (not denied, past, supposed, an idiom or somebody else's, by the same rules that read every message), or words in which
 * the rules themselves see something pressing; and the message as a whole must be a little like those of people in danger
 * (`likelihood`, of the second reading), so that a model which sees an emergency everywhere alarms nobody. In a language
 * that the rules do not read, several words are enough.
 */
export function weighQuote(words: readonly Word[], quote: Place, rules: Assessment, likelihood: number): QuoteWeight {
  const first = words.findIndex((word) => word.start >= quote.start);
  const inside = words.filter((word) => word.start >= quote.start && word.end <= quote.end);
  const tells = telling(inside).length;
  if (tells < TELLING_WORDS_MIN || first === -1) return "nothing";
  if (!isRead(rules)) return tells >= UNREAD_WORDS_MIN ? "danger" : "something";
  if (likelihood < LIKELIHOOD_MIN) return "something";
  const touches = (piece: Place) => piece.start < quote.end && quote.start < piece.end;
  if (rules.discounted.some((piece) => /^urgency:(emergency|high)$/.test(piece.label) && touches(piece)))
    return "something";
  const isPressing = rules.evidence.some(
    (piece) => piece.label === "urgency:high" && "start" in piece && touches(piece),
  );
  return isPressing || hasDanger(words, first, first + inside.length) ? "danger" : "something";
}

/** The words that are not in every message. */
export function telling(words: readonly Word[]): readonly Word[] {
  return words.filter((word) => word.text.length > 1 && !SMALL.has(word.text));
}

/** Far below where the second reading alarms by itself (`weighed-signals.ts`). */
const LIKELIHOOD_MIN = 0.25;
const TELLING_WORDS_MIN = 2;
const UNREAD_WORDS_MIN = 3;

function isRead({ language }: Assessment): boolean {
  return language === "en" || language === "es" || language === "unknown";
}

function hasDanger(words: readonly Word[], first: number, end: number): boolean {
  const context = readContext(words);
  for (let at = first; at < end; at += 1) {
    const text = words[at]?.text ?? "";
    if (!DANGER_BEGINNINGS.some((beginning) => text.startsWith(beginning))) continue;
    const place = { first: at, last: at + 1 };
    if (whyNotMeant(context, place, { rule: "language-model", isDanger: true }) !== null) return false;
    if (isOver(context, place)) return false;
    return true;
  }
  return false;
}

/** Words that are in every message, English and Spanish, folded: nobody is in danger by them. */
const SMALL: ReadonlySet<string> = new Set(
  (
    "a an the this that these those i im me my we our us you your he she they his her their it its is are was were be been am do does did dont " +
    "have has had can could will would shall should may might must of in on at to for from with by about as and or but if so then just not no yes " +
    "hi hello hey good morning afternoon evening day there please thanks thank bye okay ok um uh well name calling call called back phone number " +
    "message voicemail leave leaving left get give know want need like today tomorrow tonight now soon when what who how whats any some one " +
    "got wanted wondering trying help hope sir maam guys everybody anybody somebody someone something anything " +
    "el la los las un una unos de del en a al que y o pero si no se me mi su sus lo le les te tu es son era soy estoy esta estan hay ha he han " +
    "por para con sin como muy mas hola buenos buenas dias tardes noches gracias favor llamo llamar llame llameme llamen numero nombre mensaje " +
    "quiero quisiera necesito tengo puede pueden hoy manana ahora aqui oye oiga bueno adios"
  ).split(" "),
);
