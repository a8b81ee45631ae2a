import { createOpenAiCompatible } from "./openai-compatible/index.ts";
import type { LanguageModelProvider } from "./provider.ts";

/** Every adapter for language models, by name. */
export function createLanguageModels(): Readonly<Record<string, LanguageModelProvider>> {
  const providers = [createOpenAiCompatible()];
  return Object.fromEntries(providers.map((provider) => [provider.name, provider]));
}
