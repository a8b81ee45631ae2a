import type { Answer } from "./http-io.ts";
import { callRoutes } from "./rest-calls.ts";
import { listAnswer } from "./rest-list.ts";
import { callResource, recordingResource } from "./rest-resources.ts";
import type { Recording } from "./state.ts";
import { telnyxError, telnyxRefusal } from "./telnyx-errors.ts";
import type { TelnyxCall, TelnyxRoute } from "./telnyx-route.ts";

/** `/texml/Accounts/{AccountSid}/…`: calls and recordings (docs/rules.md T4.6). */
export const texmlRoutes: readonly TelnyxRoute[] = [
  {
    method: "GET",
    pattern: /^\/texml\/Accounts\/(?<account>[^/]+)\/Calls$/,
    answer: (call) => ofAccount(call, () => listCalls(call)),
  },
  {
    method: "POST",
    pattern: /^\/texml\/Accounts\/(?<account>[^/]+)\/Calls$/,
    answer: (call) => ofAccount(call, () => createCall(call)),
  },
  {
    method: "GET",
    pattern: /^\/texml\/Accounts\/(?<account>[^/]+)\/Calls\/(?<sid>[^/]+)$/,
    answer: (call) =>
      ofAccount(call, () => {
        const leg = call.core.legs.get(call.parts.sid ?? "");
        return leg === undefined ? notFound() : { status: 200, body: callResource(call.core, leg) };
      }),
  },
  {
    method: "GET",
    pattern: /^\/texml\/Accounts\/(?<account>[^/]+)\/Calls\/(?<sid>[^/]+)\/Recordings\.json$/,
    answer: (call) =>
      ofAccount(call, () => {
        const found = [...call.core.recordings.values()].filter(({ callSid }) => callSid === call.parts.sid);
        return inList(call, "recordings", found, (recording) => shownRecording(call, recording));
      }),
  },
  {
    method: "GET",
    pattern: /^\/texml\/Accounts\/(?<account>[^/]+)\/Recordings\/(?<sid>[^/]+)\.json$/,
    answer: (call) =>
      ofAccount(call, () => {
        const recording = call.core.recordings.get(call.parts.sid ?? "");
        return recording === undefined ? notFound() : { status: 200, body: shownRecording(call, recording) };
      }),
  },
];

function ofAccount(call: TelnyxCall, answer: () => Answer): Answer {
  return call.parts.account === call.account.sid ? answer() : notFound();
}

/** Whole days, neither of them in; the call that a phone was rung for is not named. */
function listCalls(call: TelnyxCall): Answer {
  const { core, query, account } = call;
  const day = (instant: Temporal.Instant | undefined) => instant?.toString().slice(0, 10) ?? "";
  const legs = [...core.legs.values()].filter(
    ({ facts, startedAt }) =>
      facts.accountSid === account.sid &&
      (!query.get("From") || facts.from === query.get("From")) &&
      (!query.get("To") || facts.to === query.get("To")) &&
      (!query.get("StartTime_gt") || day(startedAt) > (query.get("StartTime_gt") ?? "")) &&
      (!query.get("StartTime_lt") || day(startedAt) < (query.get("StartTime_lt") ?? "")),
  );
  return inList(call, "calls", legs.reverse(), (leg) => callResource(core, leg));
}

/** Starts a call. The answer names no id: the webhooks do. */
function createCall(call: TelnyxCall): Answer {
  const { json, core, account, path, query } = call;
  if (!call.books.applications.has(String(json.ApplicationSid ?? "")))
    return telnyxError(422, "10015", "Bad Request", "No such application");
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(json)) {
    const twimlName = name === "Texml" ? "Twiml" : name === "UrlMethod" ? "Method" : name;
    if (typeof value === "string" || typeof value === "number") form.set(twimlName, String(value));
  }
  const route = callRoutes.find(({ method, pattern }) => method === "POST" && pattern.test("/Calls.json"));
  if (route === undefined) return notFound();
  const answer = route.answer({ core, account, path, query, form, parts: {} });
  if ("code" in answer) return telnyxRefusal(answer);
  return { status: 200, body: { from: form.get("From"), to: form.get("To"), status: "queued" } };
}

function shownRecording(call: TelnyxCall, recording: Recording): Record<string, unknown> {
  const media = recording.status === "completed" ? `${call.core.url}/telnyx-storage/${recording.sid}.wav` : null;
  return { ...recordingResource(call.core, recording), media_url: media };
}

function inList<Item>(
  call: TelnyxCall,
  name: string,
  items: readonly Item[],
  show: (item: Item) => Record<string, unknown>,
): Answer {
  const { core, account, path, query } = call;
  const answer = listAnswer({ core, account, path, query, form: new URLSearchParams(), parts: {} }, name, items, show);
  return "code" in answer ? telnyxRefusal(answer) : answer;
}

function notFound(): Answer {
  return telnyxError(404, "10005", "Resource not found");
}
