import type { TelephonyProvider } from "#providers/telephony/provider.ts";
import { createFamilyProvider, type FamilyOptions } from "#providers/telephony/twiml-family/create-provider.ts";
import { dialect } from "./dialect.ts";

/** Twilio, and anything that speaks its REST API, webhooks and TwiML at another base URL. */
export function createTwilio(options: FamilyOptions = {}): TelephonyProvider {
  return createFamilyProvider(dialect, options);
}
