import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { ProviderError, type StartCall, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { hookUrl } from "./hook-urls.ts";
import { eventsOfLog, readLeg } from "./logged-leg.ts";
import { readRecording } from "./logged-recording.ts";
import { readPages } from "./pages.ts";
import { askRest, callRest, type JsonObject, pathId, providerError, type RestOptions } from "./rest.ts";
import { readId } from "./schema.ts";

/** How long a staff phone rings for a call back, in seconds: shorter than most mailboxes take to answer. */
const staffRingSeconds = 25;

/**
 * Rings the staff phone; what it says and the caller's number are asked from `/voice/gather?attempt=…` when it is picked
 * up, so no personal data stands in a URL.
 * @throws ProviderError; not retryable where the call may have been started.
 */
export async function startCall(
  options: RestOptions,
  account: TelephonyAccount,
  call: StartCall,
): Promise<{ readonly callId: string }> {
  const attempt = { attempt: call.attemptId };
  const answer = await callRest(options, account, {
    method: "POST",
    path: "/Calls.json",
    form: {
      To: call.staffPhone,
      From: call.from,
      Url: hookUrl(options.dialect, account, "/voice/gather", attempt),
      Method: "POST",
      Timeout: String(staffRingSeconds),
      StatusCallback: hookUrl(options.dialect, account, "/voice/status", attempt),
      StatusCallbackMethod: "POST",
      StatusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    },
  });
  if (answer.outcome !== "ok") throw providerError(answer, "POST");
  const callId = idOf(answer.json);
  if (callId === null) throw providerError({ outcome: "unknown", reason: "an answer without a call" }, "POST");
  return { callId };
}

/**
 * What the provider's log says of an inbound call: who called, the phones it rang, its end and its recordings. It does
 * not say whether a person accepted. null: the provider knows of no such call.
 * @throws ProviderError
 */
export async function fetchCall(
  options: RestOptions,
  account: TelephonyAccount,
  callId: string,
): Promise<readonly CallEvent[] | null> {
  const call = await askRest(options, account, { method: "GET", path: `/Calls/${pathId(callId)}.json` });
  if (call === null) return null;
  const [children, recordings] = await Promise.all([
    list(options, account, "/Calls.json", "calls", { ParentCallSid: callId }),
    list(options, account, "/Recordings.json", "recordings", { CallSid: callId }),
  ]);
  const leg = readLeg(call);
  if (leg === null)
    throw new ProviderError("The call in the provider's log has no time.", { code: "no-time", retryable: true });
  return eventsOfLog(
    leg,
    children.flatMap((child) => readLeg(child) ?? []),
    recordings.flatMap((recording) => readRecording(recording)?.events ?? []),
  );
}

async function list(
  options: RestOptions,
  account: TelephonyAccount,
  path: string,
  name: string,
  query: Readonly<Record<string, string>>,
): Promise<JsonObject[]> {
  const pages = readPages(options, account, { path, name, query: { ...query, PageSize: "100" } });
  return (await Array.fromAsync(pages)).flat();
}

function idOf(json: JsonObject): string | null {
  return readId(text(json, "sid"));
}

/** A field as text; peers write durations as strings or numbers. */
function text(json: JsonObject, name: string): string | undefined {
  const value = json[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
