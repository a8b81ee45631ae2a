import type { Answer, ReadRequest } from "./http-io.ts";
import type { NetworkCore } from "./network-core.ts";
import { spokenWav } from "./recording-audio.ts";
import { mediaAnswer } from "./rest-messages.ts";
import type { TelnyxBooks } from "./telnyx-books.ts";
import { telnyxError } from "./telnyx-errors.ts";
import { messagingRoutes } from "./telnyx-messaging-api.ts";
import { numberRoutes } from "./telnyx-numbers-api.ts";
import type { TelnyxRoute } from "./telnyx-route.ts";
import { texmlRoutes } from "./telnyx-texml-api.ts";

const routes: readonly TelnyxRoute[] = [...texmlRoutes, ...messagingRoutes, ...numberRoutes];

/** Answers a request to `/v2/…`: a bearer key opens it, JSON goes in and comes out. */
export function answerTelnyx(core: NetworkCore, books: TelnyxBooks, request: ReadRequest): Answer {
  const path = request.url.pathname;
  // Audio lies at a storage host, whose addresses hold their own permission.
  const audio = /^\/telnyx-storage\/([\w-]+)\.wav$/.exec(path)?.[1];
  if (audio !== undefined) return audioAnswer(core, audio);
  const file = /^\/telnyx-storage\/media\/([\w-]+)$/.exec(path)?.[1];
  if (file !== undefined) {
    const media = core.media.get(file);
    return media === undefined ? { status: 403, body: "AccessDenied" } : mediaAnswer(media);
  }
  const [, key = ""] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  const account = [...core.accounts.values()].find(({ authToken }) => authToken === key);
  if (account === undefined) return telnyxError(401, "10009", "Authentication failed");
  const json = readJson(request);
  if (json === null) return telnyxError(400, "10015", "Bad Request", "The body is no JSON object");
  for (const { method, pattern, answer } of routes) {
    const match = path.startsWith("/v2/") ? pattern.exec(path.slice("/v2".length)) : null;
    if (match === null || method !== request.method) continue;
    const parts = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value ?? "")]),
    );
    return answer({ core, books, account, path, query: request.url.searchParams, json, parts });
  }
  return telnyxError(404, "10005", "Resource not found");
}

function audioAnswer(core: NetworkCore, sid: string): Answer {
  const recording = core.recordings.get(sid);
  if (recording?.status !== "completed") return { status: 403, body: "AccessDenied", contentType: "application/xml" };
  if (recording.media !== undefined)
    return { status: 200, body: recording.media.bytes, contentType: recording.media.contentType };
  return { status: 200, body: spokenWav(recording.durationSeconds, recording.speech), contentType: "audio/x-wav" };
}

function readJson({ body, method }: ReadRequest): Readonly<Record<string, unknown>> | null {
  if (method === "GET" || body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
