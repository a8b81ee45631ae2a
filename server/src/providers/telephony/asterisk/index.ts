import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import type { TelephonyAccount, TelephonyProvider } from "#providers/telephony/provider.ts";
import { unable } from "#providers/telephony/unable.ts";
import { type AmiTimes, usualTimes } from "./ami-client.ts";
import { checkCredentials } from "./check-credentials.ts";
import { connectForm } from "./connect-form.ts";
import { follow } from "./follow.ts";
import { listCalls } from "./list-calls.ts";
import { readSettings } from "./settings.ts";
import { epochOf } from "./unique-id.ts";

/**
 * Asterisk, followed by its manager interface (AMI) and read by its files. It routes calls itself and Ringback looks on.
 * No texts, because a phone system has none; no recordings, because Asterisk keeps voicemail in its own spool and hands no
 * audio to its manager.
 */
export function createAsterisk(options: { readonly times?: Partial<AmiTimes> } = {}): TelephonyProvider {
  const times = { ...usualTimes, ...options.times };
  const now = () => Temporal.Now.instant().epochMilliseconds;
  return {
    ...unable("Asterisk"),
    name: "asterisk",
    abilities: {
      bridgedFlag: true,
      sms: false,
      mms: false,
      recordings: false,
      repliesToStop: false,
      answersCalls: false,
      startsCalls: false,
      callLog: true,
      numbers: false,
      events: "stream",
    },
    connectForm,
    // Asterisk calls nobody: whatever comes to this address is not its.
    readWebhook: () => ({ ok: false, status: 403, problem: "bad-signature" }),
    renderInstruction: () => ({ contentType: "text/plain; charset=utf-8", body: "" }),
    webhookUrls: ({ hookBaseUrl }) => {
      const events = `${hookBaseUrl}/events`;
      return { voice: events, voiceFallback: events, voiceStatus: events, messages: events };
    },
    follow: (account, deliver, connected, signal) => follow(account, times, deliver, connected, signal),
    listCalls: (account, range, signal) => listCalls(readSettings(account), range, now(), signal),
    fetchCall: (account, callId) => fetchCall(account, callId, now()),
    checkCredentials: (account) => checkCredentials(account, times),
  };
}

/** What the files say of one call; null when they are not read, or do not hold it yet. */
async function fetchCall(
  account: TelephonyAccount,
  callId: string,
  nowMs: number,
): Promise<readonly CallEvent[] | null> {
  const settings = readSettings(account);
  const startedAt = epochOf(callId);
  if (settings.cdrPath === null || startedAt === null) return null;
  const range = { from: startedAt, to: startedAt.add({ seconds: 1 }) };
  for await (const page of listCalls(settings, range, nowMs, AbortSignal.timeout(60_000))) {
    const call = page.find((each) => each.callId === callId);
    if (call !== undefined) return call.direction === "inbound" ? call.events : null;
  }
  return null;
}
