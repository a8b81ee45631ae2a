import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";

/** The frame of PKCS #8 around the 32 bytes of an Ed25519 key. */
const pkcs8Frame = Buffer.from("302e020100300506032b657004220420", "hex");

function privateKeyOf(seed: string): KeyObject {
  const bytes = createHash("sha256").update(seed).digest();
  return createPrivateKey({ key: Buffer.concat([pkcs8Frame, bytes]), format: "der", type: "pkcs8" });
}

/** The public key of an account as the portal shows it: 32 bytes in base64. */
export function telnyxPublicKey(seed: string): string {
  const { x = "" } = createPublicKey(privateKeyOf(seed)).export({ format: "jwk" });
  return Buffer.from(x, "base64url").toString("base64");
}

/** The headers that sign a webhook: Ed25519 over `timestamp|body`, and nothing of the address. */
export function telnyxSignature(seed: string, body: string, at: Temporal.Instant): Record<string, string> {
  const timestamp = String(Math.floor(at.epochMilliseconds / 1000));
  const signature = sign(null, Buffer.from(`${timestamp}|${body}`), privateKeyOf(seed));
  return { "telnyx-timestamp": timestamp, "telnyx-signature-ed25519": signature.toString("base64") };
}
