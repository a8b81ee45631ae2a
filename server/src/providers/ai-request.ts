import { type AiService, AiServiceError } from "./ai-service.ts";

export interface AiRequest {
  /** After the base address; begins with a slash. */
  readonly path: string;
  /** With the authorization, where the service wants one. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | FormData | Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
  /** An answer that is longer is not read to its end. */
  readonly answerBytesMax: number;
}

export interface AiResponse {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/**
 * Posts to an account's service. Answers with what came back for a success and for a refusal of the request itself (4xx),
 * so that an adapter can ask differently; all other failures are errors. Redirects are not followed: content and key go to
 * the configured host only.
 * @throws AiServiceError without anything of the request or the answer in it; the signal's reason when that aborts
 */
export async function postToService(
  { baseUrl }: AiService,
  { path, headers = {}, body, signal, answerBytesMax }: AiRequest,
): Promise<AiResponse> {
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method: "POST",
      headers: { accept: "application/json", "user-agent": "ringback", ...headers },
      body,
      redirect: "manual",
      signal,
    });
    if (!isAnswer(response.status)) {
      await response.body?.cancel();
      throw failureOf(response.status, response.headers.get("retry-after"));
    }
    const text = await readAtMost(response, answerBytesMax);
    return { status: response.status, contentType: response.headers.get("content-type") ?? "", text };
  } catch (error) {
    if (error instanceof AiServiceError) throw error;
    signal.throwIfAborted();
    const code = codeOf(error);
    throw new AiServiceError("unreachable", `The service could not be asked: ${code}.`, { retryable: true });
  }
}

/** The answer as a JSON object. @throws AiServiceError when it is none, such as a page for people */
export function readJsonObject(text: string): Readonly<Record<string, unknown>> {
  const value = parse(text);
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new AiServiceError("broken-answer", "The service's answer is no JSON object.", { retryable: true });
  return { ...value };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A success, or a refusal of this very request, which an adapter may ask differently. */
function isAnswer(status: number): boolean {
  return (status >= 200 && status < 300) || (status >= 400 && status < 500 && !ABOUT_THE_SERVICE.has(status));
}

const ABOUT_THE_SERVICE: ReadonlySet<number> = new Set([401, 403, 408, 413, 425, 429]);

/** What a status that is no success means. */
export function failureOf(status: number, retryAfter: string | null = null): AiServiceError {
  const said = `The service answered HTTP ${status}.`;
  if (status === 401 || status === 403) return new AiServiceError("unauthorized", said, { retryable: false });
  if (status === 413) return new AiServiceError("too-large", said, { retryable: false });
  const retryAfterMs = readRetryAfter(retryAfter);
  if (status === 429) return new AiServiceError("rate-limited", said, { retryable: true, retryAfterMs });
  if (status >= 500 || status === 408 || status === 425)
    return new AiServiceError("unavailable", said, { retryable: true, retryAfterMs });
  const why = status < 400 ? `${said} It sends elsewhere, which is not followed.` : said;
  return new AiServiceError("misconfigured", why, { retryable: false });
}

const RETRY_AFTER_MS_MAX = 60 * 60 * 1000;

/** Retry-After in seconds; bounded, so that a broken peer cannot stop us for days. */
function readRetryAfter(header: string | null): number | null {
  if (header === null || !/^\d{1,9}(\.\d+)?$/.test(header.trim())) return null;
  return Math.min(Math.ceil(Number(header) * 1000), RETRY_AFTER_MS_MAX);
}

async function readAtMost(response: Response, limitBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > limitBytes)
      throw new AiServiceError("too-large", "The service's answer is too large.", { retryable: false });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** The system's code somewhere down the causes, or the kind of error; never a message, which may repeat the address. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return error instanceof Error ? error.name : "unknown";
}
