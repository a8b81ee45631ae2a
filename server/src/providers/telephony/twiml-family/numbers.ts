import {
  type NumberSettings,
  ProviderError,
  type ProviderNumber,
  type TelephonyAccount,
  type WebhookState,
} from "#providers/telephony/provider.ts";
import type { Dialect } from "./dialect.ts";
import { webhookUrls } from "./hook-urls.ts";
import { readPages } from "./pages.ts";
import { askRest, type JsonObject, pathId, type RestOptions } from "./rest.ts";
import { readId } from "./schema.ts";

/** The settings of an IncomingPhoneNumber that we write, with their names in its JSON. */
const writtenSettings = {
  VoiceUrl: "voice_url",
  VoiceMethod: "voice_method",
  VoiceFallbackUrl: "voice_fallback_url",
  VoiceFallbackMethod: "voice_fallback_method",
  StatusCallback: "status_callback",
  StatusCallbackMethod: "status_callback_method",
  SmsUrl: "sms_url",
  SmsMethod: "sms_method",
} as const;

/** The settings that decide where calls and texts go. */
const addresses = ["VoiceUrl", "StatusCallback", "SmsUrl"] as const;

/** @throws ProviderError */
export async function findNumber(
  options: RestOptions,
  account: TelephonyAccount,
  number: string,
): Promise<ProviderNumber | null> {
  const query = { PhoneNumber: number, PageSize: "50" };
  const list = await askRest(options, account, { method: "GET", path: "/IncomingPhoneNumbers.json", query });
  const entries: unknown = list?.["incoming_phone_numbers"];
  if (!Array.isArray(entries)) return null;
  // The filter matches parts of numbers too.
  const found: unknown = entries.find((entry) => entry?.phone_number === number);
  return found === undefined ? null : readNumber(options.dialect, account, { ...(found as JsonObject) });
}

/** All numbers of the account. @throws ProviderError */
export async function listNumbers(options: RestOptions, account: TelephonyAccount): Promise<ProviderNumber[]> {
  const list = { path: "/IncomingPhoneNumbers.json", name: "incoming_phone_numbers", query: { PageSize: "1000" } };
  const pages = await Array.fromAsync(readPages(options, account, list));
  const found = pages.flat().flatMap((entry) => readNumber(options.dialect, account, entry) ?? []);
  // Pages may shift while they are read; a number shown twice is one.
  return [...new Map(found.map((number) => [number.providerNumberId, number])).values()];
}

/**
 * Writes our webhook URLs to the number and reads them back.
 * @throws ProviderError
 */
export async function installWebhooks(
  options: RestOptions,
  account: TelephonyAccount,
  number: ProviderNumber,
): Promise<{ readonly before: NumberSettings; readonly after: NumberSettings }> {
  const before = settingsOf(await fetchNumber(options, account, number.providerNumberId));
  await writeSettings(options, account, number.providerNumberId, ourSettings(options.dialect, account));
  const after = settingsOf(await fetchNumber(options, account, number.providerNumberId));
  return { before, after };
}

/** Writes settings as `installWebhooks` found them; others than the ones it writes are left alone. @throws ProviderError */
export async function restoreSettings(
  options: RestOptions,
  account: TelephonyAccount,
  providerNumberId: string,
  settings: NumberSettings,
): Promise<void> {
  // An empty URL clears it; an empty method would be refused.
  const written = Object.keys(writtenSettings).flatMap((name): [string, string][] => {
    const value = settings[name];
    return value === undefined || (value === "" && name.endsWith("Method")) ? [] : [[name, value]];
  });
  await writeSettings(options, account, providerNumberId, Object.fromEntries(written));
}

function ourSettings({ retryFragment }: Dialect, account: TelephonyAccount): NumberSettings {
  const urls = webhookUrls(account);
  return {
    VoiceUrl: urls.voice + retryFragment,
    VoiceMethod: "POST",
    VoiceFallbackUrl: urls.voiceFallback,
    // A static document is fetched, our own hook is posted to.
    VoiceFallbackMethod: account.staticFallbackUrl === null ? "POST" : "GET",
    StatusCallback: urls.voiceStatus + retryFragment,
    StatusCallbackMethod: "POST",
    SmsUrl: urls.messages + retryFragment,
    SmsMethod: "POST",
  };
}

async function fetchNumber(options: RestOptions, account: TelephonyAccount, id: string): Promise<JsonObject> {
  const path = `/IncomingPhoneNumbers/${pathId(id)}.json`;
  return existing(await askRest(options, account, { method: "GET", path }));
}

async function writeSettings(
  options: RestOptions,
  account: TelephonyAccount,
  id: string,
  settings: NumberSettings,
): Promise<void> {
  const path = `/IncomingPhoneNumbers/${pathId(id)}.json`;
  existing(await askRest(options, account, { method: "POST", path, form: settings }));
}

function existing(number: JsonObject | null): JsonObject {
  if (number !== null) return number;
  throw new ProviderError("The provider has no such number in this account.", { code: "no-number", retryable: false });
}

function readNumber(dialect: Dialect, account: TelephonyAccount, json: JsonObject): ProviderNumber | null {
  const { sid, phone_number: number } = json;
  const providerNumberId = typeof sid === "string" ? readId(sid) : null;
  if (providerNumberId === null || typeof number !== "string") return null;
  const settings = settingsOf(json);
  const label = typeof json["friendly_name"] === "string" ? json["friendly_name"] : null;
  return {
    providerNumberId,
    number,
    label,
    canText: canText(json),
    settings,
    webhooks: stateOf(dialect, account, settings),
    warnings: warningsOf(json),
  };
}

function settingsOf(json: JsonObject): NumberSettings {
  const settings: Record<string, string> = {};
  for (const [name, key] of Object.entries(writtenSettings)) {
    const value = json[key];
    settings[name] = typeof value === "string" ? value : "";
  }
  return settings;
}

function stateOf(dialect: Dialect, account: TelephonyAccount, settings: NumberSettings): WebhookState {
  const ours = ourSettings(dialect, account);
  const fits = addresses.filter((name) => withoutFragment(settings[name]) === withoutFragment(ours[name]));
  if (fits.length === addresses.length) return "installed";
  return fits.length === 0 ? "not-installed" : "changed";
}

function withoutFragment(url: string | undefined): string {
  return (url ?? "").split("#", 1)[0] ?? "";
}

function canText(json: JsonObject): boolean | null {
  const capabilities = json["capabilities"];
  if (capabilities === null || typeof capabilities !== "object" || !("sms" in capabilities)) return null;
  return capabilities.sms === true;
}

/** What makes the provider ignore the number's own URLs (docs/rules.md T3.7). */
function warningsOf(json: JsonObject): string[] {
  const isSet = (key: string) => typeof json[key] === "string" && json[key] !== "";
  return [
    isSet("voice_application_sid") &&
      "A TwiML application handles this number's calls, so its own voice URL is ignored. Remove the application from the number first.",
    isSet("trunk_sid") &&
      "A SIP trunk handles this number's calls, so its own voice URL is ignored. Remove the trunk from the number first.",
    isSet("sms_application_sid") &&
      "A TwiML application handles this number's texts, so its own message URL is ignored. Remove the application from the number first.",
    json["voice_receive_mode"] === "fax" && "This number receives faxes, not calls. Set it to voice first.",
    canText(json) === false && "This number cannot receive or send texts.",
  ].filter((warning) => warning !== false);
}
