/** In which of the ways that servers accept a question is asked. */
export interface RequestShape {
  readonly format: "json_schema" | "json_object" | "none";
  /** Local servers know only the older name, OpenAI's reasoning models only the newer one. */
  readonly tokens: "max_tokens" | "max_completion_tokens";
  /** Whether a temperature is sent; reasoning models refuse it. */
  readonly temperature: boolean;
}

export const strictest: RequestShape = { format: "json_schema", tokens: "max_tokens", temperature: true };

/**
 * The shape to try after a refusal. `about` is the refusal in lower case: it usually names what is not accepted; else the
 * answer's format is asked for less strictly. Null when nothing is left to give up.
 */
export function loosen(shape: RequestShape, about: string): RequestShape | null {
  const { format, tokens, temperature } = shape;
  if (temperature && about.includes("temperature")) return { ...shape, temperature: false };
  if (tokens === "max_tokens" && about.includes("max_completion_tokens"))
    return { ...shape, tokens: "max_completion_tokens" };
  if (/\bmodel\b[^.]{0,80}(not found|does not exist|not exist)|unknown model|model_not_found/.test(about)) return null;
  if (format === "json_schema") return { ...shape, format: "json_object" };
  if (format === "json_object") return { ...shape, format: "none" };
  return null;
}
