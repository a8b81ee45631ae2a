import { failureOf } from "#providers/ai-request.ts";
import { AiServiceError } from "#providers/ai-service.ts";

/** The error for a refusal: of this very audio, or because the service is not what it is taken for. */
export function refusedAnswer(status: number): AiServiceError {
  if (status !== 400 && status !== 415 && status !== 422) return failureOf(status);
  return new AiServiceError("refused", `The service refused the audio (HTTP ${status}).`, { retryable: false });
}
