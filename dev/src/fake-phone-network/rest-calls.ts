import { apiError, notFound } from "./api-error.ts";
import { dialable } from "./dial-plan.ts";
import type { Leg, TwimlSource } from "./leg.ts";
import { placeOutboundCall } from "./place-call.ts";
import type { RestCall, RestRoute } from "./rest-api.ts";
import { fitsDates, listAnswer } from "./rest-list.ts";
import { callResource } from "./rest-resources.ts";

/** Calls.json: place, list, read, change (docs/rules.md T3.5). */
export const callRoutes: readonly RestRoute[] = [
  { method: "POST", pattern: /^\/Calls\.json$/, answer: createCall },
  { method: "GET", pattern: /^\/Calls\.json$/, answer: listCalls },
  {
    method: "GET",
    pattern: /^\/Calls\/(?<sid>[\w-]+)\.json$/,
    answer: (call) => {
      const leg = findLeg(call);
      return leg === undefined ? notFound(call.path) : { status: 200, body: callResource(call.core, leg) };
    },
  },
  { method: "POST", pattern: /^\/Calls\/(?<sid>[\w-]+)\.json$/, answer: updateCall },
];

function createCall(call: RestCall) {
  const { core, account, form } = call;
  const to = form.get("To");
  const from = form.get("From");
  if (!to) return apiError(400, 21201, "No 'To' number is specified");
  if (!from) return apiError(400, 21213, "'From' phone number is required");
  const number = dialable(to);
  if (number === undefined) return apiError(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (number === "+15005550003") return apiError(400, 21215, "Account not authorized to call this number");
  if (!core.numbers.has(from) && !core.verifiedCallerIds.has(from)) {
    return apiError(400, 21210, `The source phone number provided, ${from}, is not yet verified for your account.`);
  }
  const source = readSource(form);
  if (source === undefined) return apiError(400, 21205, "Url parameter is required.");
  if ("twiml" in source && source.twiml.length > 4000)
    return apiError(400, 21241, "Twiml may have 4000 characters at most");
  const statusCallback = form.get("StatusCallback");
  const events = form.getAll("StatusCallbackEvent").flatMap((value) => value.split(/\s+/));
  const fallbackUrl = form.get("FallbackUrl");
  const leg = placeOutboundCall(core, {
    accountSid: account.sid,
    from,
    to: number,
    source,
    fallback: fallbackUrl === null ? undefined : { url: fallbackUrl, method: form.get("FallbackMethod") ?? "POST" },
    status: !statusCallback
      ? undefined
      : {
          url: statusCallback,
          method: form.get("StatusCallbackMethod") ?? "POST",
          events: new Set(events.length === 0 ? ["completed"] : events),
        },
    ringSeconds: Math.min(600, Number(form.get("Timeout") ?? 60) || 60),
    detectsMachines: form.get("MachineDetection") !== null,
  });
  return { status: 201, body: callResource(core, leg) };
}

/** The list is eventually consistent (docs/rules.md T3.5): what just ended may be missing or look unfinished. */
function listCalls(call: RestCall) {
  const { core, query, account } = call;
  const wanted = (name: string, value: string | undefined) =>
    query.get(name) === null || query.get(name) === "" || query.get(name) === value;
  const lag = (leg: Leg) => {
    const seconds = leg.endedAt?.until(core.clock.now()).total("seconds") ?? Number.POSITIVE_INFINITY;
    return seconds >= core.quirks.logLagSeconds ? "none" : /[0-7]$/.test(leg.sid) ? "missing" : "unfinished";
  };
  const legs = [...core.legs.values()].filter(
    (leg) =>
      lag(leg) !== "missing" &&
      leg.facts.accountSid === account.sid &&
      wanted("To", leg.facts.to) &&
      wanted("From", leg.facts.from) &&
      wanted("ParentCallSid", leg.facts.parent?.sid) &&
      wanted("Status", leg.status === "initiated" ? "queued" : leg.status) &&
      fitsDates(query, "StartTime", leg.startedAt) &&
      fitsDates(query, "EndTime", leg.endedAt),
  );
  return listAnswer(call, "calls", legs.reverse(), (leg) => {
    const shown = callResource(core, leg);
    if (lag(leg) === "none") return shown;
    return { ...shown, status: leg.isAnswered ? "in-progress" : "ringing", end_time: null, duration: null };
  });
}

function updateCall(call: RestCall) {
  const { core, form } = call;
  const leg = findLeg(call);
  if (leg === undefined) return notFound(call.path);
  const status = form.get("Status");
  const source = readSource(form);
  if (status !== null && status !== "completed" && status !== "canceled") {
    return apiError(400, 21218, `Invalid Status: ${status}. Use completed or canceled`);
  }
  if (status === "canceled" && leg.isAnswered && !leg.hasEnded) {
    return apiError(400, 21220, "Call is not in a state that can be canceled: it is in progress");
  }
  if (leg.hasEnded)
    return source === undefined
      ? { status: 200, body: callResource(core, leg) }
      : apiError(400, 21220, "Invalid call state: call is not in-progress. Cannot redirect.");
  if (source !== undefined) {
    if (!leg.isAnswered && leg.facts.direction !== "inbound")
      return apiError(400, 21220, "Invalid call state: call is not in-progress. Cannot redirect.");
    leg.redirectTo(source);
  }
  if (status !== null) leg.enter(leg.isAnswered ? "completed" : "canceled");
  return { status: 200, body: callResource(core, leg) };
}

function findLeg({ core, account, parts }: RestCall) {
  const leg = core.legs.get(parts.sid ?? "");
  return leg?.facts.accountSid === account.sid ? leg : undefined;
}

function readSource(form: URLSearchParams): TwimlSource | undefined {
  const twiml = form.get("Twiml");
  if (twiml !== null) return { twiml };
  const url = form.get("Url");
  return url === null ? undefined : { url, method: form.get("Method") ?? "POST", kind: "voice" };
}
