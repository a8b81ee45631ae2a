// What every speech service has to do, asked of each adapter over real HTTP.
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AiService, AiServiceError } from "#providers/ai-service.ts";
import { silence, wavOf } from "#testing/sounds.ts";
import { type SpeechFault, type SpeechServer, speechServer } from "#testing/speech-server.ts";
import type { SpokenAudio } from "./provider.ts";
import { createSpeechProviders } from "./registry.ts";

const spoken: SpokenAudio = { audio: wavOf(silence(0.1)), contentType: "audio/wav", language: null };

let server: SpeechServer;
beforeEach(async () => {
  server = await speechServer({ text: "Hi, this is Dana. Please call me.", language: "english" });
});
afterEach(() => server.close());

describe.each(Object.keys(createSpeechProviders()))("%s", (name) => {
  const provider = createSpeechProviders()[name];
  if (provider === undefined) throw new Error(name);
  const service = (more: Partial<AiService> = {}): AiService => ({
    baseUrl: `${server.url}/v1`,
    path: null,
    model: "whisper-1",
    apiKey: "sk-test",
    ...more,
  });
  const transcribe = (more: Partial<AiService> = {}, audio: Partial<SpokenAudio> = {}, signal?: AbortSignal) =>
    provider.transcribe(service(more), { ...spoken, ...audio }, signal ?? new AbortController().signal);
  const failure = async (fault: SpeechFault) => {
    // Whatever way of asking is tried, it fails.
    server.faults = Array.from({ length: 5 }, () => fault);
    const error = await transcribe().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AiServiceError);
    const { failure: kind, retryable, retryAfterMs, message } = error as AiServiceError;
    expect(message).not.toMatch(/Dana|sk-test|127\.0\.0\.1/);
    return { kind, retryable, retryAfterMs };
  };

  test("tells the words, when each was said, the language and the model", async () => {
    server.apiKey = "sk-test";
    const heard = await transcribe();
    expect(heard).toMatchObject({ text: "Hi, this is Dana. Please call me.", language: "en", model: "whisper-1" });
    expect(heard.words).toHaveLength(7);
    expect(heard.words?.[3]).toEqual({ text: "Dana.", startMs: 1_200, endMs: 1_550 });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.path).toBe(`/v1${provider.usualPath}`);
    expect(server.requests[0]?.audio.equals(spoken.audio)).toBe(true);
  });

  test("asks at the path that is set, in the language that is known, without a key where none is wanted", async () => {
    await transcribe({ path: "/inference", apiKey: null }, { language: "es" });
    const [request] = server.requests;
    expect(request?.path).toBe("/v1/inference");
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.query.get("language") ?? request?.fields.find(([field]) => field === "language")?.[1]).toBe("es");
  });

  test("nobody spoke: an empty text, not a failure", async () => {
    server.heard = { text: "" };
    expect(await transcribe()).toMatchObject({ text: "", words: null });
  });

  test("without word times the words are still told", async () => {
    server.heard = { text: "Call me.", words: "none" };
    expect(await transcribe()).toMatchObject({ text: "Call me.", words: null });
  });

  test.each<[SpeechFault, string, boolean]>([
    [{ status: 401 }, "unauthorized", false],
    [{ status: 403 }, "unauthorized", false],
    [{ status: 404 }, "misconfigured", false],
    [{ status: 400 }, "refused", false],
    [{ status: 413 }, "too-large", false],
    [{ status: 500 }, "unavailable", true],
    [{ status: 503, retryAfter: "7" }, "unavailable", true],
    ["empty", "broken-answer", true],
    ["html", "broken-answer", true],
    ["not-json", "broken-answer", true],
    ["wrong-type", "broken-answer", true],
    ["cut", "unreachable", true],
    ["hangs-up", "unreachable", true],
    ["enormous", "too-large", false],
  ])("%o is %s", async (fault, kind, retryable) => {
    expect(await failure(fault)).toMatchObject({ kind, retryable });
  });

  test("waits as long as the service asks", async () => {
    expect(await failure({ status: 429, retryAfter: "21" })).toEqual({
      kind: "rate-limited",
      retryable: true,
      retryAfterMs: 21_000,
    });
    expect(await failure({ status: 429, retryAfter: "999999999" })).toMatchObject({ retryAfterMs: 3_600_000 });
  });

  test("does not go where it is sent: key and audio stay with the configured host", async () => {
    await using other = await speechServer({ text: "stolen" });
    expect(await failure({ status: 307, location: other.url })).toMatchObject({ kind: "misconfigured" });
    expect(other.requests).toEqual([]);
  });

  test("stops at the deadline, with the deadline's own reason", async () => {
    server.faults = ["hangs"];
    const late = new AiServiceError("timeout", "late", { retryable: true });
    const deadline = new AbortController();
    const asked = transcribe({}, {}, deadline.signal).catch((error: unknown) => error);
    while (server.requests.length === 0) await pause(5);
    deadline.abort(late);
    expect(await asked).toBe(late);
  });

  test("nobody listens there", async () => {
    const gone = server.url;
    await server.close();
    await expect(transcribe({ baseUrl: gone })).rejects.toMatchObject({ failure: "unreachable", retryable: true });
  });
});

describe("openai-compatible", () => {
  const provider = () => {
    const found = createSpeechProviders()["openai-compatible"];
    if (found === undefined) throw new Error("missing");
    return found;
  };
  const service = (): AiService => ({ baseUrl: server.url, path: null, model: "m", apiKey: null });
  const { signal } = new AbortController();

  test("asks a server for less when it refuses, and remembers what it took", async () => {
    server.knows = "json";
    const asker = provider();
    expect(await asker.transcribe(service(), spoken, signal)).toMatchObject({ text: server.heard.text, words: null });
    expect(server.requests).toHaveLength(3);
    await asker.transcribe(service(), spoken, signal);
    expect(server.requests).toHaveLength(4);
    server.knows = "verbose_json";
    await provider().transcribe(service(), spoken, signal);
    expect(server.requests).toHaveLength(6);
  });

  test("reads words where whisper.cpp puts them, and leaves out what the model holds for no speech", async () => {
    server.heard = {
      text: "Call me. Thanks for watching!",
      words: "none",
      segments: [
        { text: " Call me.", no_speech_prob: 0.1, avg_logprob: -0.3, words: [{ word: " Call", start: 0, end: 0.3 }] },
        { text: " Thanks for watching!", no_speech_prob: 0.9, avg_logprob: -1.4 },
      ],
    };
    expect(await provider().transcribe(service(), spoken, signal)).toMatchObject({
      text: "Call me.",
      words: [{ text: " Call", startMs: 0, endMs: 300 }],
    });
    server.heard = { text: "Thanks!", segments: [{ text: "Thanks!", no_speech_prob: 0.9, avg_logprob: -0.2 }] };
    expect(await provider().transcribe(service(), spoken, signal)).toMatchObject({ text: "Thanks!" });
  });

  test("the file has a name that its kind of audio goes by", async () => {
    for (const contentType of ["audio/wav", "audio/mpeg", "audio/ogg"])
      await provider().transcribe(service(), { ...spoken, contentType }, signal);
    expect(server.requests.map(({ fileName }) => fileName)).toEqual([
      "voicemail.wav",
      "voicemail.mp3",
      "voicemail.ogg",
    ]);
  });
});
