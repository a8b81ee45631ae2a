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

/** UUID version 7 (RFC 9562): ordered by time, so that new rows stand together in an index. */
export const uuidV7: Ids = {
  next() {
    const bytes = sixteenRandomBytes();
    bytes.writeUIntBE(Temporal.Now.instant().epochMilliseconds, 0, 6);
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    const hex = bytes.toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
  token: () => randomBytes(32).toString("base64url"),
};
