// What every adapter for language models must do, against a real HTTP server that fails in the ways they fail.
import { afterEach, expect, test } from "vitest";
import { type AiFailure, type AiService, AiServiceError } from "#providers/ai-service.ts";
import { type LanguageModelPeer, languageModelPeer, type PeerBehaviour } from "#testing/language-model-peer.ts";
import type { ModelAnswer, ModelQuestion } from "./provider.ts";
import { createLanguageModels } from "./registry.ts";

const question: ModelQuestion = {
  instructions: "Say what the caller wants.",
  data: "<data>My tap drips.</data>",
  schema: {
    type: "object",
    properties: { intent: { type: "string" } },
    required: ["intent"],
    additionalProperties: false,
  },
  schemaName: "assessment",
  outputTokensMax: 300,
};
const peers: LanguageModelPeer[] = [];
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});

async function listen(behaviour: PeerBehaviour): Promise<LanguageModelPeer> {
  const peer = await languageModelPeer(behaviour);
  peers.push(peer);
  return peer;
}

const serviceAt = (peer: LanguageModelPeer, more: Partial<AiService> = {}): AiService => ({
  baseUrl: peer.url,
  path: null,
  model: "tiny-1",
  apiKey: "sk-very-secret",
  ...more,
});

async function failure(asked: Promise<ModelAnswer>): Promise<AiServiceError> {
  const error: unknown = await asked.then(
    () => null,
    (problem: unknown) => problem,
  );
  if (!(error instanceof AiServiceError)) throw new Error(`Not an AiServiceError: ${String(error)}`);
  // Nothing of a caller and no key may travel in a message that is logged.
  expect(error.message).not.toMatch(/tap drips|sk-very-secret|127\.0\.0\.1/);
  return error;
}

for (const [name, provider] of Object.entries(createLanguageModels())) {
  const ask = (peer: LanguageModelPeer, more: Partial<AiService> = {}, timeoutMs = 5000) =>
    provider.ask(serviceAt(peer, more), question, AbortSignal.timeout(timeoutMs));

  test(`${name}: asks one strict question without tools and reads the answer`, async () => {
    const peer = await listen({ does: "answers", content: '{"intent":"booking"}' });
    expect(await ask(peer)).toEqual({
      text: '{"intent":"booking"}',
      isCut: false,
      inputTokens: 100,
      outputTokens: 20,
      model: "tiny-1",
    });
    const [asked] = peer.questions;
    expect(asked).toMatchObject({
      path: "/v1/chat/completions",
      authorization: "Bearer sk-very-secret",
      data: question.data,
      format: "json_schema",
    });
    expect(asked?.body).toMatchObject({ max_tokens: 300, temperature: 0, stream: false });
    expect(asked?.body).not.toHaveProperty("tools");
  });

  test(`${name}: sends no authorization without a key, and to the account's own path`, async () => {
    const peer = await listen({ does: "answers", content: "{}" });
    await ask(peer, { apiKey: null, path: "/other/chat" });
    expect(peer.questions[0]).toMatchObject({ authorization: null, path: "/v1/other/chat" });
  });

  test.each([
    [["json_schema"], "json_object"],
    [["json_schema", "json_object"], "none"],
    [["max_tokens"], "json_schema"],
    [["temperature"], "json_schema"],
    [["temperature", "max_tokens", "json_schema", "json_object"], "none"],
  ] as const)(`${name}: asks a server that refuses %s differently, and remembers`, async (refuses, format) => {
    const peer = await listen({ does: "answers", content: "{}" });
    peer.refuses = [...refuses];
    await ask(peer);
    const needed = peer.questions.length;
    await ask(peer);
    expect(peer.questions).toHaveLength(needed + 1);
    const last = peer.questions.at(-1);
    expect(last?.format).toBe(format);
    // Where the server does not enforce the schema, the model is told it.
    expect(last?.instructions.includes('"required":["intent"]')).toBe(format !== "json_schema");
  });

  test(`${name}: an answer that ran out of tokens is handed on as cut`, async () => {
    const peer = await listen({ does: "answers", content: '{"intent":"boo', finishReason: "length" });
    expect(await ask(peer)).toMatchObject({ isCut: true, text: '{"intent":"boo' });
  });

  test(`${name}: content in parts is put together, and invented counts are not believed`, async () => {
    const message = {
      content: [
        { type: "text", text: "{" },
        { type: "text", text: "}" },
      ],
    };
    const body = { choices: [{ message }], usage: { prompt_tokens: -5, completion_tokens: 1e300 }, model: "<script>" };
    const peer = await listen({ does: "sends", body: JSON.stringify(body), contentType: "application/json" });
    expect(await ask(peer)).toEqual({
      text: "{}",
      isCut: false,
      inputTokens: null,
      outputTokens: null,
      model: "tiny-1",
    });
  });

  test.each<[string, PeerBehaviour, AiFailure]>([
    ["a refusal", { does: "answers", content: null, refusal: "I cannot help with that." }, "refused"],
    ["a content filter", { does: "answers", content: "", finishReason: "content_filter" }, "refused"],
    ["no text, only tools", { does: "answers", content: null, finishReason: "tool_calls" }, "broken-answer"],
    ["a page for people", { does: "sends", body: "<html>Sign in</html>", contentType: "text/html" }, "broken-answer"],
    ["a stream of events", { does: "sends", body: "data: {}\n\n", contentType: "text/event-stream" }, "broken-answer"],
    ["broken JSON", { does: "sends", body: '{"choices":[', contentType: "application/json" }, "broken-answer"],
    ["an empty body", { does: "sends", body: "", contentType: "application/json" }, "broken-answer"],
    ["another shape", { does: "sends", body: '{"output":[]}', contentType: "application/json" }, "broken-answer"],
    ["a list", { does: "sends", body: "[1,2]", contentType: "application/json" }, "broken-answer"],
    ["no choices", { does: "sends", body: '{"choices":[]}', contentType: "application/json" }, "broken-answer"],
    ["an enormous text", { does: "floods", bytes: 80_000 }, "too-large"],
    ["an enormous answer", { does: "floods", bytes: 5_000_000 }, "too-large"],
    ["a wrong key", { does: "fails", status: 401 }, "unauthorized"],
    ["a key without rights", { does: "fails", status: 403 }, "unauthorized"],
    ["a wrong path", { does: "fails", status: 404 }, "misconfigured"],
    [
      "an unknown model",
      { does: "fails", status: 404, body: '{"error":{"message":"model \'x\' not found"}}' },
      "misconfigured",
    ],
    ["a request it never takes", { does: "fails", status: 422 }, "misconfigured"],
    [
      "a text too long for it",
      { does: "fails", status: 400, body: '{"error":{"code":"context_length_exceeded"}}' },
      "too-large",
    ],
    ["too many requests", { does: "fails", status: 429 }, "rate-limited"],
    ["a broken server", { does: "fails", status: 500 }, "unavailable"],
    ["an overloaded server", { does: "fails", status: 503 }, "unavailable"],
    ["a cut line", { does: "cuts-the-line" }, "unreachable"],
  ])(`${name}: %s becomes a word`, async (_, behaviour, word) => {
    const peer = await listen(behaviour);
    expect((await failure(ask(peer))).failure).toBe(word);
  });

  test(`${name}: waits as long as the service asks, within reason`, async () => {
    const peer = await listen({ does: "fails", status: 429, headers: { "retry-after": "7" } });
    expect(await failure(ask(peer))).toMatchObject({ retryable: true, retryAfterMs: 7000 });
    peer.behaviour = { does: "fails", status: 503, headers: { "retry-after": "999999" } };
    expect(await failure(ask(peer))).toMatchObject({ retryAfterMs: 3_600_000 });
    peer.behaviour = { does: "fails", status: 429, headers: { "retry-after": "Wed, 21 Oct 2099 07:28:00 GMT" } };
    expect(await failure(ask(peer))).toMatchObject({ retryAfterMs: null });
  });

  test(`${name}: follows no redirect, so that nothing goes to another host`, async () => {
    const other = await listen({ does: "answers", content: "{}" });
    for (const status of [301, 302, 307, 308]) {
      const peer = await listen({ does: "fails", status, headers: { location: `${other.url}/chat/completions` } });
      expect((await failure(ask(peer))).failure).toBe("misconfigured");
    }
    expect(other.questions).toEqual([]);
  });

  test.each(["hangs", "drips"] as const)(`${name}: stops with its signal when the server %s`, async (does) => {
    const peer = await listen({ does });
    const stop = new AbortController();
    const reason = new AiServiceError("timeout", "too long", { retryable: true });
    setTimeout(() => stop.abort(reason), 60);
    await expect(provider.ask(serviceAt(peer), question, stop.signal)).rejects.toBe(reason);
  });

  test(`${name}: nobody listening is unreachable`, async () => {
    const peer = await listen({ does: "hangs" });
    await peer.close();
    expect(await failure(ask(peer))).toMatchObject({ failure: "unreachable", retryable: true });
  });
}
