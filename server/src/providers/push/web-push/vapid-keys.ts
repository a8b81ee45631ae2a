import { createECDH, hkdfSync } from "node:crypto";

/** The pair that tells push services who we are (RFC 8292), base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/**
 * The pair of this installation, made from its secret: the same in every process, kept in no file of its own and lost
 * only with the secret. Another secret is another pair, and browsers have to subscribe anew.
 */
export function vapidKeysOf(secret: string): VapidKeys {
  for (let round = 0; ; round += 1) {
    const candidate = Buffer.from(hkdfSync("sha256", secret, "ringback/vapid/1", String(round), 32));
    const curve = createECDH("prime256v1");
    try {
      curve.setPrivateKey(candidate);
    } catch {
      continue; // one in four billion is no number of the curve
    }
    return { publicKey: curve.getPublicKey("base64url"), privateKey: candidate.toString("base64url") };
  }
}
