import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import {
  type LoggedCall,
  ProviderError,
  type StartCall,
  type TelephonyAccount,
} from "#providers/telephony/provider.ts";
import { eventsOfLog, type LoggedLeg, readLeg } from "#providers/telephony/twiml-family/logged-leg.ts";
import { readRecording } from "#providers/telephony/twiml-family/logged-recording.ts";
import { readPages } from "#providers/telephony/twiml-family/pages.ts";
import {
  askRest,
  callRest,
  type JsonObject,
  providerError,
  type RestOptions,
} from "#providers/telephony/twiml-family/rest.ts";
import { readId } from "#providers/telephony/twiml-family/schema.ts";
import { testCallDocument } from "#providers/telephony/twiml-family/test-call.ts";
import { isEnd } from "#providers/telephony/twiml-family/words.ts";
import { pathPart } from "./api.ts";
import { textAt } from "./json.ts";

/** How long a staff phone rings for a call back, in seconds: shorter than most mailboxes take to answer. */
const staffRingSeconds = 25;
/** Its largest page of calls is not documented. */
const pageSize = 100;

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
  const attempt = new URLSearchParams({ attempt: call.attemptId });
  const callId = await createCall(options, account, {
    To: call.staffPhone,
    From: call.from,
    Url: `${account.hookBaseUrl}/voice/gather?${attempt}`,
    UrlMethod: "POST",
    Timeout: staffRingSeconds,
    StatusCallback: `${account.hookBaseUrl}/voice/status?${attempt}`,
    StatusCallbackMethod: "POST",
    StatusCallbackEvent: "initiated ringing answered completed",
  });
  // The documented answer names no call; its webhooks do, and all of them carry the attempt.
  return { callId: callId ?? `attempt:${call.attemptId}` };
}

/**
 * Calls one of our numbers from another, for a drill. The document travels with the request, and the calling side reports
 * to an address where nobody takes it for a customer's call.
 * @throws ProviderError
 */
export async function placeTestCall(
  options: RestOptions,
  account: TelephonyAccount,
  call: { readonly from: string; readonly to: string; readonly words: string },
): Promise<{ readonly callId: string }> {
  const callId = await createCall(options, account, {
    To: call.to,
    From: call.from,
    Texml: testCallDocument(call.words),
    StatusCallback: `${account.hookBaseUrl}/voice/status?drill=1`,
    StatusCallbackMethod: "POST",
  });
  return { callId: callId ?? "drill" };
}

async function createCall(options: RestOptions, account: TelephonyAccount, call: JsonObject): Promise<string | null> {
  const json = { ApplicationSid: account.settings["texmlApplicationId"] ?? "", ...call };
  const answer = await callRest(options, account, { method: "POST", path: "/Calls", json });
  if (answer.outcome !== "ok") throw providerError(answer, "POST");
  return readId(textAt(answer.json, "call_sid") ?? textAt(answer.json, "sid"));
}

/**
 * What the log says of an inbound call: who called, its recordings, its end. It does not say which phones were rung for it,
 * nor whether a person accepted. null: the provider knows of no such call.
 * @throws ProviderError
 */
export async function fetchCall(
  options: RestOptions,
  account: TelephonyAccount,
  callId: string,
): Promise<readonly CallEvent[] | null> {
  const path = `/Calls/${pathPart(callId)}`;
  const call = await askRest(options, account, { method: "GET", path });
  if (call === null) return null;
  const leg = readLeg(call);
  if (leg === null)
    throw new ProviderError("The call in the provider's log has no time.", { code: "no-time", retryable: true });
  const pages = readPages(options, account, { path: `${path}/Recordings.json`, name: "recordings", query: {} });
  const recordings = (await Array.fromAsync(pages)).flat();
  return eventsOfLog(
    leg,
    [],
    recordings.flatMap((recording) => readRecording(recording)?.events ?? []),
  );
}

/**
 * The calls that came in, in [from, to). The log can be asked for whole days only, and its rows do not name the call a
 * phone was rung for: outbound rows are left out rather than guessed at (docs/rules.md T4.6).
 * @throws ProviderError
 */
export async function* listCalls(
  options: RestOptions,
  account: TelephonyAccount,
  range: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
  signal: AbortSignal,
): AsyncGenerator<readonly LoggedCall[]> {
  // Whether the days themselves are meant to be in is not documented, so a day more is asked for on either side.
  const query = {
    StartTime_gt: dayOf(range.from.subtract({ hours: 24 })),
    StartTime_lt: dayOf(range.to.add({ hours: 24 })),
    PageSize: String(pageSize),
  };
  const seen = new Set<string>();
  for await (const page of readPages(options, account, { path: "/Calls", name: "calls", query }, signal)) {
    const calls = page.flatMap((row) => {
      const leg = readLeg(row);
      if (leg === null || !leg.isInbound || leg.parentId !== null || seen.has(leg.id) || !startedIn(leg, range))
        return [];
      seen.add(leg.id);
      return [toCall(leg)];
    });
    if (calls.length > 0) yield calls;
  }
}

function startedIn({ startedMs }: LoggedLeg, { from, to }: { from: Temporal.Instant; to: Temporal.Instant }): boolean {
  return startedMs >= from.epochMilliseconds && startedMs < to.epochMilliseconds;
}

function toCall(leg: LoggedLeg): LoggedCall {
  return {
    direction: "inbound",
    callId: leg.id,
    arrivedAt: at(leg.startedMs),
    from: leg.from,
    to: leg.to,
    ended: isEnd(leg.status),
    events: eventsOfLog(leg, []),
  };
}

function dayOf(moment: Temporal.Instant): string {
  return moment.toString().slice(0, 10);
}

function at(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
