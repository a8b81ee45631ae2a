import {
  type NumberSettings,
  ProviderError,
  type ProviderNumber,
  type TelephonyAccount,
} from "#providers/telephony/provider.ts";
import { type JsonObject, jsonOrNull, type RestOptions } from "#providers/telephony/twiml-family/rest.ts";
import { readId } from "#providers/telephony/twiml-family/schema.ts";
import { askApi, callApi, pathPart, readList } from "./api.ts";
import { objectAt, objectsAt, textAt } from "./json.ts";
import {
  applicationSettings,
  type NumberParts,
  ourSettings,
  profileSettings,
  settingsOf,
  stateOf,
} from "./number-settings.ts";

/** All numbers of the account. @throws ProviderError */
export async function listNumbers(options: RestOptions, account: TelephonyAccount): Promise<ProviderNumber[]> {
  const [numbers, profiles, application] = await Promise.all([
    readList(options, account, "/phone_numbers"),
    readList(options, account, "/messaging_profiles"),
    fetchApplication(options, account),
  ]);
  const profileById = new Map(profiles.map((profile) => [textAt(profile, "id"), profile]));
  const found = numbers.flatMap((number) => {
    const profile = profileById.get(textAt(number, "messaging_profile_id")) ?? null;
    return readNumber(account, { number, application, profile }, 0) ?? [];
  });
  // Pages may shift while they are read; a number shown twice is one.
  return [...new Map(found.map((number) => [number.providerNumberId, number])).values()];
}

/** @throws ProviderError */
export async function findNumber(
  options: RestOptions,
  account: TelephonyAccount,
  number: string,
): Promise<ProviderNumber | null> {
  // The filter takes digits only, and matches parts of numbers too.
  const query = { "filter[phone_number]": number.replace(/\D/g, ""), "page[size]": "50" };
  const page = jsonOrNull(await callApi(options, account, { method: "GET", path: "/phone_numbers", query }), "GET");
  const found = objectsAt(page ?? {}, "data").find((entry) => textAt(entry, "phone_number") === number);
  if (found === undefined) return null;
  const parts = await withParts(options, account, found);
  return readNumber(account, parts, await othersOnProfile(options, account, parts));
}

/**
 * Writes our addresses to our application and to the number's messaging profile, moves the number to the application, and
 * reads all of it back.
 * @throws ProviderError
 */
export async function installWebhooks(
  options: RestOptions,
  account: TelephonyAccount,
  number: ProviderNumber,
): Promise<{ readonly before: NumberSettings; readonly after: NumberSettings }> {
  const before = settingsOf(await fetchParts(options, account, number.providerNumberId));
  await writeSettings(options, account, number.providerNumberId, {
    ...ourSettings(account),
    MessagingProfile: before["MessagingProfile"] ?? "",
  });
  const after = settingsOf(await fetchParts(options, account, number.providerNumberId));
  return { before, after };
}

/**
 * Writes settings as `installWebhooks` found them. A number that came from another connection goes back there and leaves our
 * application alone; one that was the application's before gets the application's old addresses. @throws ProviderError
 */
export async function restoreSettings(
  options: RestOptions,
  account: TelephonyAccount,
  providerNumberId: string,
  settings: NumberSettings,
): Promise<void> {
  await writeSettings(options, account, providerNumberId, settings);
}

async function writeSettings(
  options: RestOptions,
  account: TelephonyAccount,
  providerNumberId: string,
  settings: NumberSettings,
): Promise<void> {
  const write = async (path: string, json: JsonObject) =>
    existing(await askApi(options, account, { method: "PATCH", path, json }));
  // The addresses first: a number shall never point at an application that leads nowhere.
  if (settings["Connection"] === account.settings["texmlApplicationId"] && settings["VoiceUrl"]) {
    const application = await fetchApplication(options, account);
    const path = `/texml_applications/${pathPart(account.settings["texmlApplicationId"] ?? "")}`;
    await write(path, { friendly_name: textAt(application, "friendly_name"), ...named(applicationSettings, settings) });
  }
  if (settings["MessagingProfile"]) {
    const path = `/messaging_profiles/${pathPart(settings["MessagingProfile"])}`;
    await write(path, named(profileSettings, settings));
  }
  if (settings["Connection"] !== undefined)
    await write(`/phone_numbers/${pathPart(providerNumberId)}`, { connection_id: settings["Connection"] });
}

/** Settings by their names in JSON; an address that is none clears it, a word that is none is left as it is. */
function named(names: Readonly<Record<string, string>>, settings: NumberSettings): JsonObject {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, key]): [string, string | null][] => {
      const value = settings[name];
      if (value === undefined || (value === "" && /(Method|Version)$/.test(name))) return [];
      return [[key, value === "" ? null : value]];
    }),
  );
}

async function fetchParts(options: RestOptions, account: TelephonyAccount, id: string): Promise<NumberParts> {
  const path = `/phone_numbers/${pathPart(id)}`;
  return await withParts(options, account, existing(await askApi(options, account, { method: "GET", path })));
}

async function withParts(options: RestOptions, account: TelephonyAccount, number: JsonObject): Promise<NumberParts> {
  const profileId = textAt(number, "messaging_profile_id") ?? "";
  const profilePath = `/messaging_profiles/${pathPart(profileId || "none")}`;
  const [application, profile] = await Promise.all([
    fetchApplication(options, account),
    profileId === "" ? null : askApi(options, account, { method: "GET", path: profilePath }),
  ]);
  return { number, application, profile };
}

async function fetchApplication(options: RestOptions, account: TelephonyAccount): Promise<JsonObject> {
  const path = `/texml_applications/${pathPart(account.settings["texmlApplicationId"] ?? "")}`;
  const application = await askApi(options, account, { method: "GET", path });
  if (application !== null) return application;
  throw new ProviderError("Telnyx knows no TeXML application with this id.", {
    code: "no-application",
    retryable: false,
  });
}

/** How many other numbers the messaging profile serves, where its texts do not come here yet. */
async function othersOnProfile(
  options: RestOptions,
  account: TelephonyAccount,
  { profile }: NumberParts,
): Promise<number> {
  if (profile === null || textAt(profile, "webhook_url") === ourSettings(account)["MessageWebhookUrl"]) return 0;
  const path = `/messaging_profiles/${pathPart(textAt(profile, "id") ?? "")}/phone_numbers`;
  const query = { "page[size]": "1" };
  const page = jsonOrNull(await callApi(options, account, { method: "GET", path, query }), "GET") ?? {};
  const total = Number(textAt(objectAt(page, "meta") ?? {}, "total_results") ?? 0);
  return Number.isSafeInteger(total) ? Math.max(0, total - 1) : 0;
}

function existing(number: JsonObject | null): JsonObject {
  if (number !== null) return number;
  throw new ProviderError("The provider has no such number in this account.", { code: "no-number", retryable: false });
}

function readNumber(account: TelephonyAccount, parts: NumberParts, others: number): ProviderNumber | null {
  const providerNumberId = readId(textAt(parts.number, "id"));
  const number = textAt(parts.number, "phone_number");
  if (providerNumberId === null || number === undefined) return null;
  const settings = settingsOf(parts);
  return {
    providerNumberId,
    number,
    label: textAt(parts.number, "customer_reference") ?? null,
    canText: settings["MessagingProfile"] !== "",
    settings,
    webhooks: stateOf(account, settings),
    warnings: warningsOf(parts, others),
  };
}

function warningsOf({ number, profile }: NumberParts, others: number): string[] {
  const status = textAt(number, "status") ?? "active";
  return [
    status !== "active" && `Telnyx says that this number is not active: ${status}.`,
    (textAt(number, "messaging_profile_id") ?? "") === "" &&
      "This number has no messaging profile, so it cannot receive or send texts. Give it one at Telnyx, then install again.",
    profile !== null && profile["enabled"] === false && "This number's messaging profile is switched off at Telnyx.",
    others > 0 &&
      `This number shares its messaging profile with ${others} other ${others === 1 ? "number" : "numbers"}: installing sends their texts here too.`,
  ].filter((warning) => warning !== false);
}
