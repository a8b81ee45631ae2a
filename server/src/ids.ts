import { randomBytes, randomFillSync } from "node:crypto";

/** Randomness is fetched for many ids at once: asking for sixteen bytes costs as much as asking for four thousand. */
const pool = Buffer.alloc(4_096);
let poolAt = pool.length;

function sixteenRandomBytes(): Buffer {
  if (poolAt === pool.length) {
    randomFillSync(pool);
    poolAt = 0;
  }
  poolAt += 16;
  return Buffer.from(pool.subarray(poolAt - 16, poolAt));
}

/** Makes ids and secrets by chance. Passed in, so that a test can foretell them. */
export interface Ids {
  next(): string;
  /** The secret of a link: 32 random bytes, base64url. */
  token(): string;
}

let lastMs = 0;
let sequence = 0;
const sequenceMax = 0xfff;

/**
 * UUID version 7 (RFC 9562): ordered by time, so that new rows stand together in an index. Those of one process also sort
 * as they were made within a millisecond (section 6.2, method 1): what one transaction writes at one moment keeps its order.
 */
export const uuidV7: Ids = {
  next() {
    const bytes = sixteenRandomBytes();
    const nowMs = Temporal.Now.instant().epochMilliseconds;
    if (nowMs > lastMs) {
      lastMs = nowMs;
      sequence = (bytes[7] ?? 0) & 0xff;
    } else if (sequence < sequenceMax) sequence += 1;
    else {
      lastMs += 1; // more than four thousand in a millisecond, or a clock that went back
      sequence = 0;
    }
    bytes.writeUIntBE(lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | sequence, 6);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    const hex = bytes.toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
  token: () => randomBytes(32).toString("base64url"),
};
