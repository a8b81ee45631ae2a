import { type ApiError, apiError, apiErrorBody, notFound } from "./api-error.ts";
import type { Answer, ReadRequest } from "./http-io.ts";
import type { NetworkCore } from "./network-core.ts";
import { callRoutes } from "./rest-calls.ts";
import { messageRoutes } from "./rest-messages.ts";
import { numberRoutes } from "./rest-numbers.ts";
import { recordingRoutes } from "./rest-recordings.ts";
import { type Account, pushBounded, type RestRequest, rfc2822 } from "./state.ts";

/** A request to one account's resources, opened and decoded. */
export interface RestCall {
  readonly core: NetworkCore;
  readonly account: Account;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** What the route's pattern caught. */
  readonly parts: Readonly<Record<string, string>>;
}

/** One address of the API: a method, a pattern below `/Accounts/{AccountSid}`, and what answers it. */
export interface RestRoute {
  readonly method: "GET" | "POST" | "DELETE";
  readonly pattern: RegExp;
  readonly answer: (call: RestCall) => Answer | ApiError;
}

const routes: readonly RestRoute[] = [...callRoutes, ...messageRoutes, ...recordingRoutes, ...numberRoutes];
const requestsKept = 20_000;

/** Answers a request to `/2010-04-01/…` (or where the dialect has it) as the vendor's API does. `drop`: close the connection; `hang`: say nothing. */
export function answerRest(core: NetworkCore, request: ReadRequest): Answer | "drop" | "hang" {
  const entry = note(core, request);
  const fault = core.faults.forRest(request.method, request.url.pathname);
  const perform = () => {
    const answer = performRest(core, request);
    core.emit("rest-request", { method: request.method, path: request.url.pathname, status: answer.status });
    return answer;
  };
  switch (fault) {
    case undefined: {
      const answer = perform();
      entry.status = answer.status;
      return answer;
    }
    case "429":
      entry.status = 429;
      return failed(
        { status: 429, code: 20429, message: "Too Many Requests" },
        { "twilio-concurrent-requests": "101" },
      );
    case "500":
    case "503":
      entry.status = Number(fault);
      return failed({ status: Number(fault), code: 20500, message: "Internal Server Error" });
    case "garbage":
      entry.status = 200;
      return { status: 200, body: "<html><body>upstream said <<<" };
    case "performed-then-dropped":
      perform();
      return "drop";
    case "performed-then-hang":
      perform();
      return "hang";
    case "dropped":
      return "drop";
    case "hang":
      return "hang";
  }
}

function performRest(core: NetworkCore, request: ReadRequest): Answer {
  if (core.dialect.answer !== undefined) return core.dialect.answer(core, request);
  const result = route(core, request);
  return "code" in result ? failed(result) : result;
}

function route(core: NetworkCore, request: ReadRequest): Answer | ApiError {
  const path = request.url.pathname;
  const { restRoot } = core.dialect;
  const address = path.startsWith(`${restRoot}/`)
    ? /^\/Accounts\/([^/]+?)(\.json|\/.*)?$/.exec(path.slice(restRoot.length))
    : null;
  const account = authorized(core, request);
  if (account === undefined) return apiError(401, 20003, "Authenticate");
  if (address === null) return notFound(path);
  const [, accountSid = "", rest = ""] = address;
  if (accountSid !== account.sid) return apiError(401, 20003, "Authenticate");
  if (rest === ".json")
    return request.method === "GET"
      ? { status: 200, body: accountResource(core, account) }
      : notAllowed(request.method);
  if (
    request.method === "POST" &&
    !(request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")
  ) {
    return apiError(415, 20415, "Unsupported Media Type: only application/x-www-form-urlencoded is accepted");
  }
  const form = new URLSearchParams(request.body.toString("utf8"));
  let isKnownPath = false;
  for (const candidate of routes) {
    const match = candidate.pattern.exec(rest);
    if (match === null) continue;
    isKnownPath = true;
    if (candidate.method !== request.method) continue;
    return candidate.answer({ core, account, path, query: request.url.searchParams, form, parts: match.groups ?? {} });
  }
  return isKnownPath ? notAllowed(request.method) : notFound(path);
}

/** The account whose SID and token, or API key and secret, came with the request. */
function authorized(core: NetworkCore, request: ReadRequest): Account | undefined {
  const encoded = /^Basic (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [user = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  const password = rest.join(":");
  if (password === "") return undefined;
  return [...core.accounts.values()].find(
    (account) =>
      (account.sid === user && (account.authToken === password || account.secondaryAuthToken === password)) ||
      account.apiKeys.some((key) => key.sid === user && key.secret === password),
  );
}

function note(core: NetworkCore, request: ReadRequest): RestRequest & { status: number | undefined } {
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const entry = {
    method: request.method,
    path: request.url.pathname,
    query: [...request.url.searchParams],
    form: isForm ? [...new URLSearchParams(request.body.toString("utf8"))] : [],
    at: core.clock.now(),
    status: undefined,
  };
  pushBounded<RestRequest>(core.requests, entry, requestsKept);
  return entry;
}

function failed(error: ApiError, headers: Record<string, string> = {}): Answer {
  const challenge: Record<string, string> =
    error.status === 401 ? { "www-authenticate": 'Basic realm="Twilio API"' } : {};
  return { status: error.status, body: apiErrorBody(error), headers: { ...headers, ...challenge } };
}

function notAllowed(method: string): ApiError {
  return apiError(405, 20004, `Method ${method} not allowed`);
}

function accountResource(core: NetworkCore, account: Account): Record<string, unknown> {
  const uri = `${core.dialect.restRoot}/Accounts/${account.sid}`;
  const now = rfc2822(core.clock.now());
  return {
    sid: account.sid,
    owner_account_sid: account.sid,
    friendly_name: account.friendlyName,
    status: "active",
    type: "Full",
    // The primary token as the vendor shows it; read by nobody but kept for the shape.
    auth_token: account.authToken,
    date_created: now,
    date_updated: now,
    uri: `${uri}.json`,
    subresource_uris: {
      calls: `${uri}/Calls.json`,
      messages: `${uri}/Messages.json`,
      recordings: `${uri}/Recordings.json`,
    },
  };
}
