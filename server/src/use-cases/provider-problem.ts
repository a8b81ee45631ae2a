import { ProviderError } from "#providers/telephony/provider.ts";

/** Why the provider did not do what we asked, as a use case refuses with it. */
export interface ProviderProblem {
  readonly ok: false;
  readonly refusal: "provider-unreachable" | "provider-refused";
  readonly detail: string;
}

/**
 * Runs a question to the provider; its failure becomes a refusal with words for the person.
 * @throws anything that is no `ProviderError`
 */
export async function askProvider<Answer>(
  work: Promise<Answer>,
): Promise<{ ok: true; answer: Answer } | ProviderProblem> {
  try {
    return { ok: true, answer: await work };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const reachable = !error.retryable && error.code !== "unknown-outcome";
    return { ok: false, refusal: reachable ? "provider-refused" : "provider-unreachable", detail: error.message };
  }
}
