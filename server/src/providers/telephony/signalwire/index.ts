import type { TelephonyProvider } from "#providers/telephony/provider.ts";
import { createFamilyProvider, type FamilyOptions } from "#providers/telephony/twiml-family/create-provider.ts";
import { dialect } from "./dialect.ts";

/** SignalWire, by its compatibility API. */
export function createSignalWire(options: FamilyOptions = {}): TelephonyProvider {
  return createFamilyProvider(dialect, options);
}
