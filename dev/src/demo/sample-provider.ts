import { randomBytes } from "node:crypto";
import { ProviderError, type TelephonyProvider } from "@ringback/server/providers/telephony/provider.ts";
import { connectForm } from "@ringback/server/providers/telephony/twilio/connect-form.ts";
import { unable } from "@ringback/server/providers/telephony/unable.ts";
import { sampleVoice } from "./sample-voice.ts";

/** Numbers that take no texts: the sample provider refuses them as a real one does a landline. */
export type Landlines = ReadonlySet<string>;

/**
 * The phone provider of the sample month: takes every text and reports it delivered, has the voicemails' audio, and
 * reaches nobody. Past calls need no more; what is asked beyond that is a mistake of the seed.
 */
export function createSampleProvider(landlines: Landlines): TelephonyProvider {
  const never = (what: string) => async (): Promise<never> => {
    throw new ProviderError(`The sample month has no ${what}.`, { code: "sample", retryable: true });
  };
  return {
    ...unable("The sample month"),
    name: "twilio",
    // The demo is connected as Twilio is.
    connectForm,
    abilities: {
      bridgedFlag: true,
      sms: true,
      mms: true,
      recordings: true,
      repliesToStop: true,
      answersCalls: true,
      startsCalls: true,
      callLog: false,
      numbers: false,
      events: "webhooks",
    },
    readWebhook: () => ({ ok: false, status: 403, problem: "bad-signature" }),
    renderInstruction: () => ({ contentType: "text/xml", body: "" }),
    webhookUrls: () => ({ voice: "", voiceFallback: "", voiceStatus: "", messages: "" }),
    sendMessage: async (_account, { to }) =>
      landlines.has(to)
        ? { outcome: "refused", errorCode: "21614", means: "not-sms-capable" }
        : { outcome: "accepted", messageId: sampleId("SM"), state: "delivered" },
    findSentMessage: async () => null,
    startCall: never("new calls"),
    fetchCall: async () => null,
    fetchRecording: async (_account, recordingId) => {
      const { seconds, seed } = readSampleRecordingId(recordingId);
      return { contentType: "audio/x-wav", audio: sampleVoice(seconds, seed) };
    },
    checkCredentials: async () => ({ ok: true, note: "The sample month asks nobody." }),
    findNumber: never("numbers"),
    installWebhooks: never("numbers"),
    restoreSettings: never("numbers"),
  };
}

/** An id in the provider's shape. */
export function sampleId(prefix: "CA" | "SM" | "RE" | "TR"): string {
  return `${prefix}${randomBytes(16).toString("hex")}`;
}

/** A recording's id that says how long it is and whose voice it has, so that nothing has to be remembered. */
export function sampleRecordingId(seconds: number, seed: number): string {
  return `RE${hex(seconds, 4)}${hex(seed, 8)}${randomBytes(10).toString("hex")}`;
}

function readSampleRecordingId(id: string): { seconds: number; seed: number } {
  return { seconds: Number.parseInt(id.slice(2, 6), 16), seed: Number.parseInt(id.slice(6, 14), 16) };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
