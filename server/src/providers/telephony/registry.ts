import { createAsterisk } from "./asterisk/index.ts";
import type { TelephonyProvider } from "./provider.ts";
import { createSignalWire } from "./signalwire/index.ts";
import { createTelnyx } from "./telnyx/index.ts";
import { createTwilio } from "./twilio/index.ts";
import { createWebhook } from "./webhook/index.ts";

/** Every phone provider Ringback can talk to, by the name that `connection.provider` holds. */
export function createTelephonyProviders(): Readonly<Record<string, TelephonyProvider>> {
  return Object.fromEntries(
    [createTwilio(), createSignalWire(), createTelnyx(), createAsterisk(), createWebhook()].map((provider) => [
      provider.name,
      provider,
    ]),
  );
}
