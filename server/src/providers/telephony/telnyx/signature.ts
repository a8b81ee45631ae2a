import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { RawWebhook } from "#providers/telephony/provider.ts";

/** A webhook whose time is further off than this, either way, is refused (docs/rules.md T4.3). */
const largestSkewSeconds = 300;
const publicKeyBytes = 32;
const signatureBytes = 64;

/**
 * Whether the holder of the account's key signed this body, and lately. Only time and body are signed: neither the address
 * nor its query (docs/decisions/0022-what-telnyx-does-not-sign.md).
 */
export function isSignedByTelnyx(
  publicKey: string,
  { headers, rawBody }: Pick<RawWebhook, "headers" | "rawBody">,
  now: Temporal.Instant,
): boolean {
  const timestamp = headers["telnyx-timestamp"] ?? "";
  const signature = bytesOf(headers["telnyx-signature-ed25519"] ?? "", signatureBytes);
  const key = readKey(publicKey);
  if (key === null || signature === null || !/^\d{1,12}$/.test(timestamp)) return false;
  const skewSeconds = Math.abs(now.epochMilliseconds / 1000 - Number(timestamp));
  if (skewSeconds > largestSkewSeconds) return false;
  return verify(null, Buffer.concat([Buffer.from(`${timestamp}|`), rawBody]), key, signature);
}

function readKey(publicKey: string): KeyObject | null {
  const bytes = bytesOf(publicKey, publicKeyBytes);
  if (bytes === null) return null;
  try {
    const jwk = { kty: "OKP", crv: "Ed25519", x: bytes.toString("base64url") };
    return createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    return null;
  }
}

/** Base64 of exactly so many bytes, written as base64 is; null otherwise. */
function bytesOf(text: string, length: number): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === length && bytes.toString("base64") === text ? bytes : null;
}
