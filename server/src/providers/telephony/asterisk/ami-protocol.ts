// Asterisk's manager protocol: blocks of `Name: value` lines that end in CRLF, an empty line after each block, and one
// line of greeting before the first (docs/rules.md T5.4).

/** One block: an event or an answer to an action. Names as Asterisk writes them; of a repeated name the first counts. */
export type AmiBlock = ReadonlyMap<string, string>;

/** What the bytes so far were. `too-large`: no manager sends such a thing; the connection must be given up. */
export type AmiRead =
  | { readonly ok: true; readonly greeting: string | null; readonly blocks: readonly AmiBlock[] }
  | { readonly ok: false; readonly problem: "too-large" };

export interface AmiReader {
  /** Takes the next bytes, however they were cut; `greeting` is said once. */
  push(chunk: Uint8Array): AmiRead;
}

/** The largest block a real Asterisk sent in the recordings has 1.5 kB. */
const blockBytesMax = 64 * 1024;
const valueCharactersMax = 1_000;
const linesMax = 500;
const cr = 13;
const lf = 10;

/**
 * Reads blocks out of a stream of bytes. Memory is bounded: a block or greeting without an end is an error, and values are
 * cut. Bytes become text only when their block is whole, so a character cut in two by the network is read right.
 */
export function createAmiReader(): AmiReader {
  let pending = Buffer.alloc(0);
  let greeted = false;
  return {
    push(chunk) {
      pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
      let greeting: string | null = null;
      const blocks: AmiBlock[] = [];
      let start = 0;
      if (!greeted) {
        const end = pending.indexOf("\r\n");
        if (end < 0)
          return pending.length > blockBytesMax ? { ok: false, problem: "too-large" } : { ok: true, greeting, blocks };
        greeting = pending.toString("utf8", 0, end).slice(0, valueCharactersMax);
        greeted = true;
        start = end + 2;
      }
      for (;;) {
        // An empty line with nothing before it ends no block.
        while (pending[start] === cr && pending[start + 1] === lf) start += 2;
        const end = pending.indexOf("\r\n\r\n", start);
        if (end < 0) break;
        if (end - start > blockBytesMax) return { ok: false, problem: "too-large" };
        blocks.push(readBlock(pending.toString("utf8", start, end)));
        start = end + 4;
      }
      // A copy, so that one slow block does not hold the memory of all that came with it.
      pending = Buffer.from(pending.subarray(start));
      return pending.length > blockBytesMax ? { ok: false, problem: "too-large" } : { ok: true, greeting, blocks };
    },
  };
}

function readBlock(text: string): AmiBlock {
  const block = new Map<string, string>();
  for (const line of text.split("\r\n", linesMax)) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    // Asterisk's own word for "there is none".
    if (!block.has(name)) block.set(name, value === "<unknown>" ? "" : value.slice(0, valueCharactersMax));
  }
  return block;
}

/**
 * Writes an action.
 * @throws Error when a value holds a line end, because it would become an action of its own.
 */
export function writeAction(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => {
    if (/[\r\n\0]/.test(name + value)) throw new Error(`The ${name} of a manager action cannot hold a line end.`);
    return `${name}: ${value}`;
  });
  return `${lines.join("\r\n")}\r\n\r\n`;
}
