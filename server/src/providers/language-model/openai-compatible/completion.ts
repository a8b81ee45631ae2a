import { AiServiceError } from "#providers/ai-service.ts";
import type { ModelAnswer } from "#providers/language-model/provider.ts";

/** More is no answer to any of our questions. */
const TEXT_LENGTH_MAX = 64 * 1024;

/** Reads `choices[0]` of a chat completion. @throws AiServiceError when the model refused, or nothing readable is in it */
export function readCompletion(json: Readonly<Record<string, unknown>>, modelAsked: string): ModelAnswer {
  const choice = first(json["choices"]);
  const message = object(choice?.["message"]);
  if (choice === null || message === null) throw broken("The service's answer is no chat completion.");
  const finishReason = choice["finish_reason"];
  const refusal = message["refusal"];
  if (finishReason === "content_filter" || (typeof refusal === "string" && refusal.trim() !== ""))
    throw new AiServiceError("refused", "The model refused to answer.", { retryable: false });
  const text = contentOf(message["content"]);
  if (text === null) throw broken("The service's answer holds no text.");
  if (Buffer.byteLength(text) > TEXT_LENGTH_MAX)
    throw new AiServiceError("too-large", "The model's answer is too large.", { retryable: false });
  const usage = object(json["usage"]);
  const model = json["model"];
  return {
    text,
    isCut: finishReason === "length",
    inputTokens: count(usage?.["prompt_tokens"]),
    outputTokens: count(usage?.["completion_tokens"]),
    model: typeof model === "string" && /^[\w./:@ -]{1,100}$/.test(model) ? model : modelAsked,
  };
}

/** A text, or the text parts of a list as some servers send it. */
function contentOf(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  const parts = content.map((part) => object(part)?.["text"]).filter((text) => typeof text === "string");
  return parts.length === 0 ? null : parts.join("");
}

function first(value: unknown): Readonly<Record<string, unknown>> | null {
  return Array.isArray(value) ? object(value[0]) : null;
}

function object(value: unknown): Readonly<Record<string, unknown>> | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
}

/** A count that can be true; what a server makes up does not become a bill. */
function count(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 10_000_000 ? value : null;
}

function broken(said: string): AiServiceError {
  return new AiServiceError("broken-answer", said, { retryable: true });
}
