import { sentenceCase } from "@ringback/core/callbacks/label-words.ts";
import { INTENTS } from "@ringback/core/classification/assessment.ts";
import { intentNames } from "@ringback/core/ownership/rule-words.ts";

/** What callers may want, for a list to choose from. */
export const intentChoices = INTENTS.map((value) => ({ value, label: sentenceCase(intentNames[value] ?? value) }));
