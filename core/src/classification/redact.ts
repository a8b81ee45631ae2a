import { findAnnounced } from "./announced-numbers.ts";
import { findBirthDates } from "./birth-dates.ts";
import { findCards, type WordSpan } from "./card-numbers.ts";
import { findIbans } from "./ibans.ts";
import { findSecretWords } from "./secret-words.ts";
import { findDigitRuns } from "./spoken-digits.ts";
import type { Trade } from "./trade.ts";
import { readWords, type Word } from "./words.ts";

export type RedactionKind =
  | "card"
  | "card-code"
  | "ssn"
  | "bank-account"
  | "birth-date"
  | "identity-document"
  | "password";

/** What was taken out: its place in the text that was given (to mute the audio), and in the text that is kept. */
export type Redaction = {
  readonly kind: RedactionKind;
  readonly start: number;
  readonly end: number;
  readonly redactedStart: number;
  readonly redactedEnd: number;
};

export type RedactOptions = {
  /** Digits that are no card whatever they look like (our own numbers, case numbers). */
  readonly knownNumbers?: readonly string[];
  /** Dates of birth are taken out in healthcare and insurance; also when the trade is not known. */
  readonly trade?: Trade;
};

/** A place to take out. A card's mark keeps its last four digits, as receipts do (PCI DSS 3.4.1). */
export type Hit = WordSpan & { readonly kind: RedactionKind; readonly mark: string };

/** What the finders read; `taken` and `cards` say of every word whether it is redacted already, and as a card. */
export type Reading = {
  readonly text: string;
  readonly words: readonly Word[];
  readonly taken: Uint8Array;
  readonly cards: Uint8Array;
};

/**
 * Takes card numbers, their codes and expiry dates, social security numbers, bank accounts, dates of birth, passwords and
 * numbers of identity documents out of a text, in figures or spoken (docs/rules.md P6, P7: PCI DSS 3.3.1). Everything that
 * is stored, searched, mailed or shown to a model passes here first, and evidence is computed on the result. Redacting
 * twice changes nothing.
 */
export function redact(text: string, options: RedactOptions = {}): { text: string; redactions: Redaction[] } {
  const hits: Hit[] = [];
  let masked = mask(text, findMarks(text));
  // What is found brings other numbers nearer to their cue, so the search repeats until it finds nothing; a stand-in
  // reads like the mark that is written in the end, and that is why a second pass over the result finds nothing either.
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const found = findHits(masked, options);
    if (found.length === 0) break;
    hits.push(...found);
    masked = mask(masked, found);
  }
  return write(text, hits);
}

/** Each round needs a hit of the round before; real texts settle in two. */
const ROUNDS_MAX = 50;

const MARKS: Readonly<Record<Exclude<RedactionKind, "card">, string>> = {
  "card-code": "[card code]",
  ssn: "[ssn]",
  "bank-account": "[bank account]",
  "birth-date": "[date of birth]",
  "identity-document": "[id number]",
  password: "[password]",
};
const MARK = /\[(?:card ••••\d{4}|card code|ssn|bank account|date of birth|id number|password)\]/g;

const TRADES_WITH_BIRTH_DATES: readonly (Trade | undefined)[] = ["healthcare", "insurance", undefined];

function findHits(text: string, { knownNumbers = [], trade }: RedactOptions): Hit[] {
  const words = readWords(text);
  const runs = findDigitRuns(words);
  const reading: Reading = {
    text,
    words,
    taken: new Uint8Array(words.length),
    cards: new Uint8Array(words.length),
  };
  words.forEach((word, at) => {
    if (word.text.startsWith(CARD_STAND_IN)) take(reading, { firstWord: at, lastWord: at }, true);
    else if (word.text.startsWith(STAND_IN)) take(reading, { firstWord: at, lastWord: at }, false);
  });
  const hits: Hit[] = [];
  const add = (kind: RedactionKind, span: WordSpan & { readonly digits?: string }): void => {
    if (reading.taken.slice(span.firstWord, span.lastWord + 1).includes(1)) return;
    const mark = kind === "card" ? `[card ••••${(span.digits ?? "").slice(-4).padStart(4, "0")}]` : MARKS[kind];
    hits.push({ ...span, kind, mark });
    take(reading, span, kind === "card");
  };
  for (const iban of findIbans(text, words)) add("bank-account", iban);
  for (const secret of findSecretWords(reading)) add(secret.kind, secret);
  if (runs.length === 0) return hits;
  const known = knownNumbers.map((number) => number.replaceAll(/\D/g, ""));
  for (const card of findCards(runs, words, known)) add("card", card);
  if (TRADES_WITH_BIRTH_DATES.includes(trade)) for (const date of findBirthDates(words)) add("birth-date", date);
  for (const announced of findAnnounced(runs, reading, trade)) add(announced.kind, announced);
  return hits;
}

function take({ taken, cards }: Reading, span: Pick<WordSpan, "firstWord" | "lastWord">, isCard: boolean): void {
  taken.fill(1, span.firstWord, span.lastWord + 1);
  if (isCard) cards.fill(1, span.firstWord, span.lastWord + 1);
}

/** Letters nobody writes stand in for what is redacted, as long as it, so that offsets stay. */
const CARD_STAND_IN = "\uA66E";
const STAND_IN = "\uA699";

type Masked = { readonly start: number; readonly end: number; readonly kind: RedactionKind };

function findMarks(text: string): Masked[] {
  return [...text.matchAll(MARK)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: match[0].startsWith("[card •") ? "card" : "card-code",
  }));
}

function mask(text: string, places: readonly Masked[]): string {
  if (places.length === 0) return text;
  let masked = "";
  let from = 0;
  for (const { start, end, kind } of places.toSorted((one, other) => one.start - other.start)) {
    const letter = kind === "card" ? CARD_STAND_IN : STAND_IN;
    const length = end - start;
    masked += text.slice(from, start);
    masked += length < 3 ? letter.repeat(length) : ` ${letter.repeat(length - 2)} `;
    from = end;
  }
  return masked + text.slice(from);
}

function write(text: string, hits: readonly Hit[]): { text: string; redactions: Redaction[] } {
  let redacted = "";
  let from = 0;
  const redactions: Redaction[] = [];
  for (const { kind, start, end, mark } of hits.toSorted((one, other) => one.start - other.start)) {
    redacted += text.slice(from, start);
    redactions.push({ kind, start, end, redactedStart: redacted.length, redactedEnd: redacted.length + mark.length });
    redacted += mark;
    from = end;
  }
  return { text: redacted + text.slice(from), redactions };
}
