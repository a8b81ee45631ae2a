import type { FaultSettings, RestFault, RestFaultKind, TranscriptionFault, WebhookFault } from "./faults.ts";
import { BadInput, JsonInput } from "./json-input.ts";
import type { PhoneBehaviour, TextBehaviour } from "./phone.ts";
import type { InboundCall, ScriptStep } from "./place-call.ts";
import type { InboundText } from "./receive-text.ts";
import type { NumberSettings, WebhookKind } from "./state.ts";

const textBehaviours: readonly TextBehaviour[] = [
  "delivered",
  "silent",
  "landline",
  "unreachable",
  "unknown-handset",
  "blocked",
  "carrier-filtered",
  "unregistered",
  "opted-out",
  "not-mobile",
  "region-not-enabled",
  "unroutable",
];

const webhookKinds: readonly WebhookKind[] = [
  "voice",
  "voice-fallback",
  "redirect",
  "dial-action",
  "dial-screening",
  "gather-action",
  "record-action",
  "enqueue-action",
  "queue-wait",
  "queue-screening",
  "connect-action",
  "play",
  "call-status",
  "dial-status",
  "recording-status",
  "transcription",
  "machine-detection",
  "message",
  "message-fallback",
  "message-status",
];

const restFaults: readonly RestFaultKind[] = [
  "429",
  "500",
  "503",
  "garbage",
  "dropped",
  "performed-then-dropped",
  "hang",
  "performed-then-hang",
];

export function readCall(value: unknown): InboundCall {
  const input = new JsonInput(value, "call", ["from", "to", "forwardedFrom", "callerName", "stirVerstat", "script"]);
  const text = (name: string) => input.text(name);
  return {
    from: input.text("from"),
    to: input.text("to"),
    ...input.optional("forwardedFrom", text),
    ...input.optional("callerName", text),
    ...input.optional("stirVerstat", text),
    ...input.optional("script", (name) => input.list(name, readStep)),
  };
}

export function readText(value: unknown): InboundText {
  const input = new JsonInput(value, "text", ["from", "to", "body", "mediaUrls"]);
  return {
    from: input.text("from"),
    to: input.text("to"),
    body: input.text("body"),
    ...input.optional("mediaUrls", (name) => input.texts(name)),
  };
}

export function readPhone(value: unknown): { behaviour?: PhoneBehaviour; texts?: TextBehaviour } {
  const input = new JsonInput(value, "phone", ["behaviour", "texts"]);
  return {
    ...input.optional("behaviour", (name) => readBehaviour(input.value(name))),
    ...input.optional("texts", (name) => input.word(name, textBehaviours)),
  };
}

export function readFaults(value: unknown): FaultSettings {
  const input = new JsonInput(value, "faults", ["seed", "webhooks", "rest", "transcription"]);
  return {
    ...input.optional("seed", (name) => input.number(name)),
    ...input.optional("webhooks", (name) => input.list(name, readWebhookFault)),
    ...input.optional("rest", (name) => input.list(name, readRestFault)),
    ...input.optional("transcription", (name) => input.word<TranscriptionFault>(name, ["failed", "never"])),
  };
}

const numberTexts = [
  "friendlyName",
  "voiceUrl",
  "voiceMethod",
  "voiceFallbackUrl",
  "voiceFallbackMethod",
  "statusCallback",
  "statusCallbackMethod",
  "smsUrl",
  "smsMethod",
  "smsFallbackUrl",
  "smsFallbackMethod",
  "voiceApplicationSid",
  "smsApplicationSid",
  "trunkSid",
  "voiceReceiveMode",
] as const;

/** A number and the settings to change. */
export function readNumber(value: unknown): {
  phoneNumber: string;
  accountSid?: string;
  settings: Partial<NumberSettings> & { smsCapable?: boolean };
} {
  const input = new JsonInput(value, "number", [
    "phoneNumber",
    "accountSid",
    "voiceCallerIdLookup",
    "smsCapable",
    ...numberTexts,
  ]);
  const phoneNumber = input.text("phoneNumber");
  if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) throw new BadInput("number.phoneNumber must be E.164, like +15559870000");
  const settings: Partial<NumberSettings> & { smsCapable?: boolean } = {};
  for (const name of numberTexts) if (input.has(name)) settings[name] = input.text(name);
  if (input.has("voiceCallerIdLookup")) settings.voiceCallerIdLookup = input.flag("voiceCallerIdLookup");
  if (input.has("smsCapable")) settings.smsCapable = input.flag("smsCapable");
  return { phoneNumber, settings, ...input.optional("accountSid", (name) => input.text(name)) };
}

/** An account to add or to change (rotate its tokens). */
export function readAccount(value: unknown) {
  const input = new JsonInput(value, "account", ["sid", "friendlyName", "authToken", "secondaryAuthToken", "apiKeys"]);
  const text = (name: string) => input.text(name);
  return {
    ...input.optional("sid", text),
    ...input.optional("friendlyName", text),
    ...input.optional("authToken", text),
    ...input.optional("secondaryAuthToken", text),
    ...input.optional("apiKeys", (name) =>
      input.list(name, (item, where) => {
        const key = new JsonInput(item, where, ["sid", "secret"]);
        return { sid: key.text("sid"), secret: key.text("secret") };
      }),
    ),
  };
}

export function readMessagingService(value: unknown) {
  const input = new JsonInput(value, "messagingService", [
    "sid",
    "accountSid",
    "numbers",
    "inboundUrl",
    "statusCallback",
    "advancedOptOut",
  ]);
  const text = (name: string) => input.text(name);
  return {
    ...input.optional("sid", text),
    ...input.optional("accountSid", text),
    ...input.optional("inboundUrl", text),
    ...input.optional("statusCallback", text),
    ...input.optional("numbers", (name) => input.texts(name)),
    ...input.optional("advancedOptOut", (name) => input.flag(name)),
  };
}

function readStep(value: unknown, where: string): ScriptStep {
  const input = new JsonInput(value, where, ["wait", "say", "press", "waitFor", "hangUp"]);
  if (input.has("wait")) return { wait: input.number("wait") };
  if (input.has("say")) return { say: input.text("say") };
  if (input.has("press")) return { press: input.text("press") };
  if (input.has("waitFor")) {
    const heard = ["ringing", "say", "play", "beep", "speech", "keys", "music", "bridged"] as const;
    return { waitFor: input.word("waitFor", heard) };
  }
  if (input.has("hangUp")) return { hangUp: true };
  throw new BadInput(`${where} must have wait, say, press, waitFor or hangUp`);
}

function readBehaviour(value: unknown): PhoneBehaviour {
  const input = new JsonInput(value, "phone.behaviour", [
    "kind",
    "afterSeconds",
    "presses",
    "says",
    "talksForSeconds",
    "greeting",
    "maxSeconds",
  ]);
  const kind = input.word("kind", [
    "answers",
    "busy",
    "no-answer",
    "voicemail",
    "rejects",
    "unreachable",
    "interactive",
  ]);
  const seconds = (name: string) => input.number(name);
  const text = (name: string) => input.text(name);
  if (kind === "answers") {
    const { afterSeconds = 4 } = input.optional("afterSeconds", seconds);
    return {
      kind,
      afterSeconds,
      ...input.optional("presses", text),
      ...input.optional("says", text),
      ...input.optional("talksForSeconds", seconds),
    };
  }
  if (kind === "voicemail") {
    const { afterSeconds = 20 } = input.optional("afterSeconds", seconds);
    return { kind, afterSeconds, ...input.optional("greeting", text), ...input.optional("maxSeconds", seconds) };
  }
  if (kind === "rejects") return { kind, ...input.optional("afterSeconds", seconds) };
  return { kind };
}

function readWebhookFault(value: unknown, where: string): WebhookFault {
  const input = new JsonInput(value, where, ["fault", "kinds", "fraction", "times", "lateSeconds"]);
  const number = (name: string) => input.number(name);
  return {
    fault: input.word("fault", ["twice", "ten-times", "late", "swap", "never"]),
    ...input.optional("kinds", (name) =>
      input.list(name, (kind, at) => {
        const found = webhookKinds.find((known) => known === kind);
        if (found === undefined) throw new BadInput(`${at} must be one of ${webhookKinds.join(", ")}`);
        return found;
      }),
    ),
    ...input.optional("fraction", number),
    ...input.optional("times", number),
    ...input.optional("lateSeconds", number),
  };
}

function readRestFault(value: unknown, where: string): RestFault {
  const input = new JsonInput(value, where, ["fault", "method", "pathContains", "fraction", "times"]);
  const text = (name: string) => input.text(name);
  const number = (name: string) => input.number(name);
  return {
    fault: input.word("fault", restFaults),
    ...input.optional("method", text),
    ...input.optional("pathContains", text),
    ...input.optional("fraction", number),
    ...input.optional("times", number),
  };
}
