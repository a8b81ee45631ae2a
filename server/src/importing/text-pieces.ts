export type LogEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** The encoding a byte order mark tells; without one UTF-8, with lines that are none read as Windows-1252. */
export function encodingOf(head: Uint8Array): LogEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return "utf-8";
}

const lineFeed = 10;
const carriageReturn = 13;
/** A line without an end is not kept longer than this; the reader rejects it anyway. */
const unfinishedBytesMax = 256 * 1024;

/**
 * Turns the bytes of a log into text, piece by piece. Exports that were stitched together mix encodings, so each line that is
 * not UTF-8 is read as Windows-1252 by itself.
 */
export class TextPieces {
  readonly #wide: TextDecoder | null;
  #rest: Uint8Array = new Uint8Array(0);
  #first = true;

  constructor(encoding: LogEncoding) {
    this.#wide = encoding === "utf-8" ? null : new TextDecoder(encoding);
  }

  /** The text of these bytes, as far as its lines are complete. `last`: nothing follows. */
  push(bytes: Uint8Array, last: boolean): string {
    if (this.#wide !== null) return this.#wide.decode(bytes, { stream: !last });
    const all = this.#rest.length === 0 ? bytes : joinPieces([this.#rest, bytes]);
    const end = last || all.length > unfinishedBytesMax + bytes.length ? all.length : lastLineEnd(all);
    this.#rest = all.subarray(end);
    const text = decodeLines(all.subarray(0, end));
    const start = this.#first && text.charCodeAt(0) === 0xfeff ? 1 : 0;
    if (text !== "") this.#first = false;
    return start === 0 ? text : text.slice(1);
  }
}

/** Pieces of a file as one. */
export function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function lastLineEnd(bytes: Uint8Array): number {
  return Math.max(bytes.lastIndexOf(lineFeed), bytes.lastIndexOf(carriageReturn)) + 1;
}

function decodeLines(bytes: Uint8Array): string {
  const whole = asUtf8(bytes);
  if (whole !== null) return whole;
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, at);
    const line = bytes.subarray(at, end === -1 ? bytes.length : end + 1);
    lines.push(asUtf8(line) ?? new TextDecoder("windows-1252").decode(line));
    at += line.length;
  }
  return lines.join("");
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}
