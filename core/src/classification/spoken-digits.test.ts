import fc from "fast-check";
import { expect, test } from "vitest";
import { findCallbackNumber } from "./callback-number.ts";
import { redact } from "./redact.ts";
import { findDigitRuns } from "./spoken-digits.ts";
import { readWords } from "./words.ts";

const readAll = (text: string): string[] => findDigitRuns(readWords(text)).map(({ digits }) => digits);

test.each([
  ["three one two five five five oh one three four", ["3125550134"]],
  ["five fifty-five double oh triple nine", ["55500999"]],
  ["four ones two zeros", ["111100"]],
  ["eight hundred five five five", ["800555"]],
  ["five hundred fifty five", ["555"]],
  ["twelve hundred and four", ["1204"]],
  ["two thousand twenty seven", ["2027"]],
  ["nineteen eighty five", ["1985"]],
  ["five for one to three", ["54123"]],
  ["the last four digits are 6 7 8 9", ["6789"]],
  ["4111, the next four are 1111", ["41111111"]],
  ["quinientos cincuenta y cinco, cero uno", ["55501"]],
  ["siete siete tres doble cinco", ["77355"]],
  ["١٢٣٤", ["1234"]],
  ["once in a while", []],
  ["oh I see", []],
  ["call to confirm for two", ["2"]],
])("numbers are read as they are said: %s", (text, digits) => {
  expect(readAll(text)).toEqual(digits);
});

test("a phone number is read however it is said", () => {
  fc.assert(
    fc.property(
      phoneNumber.chain((digits) => fc.tuple(fc.constant(digits), sayings(digits))),
      ([digits, said]) => {
        const words = `please call me back at ${said} thank you`;
        expect(findCallbackNumber(words, readWords(words))?.number).toBe(`+1${digits}`);
      },
    ),
    { numRuns: 2000 },
  );
});

test("a card number is taken out however it is said, and a phone number beside it stays", () => {
  fc.assert(
    fc.property(
      cardNumber.chain((digits) => fc.tuple(fc.constant(digits), sayings(digits))),
      fc.constantFrom("", "my card is ", "it's ", "put it on the visa "),
      ([digits, said], before) => {
        const { text, redactions } = redact(`${before}${said} thanks call me at 312 555 0134`);
        expect(text, said).toBe(`${before}[card ••••${digits.slice(-4)}] thanks call me at 312 555 0134`);
        expect(redactions).toHaveLength(1);
        expect(redact(text).text).toBe(text);
      },
    ),
    { numRuns: 2000 },
  );
});

test("a social security number that is announced is taken out however it is said", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100_000_000, max: 899_999_999 }).chain((number) => sayings(String(number))),
      fc.constantFrom("my social is ", "ssn ", "my social security number is ", "my social um it's "),
      (said, before) => {
        expect(redact(`${before}${said} thanks`).text, said).toBe(`${before}[ssn] thanks`);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a phone number said alone is never taken for anything private", () => {
  fc.assert(
    fc.property(
      phoneNumber.chain((digits) => sayings(digits)),
      fc.constantFrom("call me at ", "my number is ", "reach me on my cell ", ""),
      (said, before) => {
        expect(redact(`hi my sink leaks ${before}${said} thanks`).redactions, said).toEqual([]);
      },
    ),
    { numRuns: 1000 },
  );
});

const UNITS = [
  ["zero", "oh", "o"],
  ["one"],
  ["two"],
  ["three"],
  ["four"],
  ["five"],
  ["six"],
  ["seven"],
  ["eight"],
  ["nine", "niner"],
] as const;
const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** Ways to say some digits aloud, or to write them, as speech-to-text gives them: every choice is drawn by the property. */
function sayings(digits: string): fc.Arbitrary<string> {
  return fc.infiniteStream(fc.nat({ max: 999 })).map((stream) => {
    const draw = (choices: number): number => Number(stream.next().value) % choices;
    const said: string[] = [];
    for (let at = 0; at < digits.length; ) {
      const two = digits.slice(at, at + 2);
      const four = digits.slice(at, at + 4);
      const kind = draw(12);
      if (kind === 0 && /^[1-9]00$/.test(digits.slice(at, at + 3))) {
        said.push(`${UNITS[Number(digits[at])]?.[0]} hundred`);
        at += 3;
      } else if (kind === 1 && four.length === 4 && /^[1-9]\d$/.test(two) && four.endsWith("00") && two !== "00") {
        said.push(`${sayTwo(two)} hundred`);
        at += 4;
      } else if (kind <= 3 && two.length === 2 && two[0] === two[1]) {
        said.push(`double ${UNITS[Number(two[0])]?.[0]}`);
        at += 2;
      } else if (kind <= 5 && /^[1-9]\d$/.test(two)) {
        said.push(sayTwo(two));
        at += 2;
      } else if (kind <= 8) {
        const length = Math.min(1 + draw(4), digits.length - at);
        said.push(digits.slice(at, at + length));
        at += length;
      } else {
        const words = UNITS[Number(digits[at])] ?? [""];
        said.push(words[draw(words.length)] ?? "");
        at += 1;
      }
      if (at < digits.length && draw(6) === 0) said.push(["uh", "um", "dash", ",", "then", "."][draw(6)] ?? "");
    }
    // A pause, so that "twenty" and a "four" after it are not twenty-four.
    return said
      .map((part, at) => (/(?:ty|hundred)$/.test(part) && /^[a-z]/.test(said[at + 1] ?? "") ? `${part},` : part))
      .join(" ");
  });
}

function sayTwo(two: string): string {
  if (two.startsWith("1")) return TEENS[Number(two[1])] ?? "";
  const unit = Number(two[1]);
  return unit === 0 ? (TENS[Number(two[0])] ?? "") : `${TENS[Number(two[0])]} ${UNITS[unit]?.[0]}`;
}

const digit = fc.nat({ max: 9 }).map(String);
const digitsOf = (length: number): fc.Arbitrary<string> =>
  fc.array(digit, { minLength: length, maxLength: length }).map((all) => all.join(""));

/** Numbers of cards as they are issued, with the right check digit. */
const cardNumber: fc.Arbitrary<string> = fc
  .constantFrom(["4", 16], ["51", 16], ["55", 16], ["2221", 16], ["6011", 16], ["34", 15], ["37", 15], ["36", 14])
  .chain(([begin, length]) =>
    digitsOf(Number(length) - String(begin).length - 1).map((rest) => withCheckDigit(`${begin}${rest}`)),
  );

function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let back = 0; back < digits.length; back += 1) {
    const value = Number(digits[digits.length - 1 - back]);
    sum += back % 2 === 0 ? (value > 4 ? value * 2 - 9 : value * 2) : value;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Ten digits of a North American number. */
const phoneNumber: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 2, max: 9 }), digitsOf(2), fc.integer({ min: 2, max: 9 }), digitsOf(6))
  .map(([area, areaRest, exchange, rest]) => `${area}${areaRest}${exchange}${rest}`);
