import type { Word } from "./words.ts";

/** Digits said or written in one go, and the words they came from. */
export type DigitRun = { readonly pieces: readonly DigitPiece[]; readonly digits: string };
export type DigitPiece = {
  readonly digits: string;
  readonly word: number;
  readonly lastWord: number;
  readonly start: number;
  readonly end: number;
};

const DIGITS: Readonly<Record<string, string>> = {
  zero: "0",
  oh: "0",
  o: "0",
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
  ten: "10",
  eleven: "11",
  twelve: "12",
  thirteen: "13",
  fourteen: "14",
  fifteen: "15",
  sixteen: "16",
  seventeen: "17",
  eighteen: "18",
  nineteen: "19",
  cero: "0",
  uno: "1",
  dos: "2",
  tres: "3",
  cuatro: "4",
  cinco: "5",
  seis: "6",
  siete: "7",
  ocho: "8",
  nueve: "9",
};
const TENS: Readonly<Record<string, string>> = {
  twenty: "2",
  thirty: "3",
  forty: "4",
  fourty: "4",
  fifty: "5",
  sixty: "6",
  seventy: "7",
  eighty: "8",
  ninety: "9",
};
const TIMES: Readonly<Record<string, number>> = { double: 2, triple: 3 };
/** Said between digits and no digit themselves. */
const BETWEEN = new Set(["dash", "hyphen", "space", "um", "uh", "guion"]);
const BETWEEN_MAX = 2;

/** Finds digits in figures and in words ("three one two", "double five", "five fifty-five", "eight hundred"). Linear. */
export function findDigitRuns(words: readonly Word[]): DigitRun[] {
  const runs: DigitRun[] = [];
  let pieces: DigitPiece[] = [];
  let between = 0;
  const close = (): void => {
    if (pieces.length > 0) runs.push({ pieces, digits: pieces.map((piece) => piece.digits).join("") });
    pieces = [];
    between = 0;
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const read = readDigits(words, at);
    if (read !== null) {
      const last = words[at + read.words - 1] ?? word;
      pieces.push({ digits: read.digits, word: at, lastWord: at + read.words - 1, start: word.start, end: last.end });
      at += read.words - 1;
      between = 0;
    } else if (pieces.length > 0 && BETWEEN.has(word.text) && between < BETWEEN_MAX) {
      between += 1;
    } else close();
  }
  close();
  return runs;
}

function readDigits(words: readonly Word[], at: number): { digits: string; words: number } | null {
  const text = words[at]?.text ?? "";
  const next = words[at + 1]?.text ?? "";
  if (/^[0-9]/.test(text))
    return /^[0-9][0-9.:,]*$/.test(text) ? { digits: text.replaceAll(/[.:,]/g, ""), words: 1 } : null;
  const times = own(TIMES, text);
  const repeated = times === undefined ? undefined : (own(DIGITS, next) ?? (/^[0-9]$/.test(next) ? next : undefined));
  if (times !== undefined && repeated !== undefined) return { digits: repeated.repeat(times), words: 2 };
  const tens = own(TENS, text);
  if (tens !== undefined) {
    const unit = own(DIGITS, next);
    return unit !== undefined && unit !== "0" && unit.length === 1
      ? { digits: tens + unit, words: 2 }
      : { digits: `${tens}0`, words: 1 };
  }
  const digit = own(DIGITS, text);
  if (digit === undefined) return null;
  if (next === "hundred") return { digits: `${digit}00`, words: 2 };
  if (next === "thousand") return { digits: `${digit}000`, words: 2 };
  return { digits: digit, words: 1 };
}

function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
