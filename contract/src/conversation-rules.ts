import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { defaultConversationRules } from "@ringback/core/conversations/conversation-rules.ts";
import { z } from "zod";
import { id } from "./common.ts";

/** Two-way texts, as part of the playbook. */
export const conversationRules = z.object({
  question: z.object({
    enabled: z.boolean(),
    choices: z
      .array(
        z.object({
          label: z.string().trim().min(1).max(40),
          intent: z.enum(INTENTS),
          raises: z.enum(["emergency", "high"]).nullable(),
          words: z.array(z.string().trim().min(1).max(40)).max(12),
        }),
      )
      .max(5),
  }),
  teams: z
    .array(
      z.object({
        id: z.string().min(1).max(40),
        name: z.string().trim().min(1).max(40),
        numberIds: z.array(id).max(200),
        intents: z.array(z.enum(INTENTS)).max(INTENTS.length),
      }),
    )
    .max(12),
});

/** No question is asked and nobody is sorted into teams. */
export const plainConversation: z.output<typeof conversationRules> = conversationRules.parse(defaultConversationRules);
