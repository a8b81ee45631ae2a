import type { Intent } from "#classification/assessment.ts";

/** One answer that the caller can give with a digit or in words. */
export interface IntentChoice {
  /** As it stands in the question: "for a repair". */
  readonly label: string;
  readonly intent: Intent;
  /** The least urgency of whoever chooses it; null: it says nothing. An answer never lowers one. */
  readonly raises: "emergency" | "high" | null;
  /** Words that mean it, besides the digit. */
  readonly words: readonly string[];
}

/** A group of people who answer together: sales, support. Without any, whoever owns the callback answers. */
export interface Team {
  readonly id: string;
  readonly name: string;
  /** Conversations on these lines are theirs, whatever is wanted. */
  readonly numberIds: readonly string[];
  /** On the other lines, those who want this. */
  readonly intents: readonly Intent[];
}

/** What the owner chose about two-way texts. */
export interface ConversationRules {
  /** Asked once, at the end of the acknowledgement. */
  readonly question: { readonly enabled: boolean; readonly choices: readonly IntentChoice[] };
  readonly teams: readonly Team[];
}

export const defaultConversationRules: ConversationRules = {
  question: {
    enabled: false,
    choices: [
      {
        label: "for an emergency",
        intent: "emergency",
        raises: "emergency",
        words: ["emergency", "emergencia", "urgent", "urgente"],
      },
      { label: "to book a visit", intent: "booking", raises: null, words: ["book", "booking", "appointment", "cita"] },
      { label: "for something else", intent: "question", raises: null, words: ["else", "other", "otra cosa"] },
    ],
  },
  teams: [],
};

export const conversationLimits = {
  choicesMin: 2,
  choicesMax: 5,
  labelLengthMax: 40,
  wordsMax: 12,
  teamsMax: 12,
} as const;

/** The question as it stands at the end of the acknowledgement; an answer in any words is taken too. */
export function questionText({ choices }: ConversationRules["question"]): string {
  return `Reply ${choices.map(({ label }, index) => `${index + 1} ${label}`).join(", ")}, or in your own words.`;
}

/** The acknowledgement with the question, before the line that says how to stop the texts. */
export function withQuestion(text: string, question: ConversationRules["question"]): string {
  if (!question.enabled || question.choices.length === 0) return text;
  const asked = questionText(question);
  const stop = text.match(/\s*[^.!?]*\bSTOP\b[^.!?]*[.!?]?\s*$/);
  if (stop?.index === undefined) return `${text} ${asked}`;
  return `${text.slice(0, stop.index)} ${asked}${stop[0]}`;
}

/** Whose conversation it is: the line decides before the wish. Null: no team's. */
export function teamOf(
  { teams }: Pick<ConversationRules, "teams">,
  about: { readonly numberId: string | null; readonly intent: string | null },
): Team | null {
  return (
    teams.find((team) => about.numberId !== null && team.numberIds.includes(about.numberId)) ??
    teams.find((team) => about.intent !== null && team.intents.some((intent) => intent === about.intent)) ??
    null
  );
}
