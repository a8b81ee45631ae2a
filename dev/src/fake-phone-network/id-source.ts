import { createHash, randomUUID } from "node:crypto";

/** Makes the next id of a kind: two letters (CA, SM, RE …) and 32 hexadecimal digits. */
export type IdSource = (prefix: string) => string;

/** Ids that repeat from run to run with the same seed, and never meet those of another seed. */
export function idSource(seed: string = randomUUID()): IdSource {
  let count = 0;
  return (prefix) => {
    count += 1;
    return prefix + createHash("sha256").update(`${seed}:${prefix}:${count}`).digest("hex").slice(0, 32);
  };
}

/** Random numbers in [0, 1) that repeat with the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
