import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type DigitPiece, type DigitRun, findDigitRuns } from "./spoken-digits.ts";
import type { Word } from "./words.ts";

export type SaidNumber = { readonly number: string; readonly start: number; readonly end: number };

/** A number with the words around it, before it is decided which one the caller means. */
type Candidate = SaidNumber & { readonly first: number; readonly last: number };
type Scored = Candidate & { readonly score: number; readonly corrects: boolean };

/**
 * The number the caller asks to be called on, as E.164; null when none was said or several without a hint which. A
 * corrected number replaces the one before, in whole or in part. Seven digits count only with an area code, said beside
 * them or known from the caller's own number.
 */
export function findCallbackNumber(
  text: string,
  words: readonly Word[],
  callerNumber?: string | null,
): SaidNumber | null {
  const candidates = [...findNorthAmerican(words, areaCodeOf(callerNumber)), ...findInternational(text, words)];
  candidates.sort((one, other) => one.start - other.start);
  const scored: Scored[] = [];
  for (const candidate of candidates) {
    const since = scored.at(-1)?.last ?? -1;
    scored.push({
      ...correctedAfter(candidate, words),
      score: scoreOf(words, candidate, since),
      corrects: since >= 0 && CORRECTIONS.has(wordBetween(words, since, candidate.first, CORRECTIONS)),
    });
  }
  const chosen = chooseNumber(scored);
  return chosen === null ? null : { number: chosen.number, start: chosen.start, end: chosen.end };
}

function chooseNumber(scored: readonly Scored[]): Scored | null {
  let kept: Scored[] = [];
  for (const one of scored) {
    // "…0134, no wait, …0135": the one before was a slip.
    if (one.corrects) kept = kept.slice(0, -1);
    kept.push(one);
  }
  kept = kept.filter(({ score }) => score >= 0);
  const best = Math.max(...kept.map(({ score }) => score));
  const top = kept.filter(({ score }) => score === best);
  return new Set(top.map(({ number }) => number)).size === 1 ? (top.at(-1) ?? null) : null;
}

const CORRECTIONS = set("sorry actually no wait correction rather mean scratch oops perdon digo corrijo espere");

/** Words that say what a number is for. The best of those before it (and some after) decides between several numbers. */
const ASKED_FOR = set("best better prefer preferred instead mejor prefiero");
const CALL = set(
  "call callback reach text back phone number cell cellphone mobile llamar llame llamen llamenme llameme marque marcar telefono celular numero contact ring",
);
const NOT_TO_CALL = set("fax old disconnected dead former broken viejo anterior");
const NO_PHONE = set(
  "order invoice account confirmation tracking reference claim policy case ticket model serial member routing license licence barcode upc isbn parcel pedido factura cuenta poliza reclamo",
);
/** Whose number it is, when it is not the caller's; "call my husband at" makes it the one to call all the same. */
const OTHERS_NUMBER = set(
  "his her their husbands wifes moms dads tenants neighbors plumbers landlords managers contractors adjusters sons daughters friends your",
);
const DO_NOT = set("dont not never no isnt");

function scoreOf(words: readonly Word[], { first, last }: Candidate, since: number): number {
  let score = 0;
  const begin = Math.max(since + 1, first - 9, 0);
  const before = words.slice(begin, first).map(({ text }) => text);
  const near = before.slice(-4);
  if (near.some((word) => NO_PHONE.has(word)) && !before.some((word) => PHONE.has(word))) return -3;
  if (before.some((word) => CALL.has(word))) score += 1;
  if (before.some((word) => ASKED_FOR.has(word))) score += 2;
  if (near.some((word) => MOBILE.has(word))) score += 1;
  if (near.includes("mine") || near.includes("mio")) score += 3;
  if (before.slice(-6).some((word) => NOT_TO_CALL.has(word))) score -= 4;
  const theirs = before.findLastIndex((word) => OTHERS_NUMBER.has(word));
  const calls = words.slice(last + 1, last + 7).findIndex(({ text }) => text === "call" || text === "ask");
  const isTheOne = calls !== -1 && ["her", "him", "them", "there"].includes(words[last + 2 + calls]?.text ?? "");
  if (isTheOne) score += 2;
  else if (theirs !== -1 && ["number", "phone", "cell", "is", "line"].includes(before[theirs + 1] ?? "")) score -= 2;
  const mine = before.findLastIndex((word) => word === "my" || word === "me" || word === "mi" || word === "us");
  if (mine > theirs) score += 1;
  const call = before.findLastIndex((word) => CALL.has(word) || word === "use");
  if (call > 0 && before.slice(Math.max(0, call - 2), call).some((word) => DO_NOT.has(word))) score -= 4;
  const after: string[] = [];
  for (let at = last + 1; at < words.length && after.length < 6; at += 1) {
    const word = words[at];
    if (word === undefined || (word.before === "sentence" && after.length > 0)) break;
    after.push(word.text);
  }
  if (after.slice(0, 5).some((word) => ASKED_FOR.has(word)) && !after.includes("not")) score += 2;
  if (after.slice(0, 4).some((word) => NOT_TO_CALL.has(word))) score -= 4;
  return score;
}
const PHONE = set("area phone cell mobile telefono celular call reach");
const MOBILE = set("cell cellphone mobile celular");

function wordBetween(words: readonly Word[], from: number, to: number, wanted: ReadonlySet<string>): string {
  const begin = Math.max(from + 1, to - 6);
  for (let at = begin; at < to; at += 1) if (wanted.has(words[at]?.text ?? "")) return words[at]?.text ?? "";
  return "";
}

/** Finds ten-digit numbers in the runs of digits, joined where a correction or an area code stands between two runs. */
function findNorthAmerican(words: readonly Word[], knownAreaCode: string | null): Candidate[] {
  const joined = readRuns(words, findDigitRuns(words), knownAreaCode);
  if (joined.length > 0 || !words.some(({ text }) => text === "hundred")) return joined;
  return readRuns(words, findDigitRuns(words, "apart"), knownAreaCode);
}

function readRuns(words: readonly Word[], runs: readonly DigitRun[], knownAreaCode: string | null): Candidate[] {
  const found: Candidate[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index];
    if (run === undefined) break;
    const whole = takeNumbers(run.pieces, words);
    found.push(...whole);
    if (whole.length > 0) continue;
    const next = runs[index + 1];
    const joined = next === undefined ? null : joinRuns(run.pieces, next.pieces, words);
    if (joined !== null) {
      found.push(joined);
      index += 1;
    } else if (run.digits.length === 7 && knownAreaCode !== null && isCalledFor(words, run.pieces[0]?.word ?? 0)) {
      const number = northAmerican(knownAreaCode + run.digits);
      if (number !== null) found.push(candidate(number, run.pieces));
    }
  }
  return found;
}

/** A number broken off and taken up again ("312 555 01 no 0134"), or whose area code comes after it. */
function joinRuns(
  first: readonly DigitPiece[],
  second: readonly DigitPiece[],
  words: readonly Word[],
): Candidate | null {
  const [one, other] = [first, second].map((pieces) => pieces.map(({ digits }) => digits).join(""));
  const from = first.at(-1)?.lastWord ?? 0;
  const to = second[0]?.word ?? 0;
  if (one === undefined || other === undefined || to - from > 6) return null;
  const between = words.slice(from + 1, to).map(({ text }) => text);
  const pieces = [...first, ...second];
  if (one.length === 7 && other.length === 3 && between.includes("area")) return orNull(other + one, pieces);
  // "Area code 312, the number is 555 0134"
  if (
    one.length === 3 &&
    other.length === 7 &&
    words.slice(Math.max(0, (first[0]?.word ?? 0) - 3), to).some(({ text }) => text === "area")
  )
    return orNull(one + other, pieces);
  if (!between.some((word) => CORRECTIONS.has(word)) || other.length >= 10) return null;
  const kept = one.replace(/^1(?=[2-9])/, "").slice(0, 10 - other.length);
  return orNull(kept + other, pieces);
}

function orNull(digits: string, pieces: readonly DigitPiece[]): Candidate | null {
  const number = northAmerican(digits);
  return number === null ? null : candidate(number, pieces);
}

function candidate(number: string, pieces: readonly DigitPiece[]): Candidate {
  const first = pieces[0];
  const last = pieces.at(-1);
  return {
    number,
    start: first?.start ?? 0,
    end: last?.end ?? 0,
    first: first?.word ?? 0,
    last: last?.lastWord ?? 0,
  };
}

/**
 * A run may hold a number twice, or a ZIP code before a number. From each piece ten or eleven digits are tried; a number
 * that begins or ends where the run does, or at a pause, goes before one that lies across.
 */
function takeNumbers(pieces: readonly DigitPiece[], words: readonly Word[]): Candidate[] {
  const total = pieces.reduce((sum, piece) => sum + piece.digits.length, 0);
  if (total > 10 && total < 20 && total !== 11) {
    const atEnd = numberEndingAt(pieces, pieces.length - 1);
    const first = numberStartingAt(pieces, 0);
    const isPauseBefore = atEnd !== null && words[atEnd.first]?.before !== "none";
    if (atEnd !== null && (first === null || isPauseBefore)) return [atEnd];
  }
  const numbers: Candidate[] = [];
  for (let from = 0; from < pieces.length; from += 1) {
    const number = numberStartingAt(pieces, from);
    if (number === null) continue;
    numbers.push(number);
    while (from + 1 < pieces.length && (pieces[from + 1]?.word ?? 0) <= number.last) from += 1;
  }
  return numbers;
}

function numberStartingAt(pieces: readonly DigitPiece[], from: number): Candidate | null {
  let digits = "";
  for (let to = from; to < pieces.length && digits.length < 11; to += 1) {
    digits += pieces[to]?.digits ?? "";
    const number = northAmerican(digits);
    if (number !== null) return candidate(number, pieces.slice(from, to + 1));
  }
  return null;
}

function numberEndingAt(pieces: readonly DigitPiece[], to: number): Candidate | null {
  let digits = "";
  for (let from = to; from >= 0 && digits.length < 11; from -= 1) {
    digits = (pieces[from]?.digits ?? "") + digits;
    const number = northAmerican(digits);
    if (number !== null) return candidate(number, pieces.slice(from, to + 1));
  }
  return null;
}

/** "…0143, sorry, 0134", "no wait, 4 not 5": the corrected part takes the place of what it corrects. */
function correctedAfter(said: Candidate, words: readonly Word[]): Candidate {
  const from = said.last + 1;
  const after = words.slice(from, from + 14);
  const cue = after.findIndex(
    ({ text }) => CORRECTIONS.has(text) || text === "not" || text === "thats" || text === "ends",
  );
  if (cue === -1 || cue > 3) return said;
  const run = findDigitRuns(after)[0];
  const first = run?.pieces[0];
  const last = run?.pieces.at(-1);
  if (run === undefined || first === undefined || last === undefined || run.digits.length > 7 || first.word > 8)
    return said;
  const between = after.slice(cue, first.word).map(({ text }) => text);
  if (!between.some((word) => CORRECTIONS.has(word)) && after[last.lastWord + 1]?.text !== "not") return said;
  // "…or 773…", "extension 22", "after 5": another thing is said, not a correction.
  if (between.some((word) => OTHER_NUMBERS.has(word))) return said;
  const number = said.number.slice(2);
  const wrong =
    after[last.lastWord + 1]?.text === "not" ? findDigitRuns(after.slice(last.lastWord + 2))[0]?.digits : undefined;
  const corrected = northAmerican(replaceDigits(number, run.digits, wrong));
  if (corrected === null || !said.number.startsWith("+1")) return said;
  return { ...said, number: corrected, end: last.end, last: from + last.lastWord };
}
const OTHER_NUMBERS = set(
  "extension ext or after before until unit apartment apt suite room at by oclock code zip dollars",
);

function replaceDigits(number: string, right: string, wrong: string | undefined): string {
  if (wrong !== undefined && wrong.length === right.length) {
    const at = number.lastIndexOf(wrong);
    if (at !== -1) return number.slice(0, at) + right + number.slice(at + wrong.length);
  }
  if (right.length === 3) {
    // Area code or exchange: the one it is more like.
    const unlike = (at: number): number => [...right].filter((digit, index) => digit !== number[at + index]).length;
    return unlike(0) < unlike(3) ? right + number.slice(3) : number.slice(0, 3) + right + number.slice(6);
  }
  return number.slice(0, 10 - right.length) + right;
}

/** NANP: area code and exchange begin with 2–9 (nationalnanpa.com, numbering resources). */
function northAmerican(digits: string): string | null {
  const match = /^1?([2-9]\d{2}[2-9]\d{6})$/.exec(digits);
  return match === null ? null : `+1${match[1]}`;
}

function areaCodeOf(number: string | null | undefined): string | null {
  return /^\+1([2-9]\d{2})\d{7}$/.exec(number ?? "")?.[1] ?? null;
}

function isCalledFor(words: readonly Word[], at: number): boolean {
  return words.slice(Math.max(0, at - 6), at).some(({ text }) => CALL.has(text));
}

/** A number with its country said or written ("+52 55…", "plus four four…"), checked against the country's own plan. */
function findInternational(text: string, words: readonly Word[]): Candidate[] {
  if (!text.includes("+") && !words.some((word) => word.text === "plus")) return [];
  const found: Candidate[] = [];
  for (const run of findDigitRuns(words)) {
    const first = run.pieces[0];
    if (first === undefined || run.digits.length < 9 || run.digits.length > 15 || run.digits.startsWith("1")) continue;
    const isPlus = text.charAt(first.start - 1) === "+" || words[first.word - 1]?.text === "plus";
    const parsed = isPlus ? parsePhoneNumberFromString(`+${run.digits}`) : undefined;
    if (parsed?.isValid() === true) found.push(candidate(parsed.number, run.pieces));
  }
  return found;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
