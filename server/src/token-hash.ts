import { createHash } from "node:crypto";

/** What the database keeps of a link's token. 256 random bits need no salt. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
