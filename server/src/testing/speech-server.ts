import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";

/** What the server says it heard. */
export interface HeardByServer {
  readonly text: string;
  /** As the vendor says it: `english` or `en`. */
  readonly language?: string;
  /** Seconds; without them 0.4 s a word are made up, `none` leaves them out. */
  readonly words?: readonly { readonly word: string; readonly start: number; readonly end: number }[] | "none";
  readonly segments?: readonly Record<string, unknown>[];
}

/** How it fails. `cut` ends in the middle, `enormous` never seems to end, `hangs` never answers. */
export type SpeechFault =
  | { readonly status: number; readonly retryAfter?: string; readonly location?: string }
  | "cut"
  | "enormous"
  | "hangs"
  | "hangs-up"
  | "html"
  | "empty"
  | "wrong-type"
  | "not-json";

export interface SpeechRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Of a multipart body; a name may stand several times. */
  readonly fields: readonly (readonly [string, string])[];
  readonly fileName: string | null;
  readonly audio: Buffer;
}

/** A speech service that speaks as OpenAI and as Deepgram do, on a loopback port. */
export interface SpeechServer extends AsyncDisposable {
  readonly url: string;
  heard: HeardByServer;
  /** The next requests fail so, one each; `null` among them is a success. When it is empty everything succeeds. */
  faults: (SpeechFault | null)[];
  /** What it knows of OpenAI's shape: only `json`, no granularities, or all. */
  knows: "json" | "verbose_json" | "granularities";
  /** null: it wants no key. */
  apiKey: string | null;
  readonly requests: SpeechRequest[];
  close(): Promise<void>;
}

/** Starts one. */
export async function speechServer(heard: HeardByServer = { text: "" }): Promise<SpeechServer> {
  const http = createServer((request, response) => {
    void serve(server, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      http.close(() => resolve());
      http.closeAllConnections();
    });
  const server: SpeechServer = {
    url: `http://127.0.0.1:${port}`,
    heard,
    faults: [],
    knows: "granularities",
    apiKey: null,
    requests: [],
    close,
    [Symbol.asyncDispose]: close,
  };
  return server;
}

async function serve(server: SpeechServer, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(server, incoming);
  server.requests.push(request);
  const fault = server.faults.shift() ?? null;
  if (fault === null) succeed(server, request, response);
  else fail(fault, response);
}

function succeed(server: SpeechServer, request: SpeechRequest, response: ServerResponse): void {
  const [status, body] = answerTo(server, request);
  answer(response, status, body);
}

function answerTo(server: SpeechServer, request: SpeechRequest): [status: number, body: unknown] {
  const isDeepgram = request.query.has("model");
  const expected = `${isDeepgram ? "Token" : "Bearer"} ${server.apiKey}`;
  if (server.apiKey !== null && request.headers.authorization !== expected)
    return [401, { error: { message: "Incorrect API key provided" } }];
  if (request.audio.length === 0) return [400, { error: { message: "no audio" } }];
  if (isDeepgram) return [200, deepgramAnswer(server.heard)];
  const wish = (name: string) => request.fields.filter(([one]) => one === name).map(([, value]) => value);
  const [format = "json"] = wish("response_format");
  const granularities = wish("timestamp_granularities[]");
  if (server.knows === "json" && format !== "json")
    return [400, { error: { message: "response_format 'verbose_json' is not compatible" } }];
  if (server.knows === "verbose_json" && granularities.length > 0)
    return [422, { detail: "Extra inputs are not permitted" }];
  if (!wish("model")[0] || request.fileName === null) return [400, { error: { message: "missing" } }];
  return [200, openAiAnswer(server.heard, format, granularities)];
}

async function readRequest(server: SpeechServer, incoming: IncomingMessage): Promise<SpeechRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const body = Buffer.concat(parts);
  const { pathname, searchParams } = new URL(incoming.url ?? "", server.url);
  const common = { path: pathname, query: searchParams, headers: incoming.headers };
  const contentType = incoming.headers["content-type"] ?? "";
  if (!contentType.startsWith("multipart/")) return { ...common, fields: [], fileName: null, audio: body };
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
  const file = form.get("file");
  return {
    ...common,
    fields: [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])),
    fileName: file instanceof File ? file.name : null,
    audio: file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0),
  };
}

function wordsOf({ text, words }: HeardByServer): { word: string; start: number; end: number }[] {
  if (words === "none") return [];
  if (words !== undefined) return [...words];
  return (text.match(/\S+/g) ?? []).map((word, at) => ({ word, start: at * 0.4, end: at * 0.4 + 0.35 }));
}

function openAiAnswer(heard: HeardByServer, format: string, granularities: readonly string[]): unknown {
  if (format === "json") return { text: heard.text };
  return {
    task: "transcribe",
    language: heard.language ?? "english",
    duration: 5,
    text: heard.text,
    segments: heard.segments ?? [
      { id: 0, start: 0, end: 5, text: heard.text, avg_logprob: -0.2, no_speech_prob: 0.01 },
    ],
    ...(granularities.includes("word") ? { words: wordsOf(heard) } : {}),
  };
}

function deepgramAnswer(heard: HeardByServer): unknown {
  const words = wordsOf(heard).map(({ word, start, end }) => ({
    word: word.toLowerCase().replaceAll(/[.,!?]/g, ""),
    punctuated_word: word,
    start,
    end,
    confidence: 0.98,
  }));
  return {
    metadata: { request_id: "r", duration: 5, channels: 1, models: ["m"] },
    results: {
      channels: [
        {
          alternatives: [{ transcript: heard.text, confidence: 0.98, words }],
          detected_language: heard.language === "spanish" ? "es" : (heard.language ?? "en"),
        },
      ],
    },
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function fail(fault: SpeechFault, response: ServerResponse): void {
  if (typeof fault === "object") {
    if (fault.retryAfter !== undefined) response.setHeader("retry-after", fault.retryAfter);
    if (fault.location !== undefined) response.setHeader("location", fault.location);
    answer(response, fault.status, { error: { message: "no" } });
    return;
  }
  const json = { "content-type": "application/json" };
  if (fault === "cut") {
    response.writeHead(200, { ...json, "content-length": "4096" }).write('{"text": "Hello, th');
    setTimeout(() => response.destroy(), 20);
  }
  if (fault === "enormous") pour(response.writeHead(200, json));
  if (fault === "hangs-up") response.destroy();
  if (fault === "html") {
    const page = "<!doctype html><title>Welcome to nginx!</title>";
    response.writeHead(200, { "content-type": "text/html" }).end(page);
  }
  if (fault === "empty") response.writeHead(200, json).end();
  if (fault === "wrong-type") answer(response, 200, { text: 5, results: "none", words: "many" });
  if (fault === "not-json") response.writeHead(200, { "content-type": "text/plain" }).end("Please call me back.");
}

/** An answer without an end, as fast as it is read. */
function pour(response: ServerResponse): void {
  const piece = Buffer.alloc(256 * 1024, "a");
  response.write('{"text":"');
  const more = () => {
    while (!response.destroyed && response.write(piece)) {}
  };
  response.on("drain", more);
  more();
}
