import type { AiService } from "#providers/ai-service.ts";

export interface ModelQuestion {
  /** What the model is to do; ours, never a caller's. */
  readonly instructions: string;
  /** What a caller said or wrote, redacted; handed over as data only. */
  readonly data: string;
  /** JSON Schema of the answer: strict, every property required. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly schemaName: string;
  readonly outputTokensMax: number;
}

export interface ModelAnswer {
  /** As it came, at most 64 kB; whether it is JSON is looked at elsewhere. */
  readonly text: string;
  /** The model stopped because it had said enough tokens: the JSON is likely cut. */
  readonly isCut: boolean;
  /** null where the service does not count. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly model: string;
}

/** The port for language models: one question, one answer, no tools, no memory. */
export interface LanguageModelProvider {
  readonly name: string;
  readonly label: string;
  readonly usualPath: string;
  /** @throws AiServiceError also when the model refuses. */
  ask(service: AiService, question: ModelQuestion, signal: AbortSignal): Promise<ModelAnswer>;
}
