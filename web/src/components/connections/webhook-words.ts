import type { PhoneNumberBody } from "@ringback/contract/connections.ts";
import type { ChipTone } from "#ui/chip.tsx";

interface Words {
  readonly label: string;
  readonly tone: ChipTone;
}

/** Whether a number's calls reach us, as far as the provider's settings say. */
export const webhookStates: Readonly<Record<PhoneNumberBody["webhooks"], Words>> = {
  installed: { label: "Calls arrive here", tone: "ok" },
  "not-installed": { label: "Not installed", tone: "soon" },
  changed: { label: "Changed at the provider", tone: "late" },
  unknown: { label: "Not checked yet", tone: "plain" },
};

/** The state of a number's registration for texts in the US. */
export const registrations: Readonly<Record<PhoneNumberBody["registration"], Words & { readonly means: string }>> = {
  none: { label: "Texts: not registered", tone: "soon", means: "US carriers block texts from it." },
  pending: { label: "Texts: pending", tone: "soon", means: "No texts until the carriers approve it." },
  approved: { label: "Texts: registered", tone: "ok", means: "Texts go out." },
  exempt: { label: "Texts: exempt", tone: "plain", means: "No registration needed (simulator, or outside the US)." },
};

/** How Ringback stands beside a number. */
export const modes: Readonly<Record<PhoneNumberBody["mode"], { readonly label: string; readonly means: string }>> = {
  answers: { label: "Ringback answers", means: "Rings your people, then takes a voicemail." },
  forwarded: { label: "Forwarded when unanswered", means: "A call that arrives here was already missed elsewhere." },
};

const settings: Readonly<Record<string, string>> = {
  VoiceUrl: "When a call comes in",
  VoiceMethod: "Method for calls",
  VoiceFallbackUrl: "When that fails",
  VoiceFallbackMethod: "Method when that fails",
  StatusCallback: "When a call changes",
  StatusCallbackMethod: "Method for changes",
  SmsUrl: "When a text comes in",
  SmsMethod: "Method for texts",
  SmsFallbackUrl: "When a text fails",
  VoiceApplicationSid: "Application for calls",
  SmsApplicationSid: "Application for texts",
};

/** A provider's setting in words; unknown ones keep their own name. */
export function settingWords(setting: string): string {
  const key = setting.charAt(0).toUpperCase() + setting.slice(1);
  return settings[setting] ?? settings[key] ?? setting;
}
