import { findCards, type WordSpan } from "./card-numbers.ts";
import { type DigitRun, findDigitRuns } from "./spoken-digits.ts";
import { readWords, type Word } from "./words.ts";

export type RedactionKind = "card" | "card-code" | "ssn" | "bank-account";

/** What was taken out: its place in the text that was given (to mute the audio), and in the text that is kept. */
export type Redaction = {
  readonly kind: RedactionKind;
  readonly start: number;
  readonly end: number;
  readonly redactedStart: number;
  readonly redactedEnd: number;
};

type Hit = WordSpan & { readonly kind: RedactionKind; readonly mark: string };

/**
 * Takes card numbers, their codes and expiry dates, social security numbers and bank accounts out of a text, in figures
 * or spoken (docs/rules.md P6, P7: PCI DSS 3.3.1). Everything that is stored, searched, mailed or shown to a model passes
 * here first, and evidence is computed on the result. Redacting twice changes nothing. `knownNumbers` are digits that
 * are no card whatever they look like (our own numbers, case numbers).
 */
export function redact(text: string, knownNumbers: readonly string[] = []): { text: string; redactions: Redaction[] } {
  const words = readWords(maskMarks(text));
  const runs = findDigitRuns(words).flatMap((run) => splitAtSigns(text, run));
  if (runs.length === 0) return { text, redactions: [] };
  const reading = { words, taken: new Uint8Array(words.length), cards: new Uint8Array(words.length) };
  words.forEach((word, at) => {
    if (word.text.startsWith(CARD_MARK_WORD)) take(reading, { start: 0, end: 0, firstWord: at, lastWord: at }, true);
  });
  const hits: Hit[] = [];
  for (const run of runs) {
    for (const card of findCards(run, knownNumbers)) {
      hits.push({ ...card, kind: "card", mark: `[card ••••${card.digits.slice(-4)}]` });
      take(reading, card, true);
    }
  }
  hits.push(
    ...findAnnounced(
      runs.flatMap((run) => untakenParts(run, reading)),
      reading,
      text,
    ),
  );
  return write(text, hits);
}

/** The text with the place of every word that is already redacted. Redacted words do not count as distance. */
type Reading = { readonly words: readonly Word[]; readonly taken: Uint8Array; readonly cards: Uint8Array };

/** What `write` leaves behind; never read as digits again, so that a second pass finds nothing new. */
const MARK = /\[(?:card ••••\d{4}|card code|ssn|bank account)\]/g;
/** Stands in for a card's mark while reading: a word no one says, of the same length, so that offsets stay. */
const CARD_MARK_WORD = "qqqqqqqqqqqqq";

function maskMarks(text: string): string {
  return text.replaceAll(MARK, (mark) =>
    mark.startsWith("[card •") ? ` ${CARD_MARK_WORD} ` : " ".repeat(mark.length),
  );
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

/** Digits belong together only across spaces, dashes, points and the like; a bracket or a bullet parts them. */
function splitAtSigns(text: string, run: DigitRun): DigitRun[] {
  const parts: DigitRun["pieces"][number][][] = [];
  let previousEnd = -1;
  for (const piece of run.pieces) {
    const part = parts.at(-1);
    if (part !== undefined && /^[\p{L}\s\p{Pd}.,:/_()+]{0,40}$/u.test(text.slice(previousEnd, piece.start)))
      part.push(piece);
    else parts.push([piece]);
    previousEnd = piece.end;
  }
  return parts.map(joinPieces);
}

function untakenParts(run: DigitRun, { taken }: Reading): DigitRun[] {
  const parts: DigitRun["pieces"][number][][] = [[]];
  for (const piece of run.pieces) {
    if (taken[piece.word] === 0) parts.at(-1)?.push(piece);
    else if (parts.at(-1)?.length !== 0) parts.push([]);
  }
  return parts.filter((pieces) => pieces.length > 0).map(joinPieces);
}

function joinPieces(pieces: DigitRun["pieces"]): DigitRun {
  return { pieces, digits: pieces.map((piece) => piece.digits).join("") };
}

/**
 * Finds the numbers that the words around them announce. Each one found brings others nearer to their cue, so the search
 * repeats until nothing changes; that is what makes a second pass find nothing.
 */
function findAnnounced(runs: readonly DigitRun[], reading: Reading, text: string): Hit[] {
  const hits: Hit[] = [];
  let left = [...runs];
  for (let before = -1; before !== hits.length; ) {
    before = hits.length;
    left = left.filter((run) => {
      const found = readAnnounced(run, reading, text);
      if (found === null) return true;
      const hit = { ...spanOf(run), ...found };
      hits.push(hit);
      take(reading, hit, false);
      return false;
    });
  }
  return hits;
}

function readAnnounced(run: DigitRun, reading: Reading, text: string): { kind: RedactionKind; mark: string } | null {
  const { digits } = run;
  if (isSocialSecurity(run) && (isGrouped(run, text) || isNear(run, reading, 12, (word) => SSN_CUES.has(word))))
    return { kind: "ssn", mark: "[ssn]" };
  if (digits.length >= 5 && digits.length <= 17 && isNear(run, reading, 6, isBankCue))
    return { kind: "bank-account", mark: "[bank account]" };
  // Three to six digits: a code, or month and year.
  if (digits.length >= 3 && digits.length <= 6 && isNear(run, reading, 12, isCodeCue))
    return { kind: "card-code", mark: "[card code]" };
  return null;
}

/** SSA: never area 000, 666 or 9xx, group 00, serial 0000. Bare digits count only near a word that announces them. */
function isSocialSecurity(run: DigitRun): boolean {
  const [, area, group, serial] = /^(\d{3})(\d{2})(\d{4})$/.exec(run.digits) ?? [];
  return (
    area !== undefined &&
    area !== "000" &&
    area !== "666" &&
    !area.startsWith("9") &&
    group !== "00" &&
    serial !== "0000"
  );
}

function isGrouped(run: DigitRun, text: string): boolean {
  const { start, end } = spanOf(run);
  return (
    run.pieces.map((piece) => piece.digits.length).join("-") === "3-2-4" ||
    /^\d{3}\D\d{2}\D\d{4}$/.test(text.slice(start, end))
  );
}

type IsCue = (word: string, at: number, reading: Reading) => boolean;
const SSN_CUES = new Set(["social", "ssn", "ss", "seguro"]);
const BANK_CUES = new Set(["routing", "iban", "checking", "savings"]);
const CODE_CUES = new Set([
  "cvv",
  "cvc",
  "cvv2",
  "csc",
  "expires",
  "expiration",
  "expiry",
  "exp",
  "expiring",
  "vence",
  "vencimiento",
]);
const isBankCue: IsCue = (word, at, { words }) =>
  BANK_CUES.has(word) || (word === "bank" && words[at + 1]?.text === "account");
const isCodeCue: IsCue = (word, at, { words, cards }) =>
  cards[at] === 1 || CODE_CUES.has(word) || (word === "security" && words[at + 1]?.text === "code");

/** Whether a cue stands within so many words before or after the digits, words already redacted not counted. */
function isNear(run: DigitRun, reading: Reading, wordsMax: number, isCue: IsCue): boolean {
  const { firstWord, lastWord } = spanOf(run);
  for (const [from, step] of [
    [firstWord - 1, -1],
    [lastWord + 1, 1],
  ] as const) {
    for (let at = from, distance = 0; distance < wordsMax; at += step) {
      const word = reading.words[at];
      if (word === undefined) break;
      if (isCue(word.text, at, reading)) return true;
      if (reading.taken[at] === 0) distance += 1;
    }
  }
  return false;
}

function take(reading: Reading, span: WordSpan, isCard: boolean): void {
  reading.taken.fill(1, span.firstWord, span.lastWord + 1);
  if (isCard) reading.cards.fill(1, span.firstWord, span.lastWord + 1);
}

function spanOf(run: DigitRun): WordSpan {
  const first = run.pieces[0];
  const last = run.pieces.at(-1);
  return { start: first?.start ?? 0, end: last?.end ?? 0, firstWord: first?.word ?? 0, lastWord: last?.lastWord ?? 0 };
}
