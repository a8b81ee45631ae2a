import type { Readable } from "node:stream";

/** A line of text without its end, and its number from 1. `text` is null when the line was too long to be kept. */
export type Line = { readonly text: string | null; readonly number: number };

/** Far above any honest line; it keeps an endless one from filling the memory. */
export const longestLineCharacters = 1_000_000;

/**
 * The lines of a stream of UTF-8 bytes, as they become complete: each turn brings those of one chunk.
 * Tolerates a byte order mark, CRLF and a missing last line end.
 *
 * Not `node:readline`, which also breaks lines at U+2028 and U+2029: both may stand unescaped in a JSON string.
 */
export async function* readLines(stream: Readable): AsyncGenerator<readonly Line[], void, undefined> {
  const decoder = new TextDecoder("utf-8");
  let unfinished = "";
  let isTooLong = false;
  let number = 0;

  const finish = (text: string): Line => {
    number += 1;
    const kept = isTooLong || text.length > longestLineCharacters ? null : text.replace(/\r$/, "");
    isTooLong = false;
    return { text: kept, number };
  };

  for await (const chunk of stream) {
    const parts = (unfinished + decoder.decode(chunk, { stream: true })).split("\n");
    unfinished = parts.pop() ?? "";
    yield parts.map(finish);
    if (unfinished.length > longestLineCharacters) {
      isTooLong = true;
      unfinished = "";
    }
  }
  unfinished += decoder.decode();
  if (unfinished !== "" || isTooLong) yield [finish(unfinished)];
}
