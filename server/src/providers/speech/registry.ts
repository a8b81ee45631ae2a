import { createDeepgram } from "./deepgram/index.ts";
import { createOpenAiCompatibleSpeech } from "./openai-compatible/index.ts";
import type { SpeechProvider } from "./provider.ts";

/** Every kind of speech service Ringback can talk to, by the name that `ai_service.vendor` holds. */
export function createSpeechProviders(): Readonly<Record<string, SpeechProvider>> {
  return Object.fromEntries(
    [createOpenAiCompatibleSpeech(), createDeepgram()].map((provider) => [provider.name, provider]),
  );
}
