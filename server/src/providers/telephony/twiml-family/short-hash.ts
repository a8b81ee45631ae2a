import { createHash } from "node:crypto";

/** Sixteen characters that stand for a text in a key. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
