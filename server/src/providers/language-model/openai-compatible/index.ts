import { type AiResponse, failureOf, postToService, readJsonObject } from "#providers/ai-request.ts";
import { type AiService, AiServiceError } from "#providers/ai-service.ts";
import type { LanguageModelProvider, ModelQuestion } from "#providers/language-model/provider.ts";
import { readCompletion } from "./completion.ts";
import { loosen, type RequestShape, strictest } from "./request-shape.ts";

/** A text of 64 kB, escaped, with room for what servers add. */
const ANSWER_BYTES_MAX = 512 * 1024;

/** How often a refused request is asked in another shape before the service counts as misconfigured. */
const SHAPES_MAX = 6;

/**
 * Any server that speaks OpenAI's chat completions: the vendor itself, many clouds, and llama.cpp, Ollama, vLLM or LocalAI in
 * the house. They differ in what they refuse (`json_schema`, `max_tokens`, `temperature`), so a refused request is asked
 * again in a plainer shape, and the shape that worked is remembered for the server and model.
 */
export function createOpenAiCompatible(): LanguageModelProvider {
  const shapes = new Map<string, RequestShape>();
  const usualPath = "/chat/completions";

  return {
    name: "openai-compatible",
    label: "OpenAI-compatible server",
    usualPath,
    async ask(service, question, signal) {
      const key = `${service.baseUrl}\n${service.path ?? ""}\n${service.model}`;
      let shape = shapes.get(key) ?? strictest;
      for (let asked = 1; ; asked += 1) {
        const answer = await post(service, question, shape, signal);
        if (answer.status < 300) {
          if (shapes.size >= 100) shapes.clear();
          shapes.set(key, shape);
          return readCompletion(readJsonObject(answer.text), service.model);
        }
        const refusal = whyRefused(answer);
        const next = refusal.isTooLong || asked === SHAPES_MAX ? null : loosen(shape, refusal.about);
        if (next === null) throw refusalError(answer, refusal.isTooLong);
        shape = next;
      }
    },
  };

  async function post(
    service: AiService,
    question: ModelQuestion,
    shape: RequestShape,
    signal: AbortSignal,
  ): Promise<AiResponse> {
    return await postToService(service, {
      path: service.path ?? usualPath,
      headers: {
        "content-type": "application/json",
        ...(service.apiKey === null ? {} : { authorization: `Bearer ${service.apiKey}` }),
      },
      body: JSON.stringify(requestBody(service.model, question, shape)),
      signal,
      answerBytesMax: ANSWER_BYTES_MAX,
    });
  }
}

/** One question and nothing else: no tools, so that whatever the data says, the answer is only text. */
function requestBody(model: string, question: ModelQuestion, shape: RequestShape): Record<string, unknown> {
  const { instructions, data, schema, schemaName, outputTokensMax } = question;
  const format =
    shape.format === "json_schema"
      ? { response_format: { type: "json_schema", json_schema: { name: schemaName, strict: true, schema } } }
      : shape.format === "json_object"
        ? { response_format: { type: "json_object" } }
        : {};
  // Where the server does not hold the model to the schema, the model is told it.
  const told =
    shape.format === "json_schema" ? "" : `\n\nAnswer with one JSON object of this schema:\n${JSON.stringify(schema)}`;
  return {
    model,
    messages: [
      { role: "system", content: `${instructions}${told}` },
      { role: "user", content: data },
    ],
    [shape.tokens]: outputTokensMax,
    ...(shape.temperature ? { temperature: 0 } : {}),
    stream: false,
    ...format,
  };
}

/** What the refusal is about, in the vendor's words; they are looked at here and kept nowhere. */
function whyRefused({ text }: AiResponse): { about: string; isTooLong: boolean } {
  const about = text.slice(0, 4000).toLowerCase();
  return { about, isTooLong: /context.?length|context (size|window)|maximum context|too many tokens/.test(about) };
}

function refusalError({ status }: AiResponse, isTooLong: boolean): AiServiceError {
  if (!isTooLong) return failureOf(status);
  return new AiServiceError("too-large", "The message is too long for the model.", { retryable: false });
}
