import type { RejectReason } from "./reject-reason.ts";

/** One row of the file. `row` is the number of the line it begins on, from 1, as an editor shows it. */
export type CsvRow =
  | { readonly row: number; readonly line: string; readonly fields: readonly string[]; readonly problem?: never }
  | { readonly row: number; readonly line: string; readonly problem: RejectReason };

/** A row has at most so many characters; notes with line breaks in them are far shorter. */
const rowCharsMax = 64_000;
/** A quoted field runs over at most so many lines. What runs further was never meant to. */
const fieldLinesMax = 60;
/** So much of a line that cannot be used is kept. */
const keptChars = 2_000;

/**
 * Reads rows of comma separated text (RFC 4180), leniently, from pieces of any size. A row whose quotes are broken is told
 * and reading goes on with the next line, so one bad row never swallows the rows after it. Lines end in LF, CRLF or CR.
 */
export class CsvReader {
  readonly #delimiter: string;
  #rest = "";
  #line = 1;
  #skipping = false;
  #columns: number | null = null;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** From now on a row that runs over several lines must have so many columns, or its first line counts as broken. */
  expectColumns(columns: number): void {
    this.#columns = columns;
  }

  /** Takes the next piece and answers the rows that are complete. `last`: nothing follows. */
  push(piece: string, last: boolean): CsvRow[] {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    const rows: CsvRow[] = [];
    const hasNul = text.includes("\0");
    const lineEnds = new LineEnds(text, last);
    const quotes = new Finder(text, '"');
    let at = 0;
    while (at < text.length) {
      const end = lineEnds.from(at);
      if (end === null) {
        if (text.length - at <= rowCharsMax && !this.#skipping) break;
        if (!this.#skipping) rows.push(this.#problem("line-too-long", text.slice(at, at + keptChars)));
        this.#skipping = true;
        at = text.length;
        break;
      }
      const next = lineEnds.after(end);
      if (this.#skipping) {
        this.#skipping = false;
        this.#line += 1;
        at = next;
        continue;
      }
      if (end === at) {
        this.#line += 1;
        at = next;
        continue;
      }
      if (end - at > rowCharsMax) {
        rows.push(this.#problem("line-too-long", text.slice(at, at + keptChars)));
        this.#line += 1;
        at = next;
        continue;
      }
      const parsed = this.#parse(text, at, end, { lineEnds, quotes, last });
      if (parsed === "needs-more") break;
      if (parsed === "broken") {
        rows.push(this.#problem("broken-quotes", text.slice(at, Math.min(end, at + keptChars))));
        this.#line += 1;
        at = next;
        continue;
      }
      const line = text.slice(at, parsed.end);
      if (hasNul && line.includes("\0")) rows.push(this.#problem("not-text", line.slice(0, keptChars)));
      else rows.push({ row: this.#line, line, fields: parsed.fields });
      this.#line += parsed.lines;
      at = lineEnds.after(parsed.end);
    }
    this.#rest = last || this.#skipping ? "" : text.slice(at);
    return rows;
  }

  #problem(problem: RejectReason, line: string): CsvRow {
    return { row: this.#line, line, problem };
  }

  #parse(
    text: string,
    start: number,
    lineEnd: number,
    { lineEnds, quotes, last }: { lineEnds: LineEnds; quotes: Finder; last: boolean },
  ): { fields: string[]; end: number; lines: number } | "broken" | "needs-more" {
    const delimiter = this.#delimiter;
    const quote = quotes.from(start);
    if (quote === -1 || quote >= lineEnd)
      return { fields: text.slice(start, lineEnd).split(delimiter), end: lineEnd, lines: 1 };
    const fields: string[] = [];
    let end = lineEnd;
    let lines = 1;
    let at = start;
    while (true) {
      if (text.charCodeAt(at) !== 34 || at >= end) {
        const stop = text.indexOf(delimiter, at);
        if (stop === -1 || stop >= end) {
          fields.push(text.slice(at, end));
          break;
        }
        fields.push(text.slice(at, stop));
        at = stop + 1;
        continue;
      }
      const closing = closingQuote(text, at + 1);
      if (closing === -1 || closing - start > rowCharsMax) {
        if (closing === -1 && !last && text.length - start <= rowCharsMax) return "needs-more";
        return "broken";
      }
      while (closing >= end) {
        lines += 1;
        const following = lineEnds.from(lineEnds.after(end));
        if (following === null) return last || text.length - start > 2 * rowCharsMax ? "broken" : "needs-more";
        if (lines > fieldLinesMax) return "broken";
        end = following;
      }
      const value = text.slice(at + 1, closing);
      fields.push(value.includes('"') ? value.replaceAll('""', '"') : value);
      at = closing + 1;
      while (at < end && text.charCodeAt(at) === 32) at += 1;
      if (at >= end) break;
      if (text[at] !== delimiter) return "broken";
      at += 1;
    }
    if (lines > 1 && this.#columns !== null && fields.length !== this.#columns) return "broken";
    return { fields, end, lines };
  }
}

/** Where the quoted field that began before `from` ends: at a quote that no other quote follows. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charCodeAt(at + 1) === 34) at = text.indexOf('"', at + 2);
  return at;
}

/** Finds line ends of all three kinds, each kind looked for only once. */
class LineEnds {
  readonly #text: string;
  readonly #last: boolean;
  readonly #lf: Finder;
  readonly #cr: Finder;

  constructor(text: string, last: boolean) {
    this.#text = text;
    this.#last = last;
    this.#lf = new Finder(text, "\n");
    this.#cr = new Finder(text, "\r");
  }

  /** The end of the line that holds `at`; null when it is not in this text. */
  from(at: number): number | null {
    const lf = this.#lf.from(at);
    const cr = this.#cr.from(at);
    const end = lf === -1 ? cr : cr === -1 ? lf : Math.min(lf, cr);
    if (end === -1) return this.#last ? this.#text.length : null;
    // A CR at the very end may be the first half of a CRLF.
    if (end === cr && end === this.#text.length - 1 && !this.#last) return null;
    return end;
  }

  /** Where the line after the one that ends at `end` begins. */
  after(end: number): number {
    return this.#text.charCodeAt(end) === 13 && this.#text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
  }
}

/** `indexOf` that remembers: asked for every row, it still reads the text only once. */
class Finder {
  readonly #text: string;
  readonly #sought: string;
  #askedFrom = 0;
  #found = -2;

  constructor(text: string, sought: string) {
    this.#text = text;
    this.#sought = sought;
  }

  /** The first place at or after `at`; -1 when there is none. */
  from(at: number): number {
    const stillTrue = this.#found !== -2 && at >= this.#askedFrom && (this.#found === -1 || this.#found >= at);
    if (!stillTrue) {
      this.#askedFrom = at;
      this.#found = this.#text.indexOf(this.#sought, at);
    }
    return this.#found;
  }
}
