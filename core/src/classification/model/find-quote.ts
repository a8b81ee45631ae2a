/** Offsets in a text, UTF-16, `end` after the last. */
export type Place = { readonly start: number; readonly end: number };

/**
 * Finds words that a model says stand in a text. Case, white space, accents, the kind of quotation marks and dashes, and
 * signs around the quote may differ; everything else must stand there, beginning and ending at words, so that "fire" is
 * not found in "fireplace". Answers the place in the text itself; null when it stands nowhere.
 */
export function findQuote(text: string, quote: string): Place | null {
  const wanted = foldText(quote).folded.replaceAll(AROUND, "");
  if (wanted === "") return null;
  const { folded, places } = foldText(text);
  for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) {
    if (!isAligned(folded, at, at + wanted.length)) continue;
    const start = places[at]?.start;
    const end = places[at + wanted.length - 1]?.end;
    if (start !== undefined && end !== undefined) return { start, end };
  }
  return null;
}

const AROUND = /^["'.,;:!?¿¡\- ]+|["'.,;:!?\- ]+$/g;

type Folded = { readonly folded: string; readonly places: readonly Place[] };

/** The text as quotes are compared, and where each of its signs stands in the text. */
function foldText(text: string): Folded {
  let folded = "";
  const places: Place[] = [];
  let at = 0;
  for (const sign of text) {
    const place = { start: at, end: at + sign.length };
    at = place.end;
    for (const plain of foldSign(sign)) {
      // White space counts once, and marks belong to the sign they stand on.
      if (plain === " " && (folded === "" || folded.endsWith(" "))) continue;
      if (/\p{M}/u.test(plain)) {
        const last = places.at(-1);
        if (last !== undefined) places[places.length - 1] = { start: last.start, end: place.end };
        continue;
      }
      folded += plain;
      for (let unit = 0; unit < plain.length; unit += 1) places.push(place);
    }
  }
  return { folded, places };
}

function foldSign(sign: string): string {
  if (/[a-z0-9]/.test(sign)) return sign;
  if (/\s/u.test(sign)) return " ";
  if (/[\p{Cc}\p{Cf}]/u.test(sign)) return "";
  if ("’‘ʼ`´′‛".includes(sign)) return "'";
  if ("“”„«»″‟".includes(sign)) return '"';
  if (/\p{Pd}/u.test(sign)) return "-";
  return sign.normalize("NFKD").toLowerCase().normalize("NFKD");
}

/** Writing without spaces between words begins and ends anywhere. */
const SPACED = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{N}]/u;

function isAligned(text: string, start: number, end: number): boolean {
  const joins = (before: string, after: string) => SPACED.test(before) && SPACED.test(after);
  return !joins(text.charAt(start - 1), text.charAt(start)) && !joins(text.charAt(end - 1), text.charAt(end));
}
