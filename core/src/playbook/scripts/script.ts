import type { Intent } from "#classification/assessment.ts";

/**
 * What to say when calling back about something: an opening, what to ask, and what not to promise. The opening may name
 * `{business}`, `{me}` (who calls) and `{caller?}` (their name, where it is known).
 */
export interface Script {
  readonly intent: Intent;
  readonly opening: string;
  readonly questions: readonly string[];
  readonly avoid: readonly string[];
}
