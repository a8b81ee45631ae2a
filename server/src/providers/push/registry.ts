import type { PushProvider } from "./provider.ts";
import { createWebPush } from "./web-push/index.ts";
import { vapidKeysOf } from "./web-push/vapid-keys.ts";

/**
 * Web push of an installation. On one that only its own machine reaches (a loopback address, as in the demo and in tests)
 * devices may subscribe at a push service on this machine too.
 */
export function createPush({
  secret,
  publicUrl,
}: {
  readonly secret: string;
  readonly publicUrl: string;
}): PushProvider {
  const { protocol, hostname } = new URL(publicUrl);
  return createWebPush({
    keys: vapidKeysOf(secret),
    // Push services want an address to complain to; Apple's refuses a local one.
    subject: protocol === "https:" ? new URL(publicUrl).origin : "mailto:ringback@ringback.invalid",
    insideAllowed: hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname),
  });
}
