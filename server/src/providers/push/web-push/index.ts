import webPush from "web-push";
import { mayPostTo } from "#providers/outside-hosts.ts";
import { type OutsideAnswer, OutsideError, postOutside } from "#providers/outside-request.ts";
import type { PushMessage, PushProvider, PushResult, PushTarget } from "#providers/push/provider.ts";
import type { VapidKeys } from "./vapid-keys.ts";

export interface WebPushOptions {
  readonly keys: VapidKeys;
  /** Whom a push service may write to about us: an https or mailto address (RFC 8292, 2.1). */
  readonly subject: string;
  /** Whether endpoints may be in the house: only where nobody but this machine reaches the installation, as in tests. */
  readonly insideAllowed?: boolean;
  readonly timeoutMs?: number;
}

/** Web push by the standards every browser speaks (RFC 8030, 8291, 8292). */
export function createWebPush({
  keys,
  subject,
  insideAllowed = false,
  timeoutMs = 10_000,
}: WebPushOptions): PushProvider {
  const namedBy = insideAllowed ? "owner" : "anyone";
  return {
    publicKey: keys.publicKey,
    maySubscribe: (target) =>
      mayPostTo(target.endpoint, namedBy) && keyBytes(target.p256dh) === 65 && keyBytes(target.auth) === 16,
    send: async (target, message) => {
      const request = encrypt(target, message, { subject, ...keys });
      if (request === null) return { outcome: "refused", reason: "unusable-keys" };
      try {
        return resultOf(await postOutside({ ...request, url: target.endpoint, namedBy, timeoutMs }));
      } catch (error) {
        if (!(error instanceof OutsideError)) throw error;
        if (error.kind === "not-allowed") return { outcome: "refused", reason: "not-allowed" };
        // It may have arrived; a second one with the same tag takes the first one's place on the device.
        return { outcome: "not-sent", reason: error.kind, retryAfterMs: null };
      }
    },
  };
}

/** The request as the standards want it; null when the browser's keys are none. */
function encrypt(
  target: PushTarget,
  { payload, ttlSeconds, urgency }: PushMessage,
  vapidDetails: VapidKeys & { subject: string },
) {
  try {
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } },
      payload,
      { vapidDetails, TTL: ttlSeconds, urgency, contentEncoding: "aes128gcm" },
    );
    const sent = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
    return { headers: sent, body: Buffer.from(body ?? "") };
  } catch {
    return null;
  }
}

function resultOf({ status, retryAfterMs }: OutsideAnswer): PushResult {
  if (status >= 200 && status < 300) return { outcome: "accepted" };
  if (status === 404 || status === 410) return { outcome: "gone" };
  const reason = `HTTP ${status}`;
  if (status === 429 || status === 408 || status >= 500) return { outcome: "not-sent", reason, retryAfterMs };
  return { outcome: "refused", reason };
}

function keyBytes(base64url: string): number {
  return /^[\w-]+={0,2}$/.test(base64url) ? Buffer.from(base64url, "base64url").length : 0;
}
