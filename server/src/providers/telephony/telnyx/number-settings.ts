import type { NumberSettings, TelephonyAccount, WebhookState } from "#providers/telephony/provider.ts";
import { webhookUrls } from "#providers/telephony/twiml-family/hook-urls.ts";
import type { JsonObject } from "#providers/telephony/twiml-family/rest.ts";
import { textAt } from "./json.ts";

/** The three things at Telnyx that decide where a number's calls and texts go. */
export interface NumberParts {
  readonly number: JsonObject;
  /** Our TeXML application, whether the number is its or not. */
  readonly application: JsonObject;
  /** The number's messaging profile; null where it has none. */
  readonly profile: JsonObject | null;
}

/** Settings of our application, by their names in its JSON. */
export const applicationSettings = {
  VoiceUrl: "voice_url",
  VoiceMethod: "voice_method",
  VoiceFallbackUrl: "voice_fallback_url",
  StatusCallback: "status_callback",
  StatusCallbackMethod: "status_callback_method",
} as const;

/** Settings of the number's messaging profile. */
export const profileSettings = {
  MessageWebhookUrl: "webhook_url",
  MessageWebhookFailoverUrl: "webhook_failover_url",
  MessageWebhookVersion: "webhook_api_version",
} as const;

/** What is written for a number to send its calls and texts here. */
export function ourSettings(account: TelephonyAccount): NumberSettings {
  const urls = webhookUrls(account);
  return {
    Connection: account.settings["texmlApplicationId"] ?? "",
    VoiceUrl: urls.voice,
    VoiceMethod: "post",
    // Telnyx has one method for both, so a document elsewhere is posted to as well.
    VoiceFallbackUrl: urls.voiceFallback,
    StatusCallback: urls.voiceStatus,
    StatusCallbackMethod: "post",
    MessageWebhookUrl: urls.messages,
    MessageWebhookFailoverUrl: "",
    MessageWebhookVersion: "2",
  };
}

/** How a number stands now, for showing and for undo. */
export function settingsOf({ number, application, profile }: NumberParts): NumberSettings {
  const settings: Record<string, string> = { Connection: textAt(number, "connection_id") ?? "" };
  for (const [name, key] of Object.entries(applicationSettings)) settings[name] = textAt(application, key) ?? "";
  settings["MessagingProfile"] = textAt(number, "messaging_profile_id") ?? "";
  for (const [name, key] of Object.entries(profileSettings)) settings[name] = textAt(profile ?? {}, key) ?? "";
  return settings;
}

/** Whether the number's calls, and its texts where it has any, come here. */
export function stateOf(account: TelephonyAccount, settings: NumberSettings): WebhookState {
  const ours = ourSettings(account);
  const fits = (...names: string[]) => names.every((name) => settings[name] === ours[name]);
  const parts = [fits("Connection", "VoiceUrl", "StatusCallback")];
  if (settings["MessagingProfile"] !== "") parts.push(fits("MessageWebhookUrl", "MessageWebhookVersion"));
  if (parts.every(Boolean)) return "installed";
  return parts.some(Boolean) ? "changed" : "not-installed";
}
