// The web push port: a few encrypted words to a browser that asked for them.

/** What a browser's `PushSubscription.toJSON()` holds, as far as we need it. */
export interface PushTarget {
  readonly endpoint: string;
  /** The browser's public key and its secret, base64url. */
  readonly p256dh: string;
  readonly auth: string;
}

export interface PushMessage {
  /** At most 3,000 bytes of JSON: {title, body, url, tag}. Only the browser can read it. */
  readonly payload: string;
  /** After so many seconds the push service throws it away. */
  readonly ttlSeconds: number;
  readonly urgency: "high" | "normal" | "low";
}

/** What the push service said. `accepted` means that it holds the message for the device; devices do not report back. */
export type PushResult =
  | { readonly outcome: "accepted" }
  /** This subscription is over for good; nobody shall push to it again. */
  | { readonly outcome: "gone" }
  | { readonly outcome: "refused"; readonly reason: string }
  | { readonly outcome: "not-sent"; readonly reason: string; readonly retryAfterMs: number | null };

export interface PushProvider {
  /** What browsers subscribe with, base64url. */
  readonly publicKey: string;
  /** Whether this endpoint may be kept: a push service's, on a public machine. */
  maySubscribe(target: PushTarget): boolean;
  send(target: PushTarget, message: PushMessage): Promise<PushResult>;
}
