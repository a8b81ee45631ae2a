/** Words for digits and small numbers, English and Spanish, by the figures they stand for. Data for `spoken-digits.ts`. */

/** One digit. "oh" and "o" only ever mean zero among other digits. */
export const UNITS: ReadonlyMap<string, string> = words({
  0: "zero oh o cero nought naught",
  1: "one uno una un",
  2: "two dos",
  3: "three tres",
  4: "four cuatro",
  5: "five cinco",
  6: "six seis",
  7: "seven siete",
  8: "eight ocho",
  9: "nine niner nueve",
});

/** What speech-to-text writes for a digit between other digits ("five for one to"). */
export const SOUND_ALIKES: ReadonlyMap<string, string> = words({ 1: "won", 2: "to too", 4: "for fore", 8: "ate" });

export const TEENS: ReadonlyMap<string, string> = words({
  10: "ten diez",
  11: "eleven once",
  12: "twelve doce",
  13: "thirteen trece",
  14: "fourteen catorce",
  15: "fifteen quince",
  16: "sixteen dieciseis",
  17: "seventeen diecisiete",
  18: "eighteen dieciocho",
  19: "nineteen diecinueve",
  21: "veintiuno veintiun veintiuna",
  22: "veintidos",
  23: "veintitres",
  24: "veinticuatro",
  25: "veinticinco",
  26: "veintiseis",
  27: "veintisiete",
  28: "veintiocho",
  29: "veintinueve",
});

export const TENS: ReadonlyMap<string, string> = words({
  2: "twenty veinte",
  3: "thirty treinta",
  4: "forty fourty cuarenta",
  5: "fifty cincuenta",
  6: "sixty sesenta",
  7: "seventy setenta",
  8: "eighty ochenta",
  9: "ninety noventa",
});

/** Spanish hundreds are one word. */
export const HUNDREDS: ReadonlyMap<string, string> = words({
  1: "cien ciento",
  2: "doscientos doscientas",
  3: "trescientos trescientas",
  4: "cuatrocientos cuatrocientas",
  5: "quinientos quinientas",
  6: "seiscientos seiscientas",
  7: "setecientos setecientas",
  8: "ochocientos ochocientas",
  9: "novecientos novecientas",
});

export const TIMES: ReadonlyMap<string, number> = new Map([
  ["double", 2],
  ["doble", 2],
  ["triple", 3],
  ["treble", 3],
  ["quadruple", 4],
]);

/** "four ones", "two zeros". */
export const PLURALS: ReadonlyMap<string, string> = words({
  0: "zeros zeroes ohs os ceros",
  1: "ones unos",
  2: "twos",
  3: "threes",
  4: "fours",
  5: "fives cincos",
  6: "sixes",
  7: "sevens sietes",
  8: "eights ochos",
  9: "nines nueves",
});

/** Spanish words that are English words too; they are numbers only beside another number. */
export const ONLY_AMONG_NUMBERS: ReadonlySet<string> = new Set(["once", "un", "una", "o", "oh", "os", "ones"]);

/** Said between digits and no digit themselves. */
export const BETWEEN_DIGITS: ReadonlySet<string> = new Set(
  "dash hyphen minus space dot point period slash um uh er ah eh erm hmm and then y guion punto raya diagonal comma okay ok like of por".split(
    " ",
  ),
);

/** Months by the beginning of their names, English and Spanish. */
export const MONTHS: ReadonlySet<string> = new Set(
  "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre".split(
    " ",
  ),
);

/** Days of a month as ordinals ("fourteenth", "twenty first" ends in "first"). */
export const ORDINALS: ReadonlySet<string> = new Set(
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth primero".split(
    " ",
  ),
);

function words(byFigures: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(byFigures).flatMap(([figures, list]) => list.split(" ").map((word) => [word, figures])),
  );
}
