import { timingSafeEqual } from "node:crypto";
import type { SecretBox } from "#secret-box.ts";

/** One picture or file that may be fetched by whoever holds the link, until it expires. */
export interface LinkedMedia {
  readonly accountId: string;
  readonly mediaId: string;
  readonly expiresAt: Temporal.Instant;
}

const purpose = "media-link";
const uuidBytes = 16;
const payloadBytes = 2 * uuidBytes + 4;

/**
 * The token of a public address for one picture: which one, until when (in whole seconds), and the installation's mark on
 * both. Nothing is kept of it, so nothing can be listed or guessed.
 */
export function mediaToken(secretBox: Pick<SecretBox, "mark">, { accountId, mediaId, expiresAt }: LinkedMedia): string {
  const payload = Buffer.concat([bytesOfUuid(accountId), bytesOfUuid(mediaId), Buffer.alloc(4)]);
  payload.writeUInt32BE(Math.floor(expiresAt.epochMilliseconds / 1000), 2 * uuidBytes);
  return `${payload.toString("base64url")}.${secretBox.mark(accountId, purpose, payload).toString("base64url")}`;
}

/** What a token opens now; null for one that is forged, broken or over. */
export function readMediaToken(
  secretBox: Pick<SecretBox, "mark">,
  token: string,
  now: Temporal.Instant,
): LinkedMedia | null {
  const [payload, mark, ...rest] = token.split(".").map((part) => Buffer.from(part, "base64url"));
  if (payload?.length !== payloadBytes || mark === undefined || rest.length > 0) return null;
  const accountId = uuidOfBytes(payload.subarray(0, uuidBytes));
  const expected = secretBox.mark(accountId, purpose, payload);
  if (mark.length !== expected.length || !timingSafeEqual(mark, expected)) return null;
  const expiresAt = Temporal.Instant.fromEpochMilliseconds(payload.readUInt32BE(2 * uuidBytes) * 1000);
  if (Temporal.Instant.compare(expiresAt, now) <= 0) return null;
  return { accountId, mediaId: uuidOfBytes(payload.subarray(uuidBytes, 2 * uuidBytes)), expiresAt };
}

function bytesOfUuid(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function uuidOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
