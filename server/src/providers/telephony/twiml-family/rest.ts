import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import type { Dialect } from "./dialect.ts";

export interface RestOptions {
  readonly dialect: Dialect;
  /** The whole request including its answer, in milliseconds. */
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
  /** Waits between two tries of a page; a test need not. */
  readonly pause?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

export interface RestRequest {
  readonly method: "GET" | "POST" | "PATCH";
  /** Below the account, e.g. `/Messages.json`. Ids in it went through `pathId`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Form fields; a list repeats the name. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** A JSON body, where the vendor wants one instead of a form. */
  readonly json?: JsonObject;
  readonly signal?: AbortSignal | undefined;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What became of a request. `not-sent`: surely not carried out. `unknown`: it may have been carried out. `refused`: the
 * provider said no. A redirect is a refusal: our credentials go to the configured host only.
 */
export type RestAnswer =
  | { readonly outcome: "ok"; readonly json: JsonObject }
  | { readonly outcome: "refused"; readonly status: number; readonly code: string }
  | { readonly outcome: "not-sent"; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly outcome: "unknown"; readonly reason: string };

/** The reason of `not-sent` where the provider had too much to do. */
export const tooManyRequests = "too many requests";

/** Twilio's answers are a few KB, a page of a list at most some hundred. */
const largestJsonBytes = 4 * 1024 * 1024;
const longestRetryAfterMs = 60 * 60 * 1000;

/** Asks the account's REST API (2010-04-01). Never throws for what the other side does. */
export async function callRest(
  options: RestOptions,
  account: TelephonyAccount,
  request: RestRequest,
): Promise<RestAnswer> {
  return await callAddress(options, account, () => restUrl(options.dialect, account, request), request);
}

/** Like `callRest`, at an address of the vendor's API that does not lie below the account. */
export async function callAddress(
  options: RestOptions,
  account: TelephonyAccount,
  address: () => string,
  { method, form, json, signal }: Pick<RestRequest, "method" | "form" | "json" | "signal">,
): Promise<RestAnswer> {
  try {
    const response = await options.fetch(address(), {
      method,
      headers: {
        authorization: options.dialect.authorization(account),
        accept: "application/json",
        "user-agent": "ringback",
        ...(json === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(form === undefined ? {} : { body: formBody(form) }),
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(options.timeoutMs), ...(signal ? [signal] : [])]),
    });
    return await readAnswer(response);
  } catch (error) {
    return brokenAnswer(error);
  }
}

/** Like `callRest`, where nothing but success helps: null when the thing does not exist. @throws ProviderError */
export async function askRest(
  options: RestOptions,
  account: TelephonyAccount,
  request: RestRequest,
): Promise<JsonObject | null> {
  return jsonOrNull(await callRest(options, account, request), request.method);
}

/** What was asked for; null when the thing does not exist. @throws ProviderError for every other failure. */
export function jsonOrNull(answer: RestAnswer, method: RestRequest["method"]): JsonObject | null {
  if (answer.outcome === "ok") return answer.json;
  if (answer.outcome === "refused" && (answer.code === "20404" || answer.status === 404)) return null;
  throw providerError(answer, method);
}

/** The failure of a request as an error: reading may be tried again, writing only when it surely was not carried out. */
export function providerError(
  answer: Exclude<RestAnswer, { outcome: "ok" }>,
  method: RestRequest["method"],
): ProviderError {
  if (answer.outcome === "refused") {
    const { status, code } = answer;
    if (status === 401)
      return new ProviderError("The provider refuses the account id or its key.", {
        code: "credentials-refused",
        retryable: false,
      });
    return new ProviderError(`The provider refused (HTTP ${status}, code ${code}).`, { code, retryable: false });
  }
  if (answer.outcome === "not-sent") {
    const { reason, retryAfterMs } = answer;
    return new ProviderError(`The provider could not be asked: ${reason}.`, {
      code: "not-sent",
      retryable: true,
      retryAfterMs,
    });
  }
  return new ProviderError(`The provider's answer is not known: ${answer.reason}.`, {
    code: "unknown-outcome",
    retryable: method === "GET",
  });
}

/** An id that goes into a URL path. @throws ProviderError for one that could leave its place in the path. */
export function pathId(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(id))
    throw new ProviderError("This is no id of the provider.", { code: "bad-id", retryable: false });
  return id;
}

/** The address of something below the account. */
export function restUrl(
  dialect: Dialect,
  account: TelephonyAccount,
  request: Pick<RestRequest, "path" | "query">,
): string {
  const query = request.query === undefined ? "" : `?${new URLSearchParams(request.query)}`;
  pathId(account.externalAccountId);
  return `${dialect.accountUrl(account)}${request.path}${query}`;
}

function formBody(form: NonNullable<RestRequest["form"]>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
  }
  return body;
}

async function readAnswer(response: Response): Promise<RestAnswer> {
  const { status } = response;
  const text = (await readAtMost(response, largestJsonBytes)).toString("utf8");
  const json = parseObject(text);
  if (status === 429) {
    return {
      outcome: "not-sent",
      reason: tooManyRequests,
      retryAfterMs: retryAfter(response.headers.get("retry-after")),
    };
  }
  if (status >= 500 || status === 408) return { outcome: "unknown", reason: `HTTP ${status}` };
  if (status >= 300) return { outcome: "refused", status, code: errorCode(json) ?? `http-${status}` };
  return json === null ? { outcome: "unknown", reason: "an answer that is no JSON" } : { outcome: "ok", json };
}

/** Reads a body up to a limit. @throws ProviderError when it is longer. */
export async function readAtMost(response: Response, limitBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > limitBytes)
      throw new ProviderError("The provider's answer is too large.", { code: "too-large", retryable: false });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Twilio says `code`; a vendor with an API of another kind may send a list of `errors`, the first of which counts. */
function errorCode(json: JsonObject | null): string | null {
  const errors: unknown = json?.["errors"];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const code: unknown =
    json?.["code"] ?? (first !== null && typeof first === "object" && "code" in first && first.code);
  return typeof code === "number" || typeof code === "string" ? String(code).slice(0, 40) : null;
}

/** Retry-After in seconds or as an HTTP date; bounded, so that a broken peer cannot stop us for days. */
function retryAfter(header: string | null): number | null {
  if (header === null || !/^\d{1,9}$/.test(header.trim())) return null;
  return Math.min(Number(header) * 1000, longestRetryAfterMs);
}

/** Failures before anything of the request can have left: the name did not resolve, nobody listens, TLS was not agreed. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_INVALID_URL",
  "bad-id",
]);

function brokenAnswer(error: unknown): RestAnswer {
  const code = codeOf(error);
  if (beforeSending.has(code)) return { outcome: "not-sent", reason: code, retryAfterMs: null };
  return { outcome: "unknown", reason: code };
}

/** The word for a failure: the system's code somewhere down the causes, or the kind of error. Never a message, which may
 * repeat the address or the credentials. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
    if (at.name === "TimeoutError" || at.name === "AbortError") return "timeout";
  }
  return error instanceof Error ? error.name : "unknown";
}
