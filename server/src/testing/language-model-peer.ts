import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A question as the peer received it. */
export interface PeerQuestion {
  readonly path: string;
  readonly authorization: string | null;
  readonly model: string;
  readonly instructions: string;
  readonly data: string;
  readonly format: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How the peer behaves at a question. */
export type PeerBehaviour =
  | {
      readonly does: "answers";
      /** A text, or what makes one of the question. */
      readonly content: string | null | ((question: PeerQuestion) => string);
      readonly finishReason?: string;
      readonly refusal?: string;
      readonly usage?: unknown;
      readonly contentType?: string;
    }
  | {
      readonly does: "fails";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Whatever bytes with whatever type. */
  | { readonly does: "sends"; readonly body: string; readonly contentType: string }
  /** Never answers. */
  | { readonly does: "hangs" }
  /** A byte every few milliseconds, without end. */
  | { readonly does: "drips" }
  /** A valid answer of so many bytes. */
  | { readonly does: "floods"; readonly bytes: number }
  | { readonly does: "cuts-the-line" };

export interface LanguageModelPeer extends AsyncDisposable {
  /** With the `/v1` that such addresses usually end with. */
  readonly url: string;
  /** What was asked, oldest first. */
  readonly questions: PeerQuestion[];
  /** May be changed at any time. */
  behaviour: PeerBehaviour;
  /** Words of the request that it answers with HTTP 400, in OpenAI's shape. */
  refuses: ("json_schema" | "json_object" | "max_tokens" | "temperature")[];
  close(): Promise<void>;
}

/** A server on a loopback port that speaks OpenAI's chat completions, and can be told to fail in every way they do. */
export async function languageModelPeer(behaviour: PeerBehaviour): Promise<LanguageModelPeer> {
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer(async (request, response) => {
    try {
      const question = await readQuestion(request);
      peer.questions.push(question);
      const refused = peer.refuses.find((word) => isUsed(question, word));
      if (refused === undefined) behave(peer.behaviour, question, response, timers);
      else send(response, 400, JSON.stringify(refusal(refused)));
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      for (const timer of timers) clearInterval(timer);
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const peer: LanguageModelPeer = {
    url: `http://127.0.0.1:${port}/v1`,
    questions: [],
    behaviour,
    refuses: [],
    close,
    [Symbol.asyncDispose]: close,
  };
  return peer;
}

async function readQuestion(request: IncomingMessage): Promise<PeerQuestion> {
  let text = "";
  for await (const part of request) text += part;
  const body: Record<string, unknown> = JSON.parse(text);
  const messages = Array.isArray(body["messages"]) ? body["messages"] : [];
  const format = body["response_format"];
  return {
    path: request.url ?? "",
    authorization: request.headers.authorization ?? null,
    model: String(body["model"]),
    instructions: String(messages[0]?.content ?? ""),
    data: String(messages[1]?.content ?? ""),
    format: format !== null && typeof format === "object" && "type" in format ? String(format.type) : "none",
    body,
  };
}

function isUsed({ format, body }: PeerQuestion, word: LanguageModelPeer["refuses"][number]): boolean {
  return format === word || word in body;
}

/** As OpenAI words them [S]; others only differ in the message. */
function refusal(word: string): unknown {
  const message =
    word === "max_tokens"
      ? "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
      : word === "temperature"
        ? "Unsupported value: 'temperature' does not support 0 with this model."
        : `Invalid parameter: 'response_format' of type '${word}' is not supported with this model.`;
  return { error: { message, type: "invalid_request_error", param: null, code: null } };
}

function behave(
  behaviour: PeerBehaviour,
  question: PeerQuestion,
  response: ServerResponse,
  timers: Set<NodeJS.Timeout>,
): void {
  switch (behaviour.does) {
    case "answers": {
      const { content, finishReason = "stop", refusal: said, usage, contentType } = behaviour;
      const text = typeof content === "function" ? content(question) : content;
      const body = completion(question.model, text, finishReason, said ?? null, usage);
      send(response, 200, JSON.stringify(body), { "content-type": contentType ?? "application/json" });
      return;
    }
    case "fails":
      send(response, behaviour.status, behaviour.body ?? '{"error":{"message":"no"}}', behaviour.headers);
      return;
    case "sends":
      send(response, 200, behaviour.body, { "content-type": behaviour.contentType });
      return;
    case "hangs":
      return;
    case "drips": {
      response.writeHead(200, { "content-type": "application/json" }).write("{");
      const timer = setInterval(() => response.write(" "), 5);
      timers.add(timer);
      response.on("close", () => clearInterval(timer));
      return;
    }
    case "floods": {
      const text = "a".repeat(behaviour.bytes);
      send(response, 200, JSON.stringify(completion(question.model, text, "stop", null, undefined)));
      return;
    }
    case "cuts-the-line":
      response.socket?.destroy();
  }
}

function completion(
  model: string,
  content: string | null,
  finishReason: string,
  refused: string | null,
  usage: unknown = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
): unknown {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_795_000_000,
    model,
    choices: [{ index: 0, message: { role: "assistant", content, refusal: refused }, finish_reason: finishReason }],
    usage,
  };
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}
