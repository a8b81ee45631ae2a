import { findPromises } from "#acknowledgement/promise-guard.ts";
import { conversationLimits, questionText } from "#conversations/conversation-rules.ts";
import type { Playbook } from "./playbook.ts";
import type { PlaybookProblem } from "./validate-playbook.ts";

/** A question that promises, or that cannot be answered, and teams that nobody could tell apart. */
export function conversationProblems({ conversation, businessName }: Playbook): readonly PlaybookProblem[] {
  const { question, teams } = conversation;
  const { choicesMin, choicesMax } = conversationLimits;
  const problems: PlaybookProblem[] = [];
  const field = "conversation.question.choices";
  if (question.enabled && (question.choices.length < choicesMin || question.choices.length > choicesMax))
    problems.push({ field, message: `Offer ${choicesMin} to ${choicesMax} answers.` });
  const [promise] = findPromises(questionText(question), [businessName]);
  if (promise !== undefined)
    problems.push({
      field,
      message: `"${promise.quote}" could be read as a promise or an offer. An automatic text must not contain it.`,
    });
  if (question.choices.some(({ label }) => /\b(?:stop|start|help|cancel|end|quit|unsubscribe)\b/i.test(label)))
    problems.push({ field, message: "STOP, HELP and their like already mean something else in a text." });
  const names = teams.map(({ name }) => name.trim().toLowerCase());
  if (new Set(teams.map(({ id }) => id)).size < teams.length || new Set(names).size < names.length)
    problems.push({ field: "conversation.teams", message: "Two teams have the same name." });
  return problems;
}
