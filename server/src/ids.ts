import { randomBytes, randomFillSync } from "node:crypto";

/** Makes ids and secrets by chance. Passed in, so that a test can foretell them. */
export interface Ids {
  next(): string;
  /** The secret of a link: 32 random bytes, base64url. */
  token(): string;
}

/** UUID version 7 (RFC 9562): ordered by time, so that new rows stand together in an index. */
export const uuidV7: Ids = {
  next() {
    const bytes = randomFillSync(Buffer.alloc(16));
    bytes.writeUIntBE(Temporal.Now.instant().epochMilliseconds, 0, 6);
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    const hex = bytes.toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
  token: () => randomBytes(32).toString("base64url"),
};
