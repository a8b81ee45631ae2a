import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What every secret starts with (Standard Webhooks, https://www.standardwebhooks.com). */
const prefix = "whsec_";
/** How far the sender's clock may be from ours, either way (Standard Webhooks). */
export const toleranceSeconds = 300;
/** More signatures than any rotation needs; a stranger shall not make us compare thousands. */
const signaturesMax = 20;

/** What of a request is signed. */
export interface Signed {
  /** `webhook-id` */
  readonly id: string;
  /** `webhook-timestamp`, whole seconds since 1970, as it was sent. */
  readonly timestamp: string;
  readonly body: Buffer;
}

/** A new secret, 32 random bytes, as senders take it: `whsec_` and base64. */
export function makeSecret(): string {
  return prefix + randomBytes(32).toString("base64");
}

/** The signature of a request with one secret: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`. */
export function sign(secret: string, { id, timestamp, body }: Signed): string {
  return `v1,${digest(secret, { id, timestamp, body }).toString("base64")}`;
}

/**
 * Whether one of the signatures in the header was made with one of the secrets. The header holds several, parted by
 * spaces, while the sender rotates; all are compared, in constant time.
 */
export function isSignedBy(secrets: readonly string[], header: string, signed: Signed): boolean {
  const given = header
    .split(" ", signaturesMax)
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => Buffer.from(signature.slice(3), "base64"));
  let found = false;
  for (const secret of secrets) {
    const expected = digest(secret, signed);
    for (const signature of given) {
      if (signature.length === expected.length && timingSafeEqual(signature, expected)) found = true;
    }
  }
  return found;
}

/** Whether a request was signed within the tolerance of `now`; null when the header is no time. */
export function isTimely(timestamp: string, now: Temporal.Instant): boolean | null {
  if (!/^\d{1,12}$/.test(timestamp)) return null;
  return Math.abs(Number(timestamp) - Math.floor(now.epochMilliseconds / 1000)) <= toleranceSeconds;
}

function digest(secret: string, { id, timestamp, body }: Signed): Buffer {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, "base64");
  return createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
}
