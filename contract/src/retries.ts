// The playbook's sections on calling back: when to try again, and what to say.

import { defaultRetryRules } from "@ringback/core/callbacks/retry-rules.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { z } from "zod";

const wait = z.number().int().min(2).max(2880);

const retryStep = z.discriminatedUnion("after", [
  z.object({ after: z.literal("minutes"), minutes: wait }),
  z.object({ after: z.literal("next-morning") }),
  z.object({ after: z.literal("other-daytime") }),
]);

export const retries = z.object({
  /** After the first try, the second, and so on; the last one repeats. */
  steps: z.array(retryStep).min(1).max(10),
  /** After so many tries in vain a person is asked whether to give up. */
  triesMax: z.number().int().min(1).max(12),
  afterVoicemailMinutes: wait,
  emergencyMinutes: wait,
  /** The outcome that is proposed when the tries are used up. */
  finalDisposition: z.string().min(1).max(40),
  /** Offered before calling; null: not offered. */
  textBeforeCalling: z.string().min(1).max(480).nullable(),
});

/** What a playbook that says nothing of it means. */
export const usualRetries: z.input<typeof retries> = { ...defaultRetryRules, steps: [...defaultRetryRules.steps] };

export const ownScript = z.object({
  intent: z.enum(INTENTS),
  /** May name {business}, {me} and {caller?}. */
  opening: z.string().trim().min(1).max(400),
  questions: z.array(z.string().trim().min(1).max(200)).max(8),
  avoid: z.array(z.string().trim().min(1).max(200)).max(8),
});
