import { addBusinessTime } from "#business-hours/add-business-time.ts";
import { parseBusinessCalendar } from "#business-hours/calendar.ts";
import { plainPhrase } from "#classification/phrase.ts";
import { readWords } from "#classification/words.ts";
import { alsoRingProblems } from "./also-ring.ts";
import { clockProblems } from "./check-clock.ts";
import { conversationProblems } from "./check-conversation.ts";
import { workplaceProblems } from "./check-retries.ts";
import { checkRouting } from "./check-routing.ts";
import { checkTemplate } from "./check-template.ts";
import { checkTexting } from "./check-texting.ts";
import { overflowProblems } from "./overflow.ts";
import { type Playbook, playbookLimits } from "./playbook.ts";

export interface PlaybookProblem {
  /** The field as a path, e.g. `acknowledgement.template`. */
  readonly field: string;
  readonly message: string;
}

/**
 * What keeps a playbook from being saved: holes through which a caller could be lost, and texts that promise.
 * `memberIds` are the people of the account; a rule that names somebody else is a hole.
 */
export function validatePlaybook(
  playbook: Playbook,
  memberIds: ReadonlySet<string>,
  now: Temporal.Instant,
): readonly PlaybookProblem[] {
  return [
    ...hoursProblems(playbook, now),
    ...peopleProblems(playbook, memberIds),
    ...checkRouting(playbook.routing, memberIds),
    ...greetingProblems(playbook),
    ...templateProblems(playbook),
    ...answeringProblems(playbook),
    ...alsoRingProblems(playbook.answering.alsoRing),
    ...overflowProblems(playbook.answering),
    ...clockProblems(playbook, memberIds),
    ...phraseProblems(playbook),
    ...workplaceProblems(playbook),
    ...conversationProblems(playbook),
    ...checkTexting(playbook.texting, now.toZonedDateTimeISO("UTC").toPlainDate()),
  ];
}

function hoursProblems({ hours }: Playbook, now: Temporal.Instant): PlaybookProblem[] {
  const parsed = parseBusinessCalendar(hours);
  if (!parsed.ok) return [{ field: "hours", message: parsed.message }];
  const opens = addBusinessTime(parsed.calendar, now, 1);
  return opens.ok
    ? []
    : [
        {
          field: "hours",
          message:
            "With these hours the business never opens, so no callback would ever be due. Add at least one open span.",
        },
      ];
}

function peopleProblems({ ownership, answering }: Playbook, memberIds: ReadonlySet<string>): PlaybookProblem[] {
  const problems: PlaybookProblem[] = [];
  if (ownership.fallbackId === null)
    problems.push({ field: "ownership.fallbackId", message: "Choose who has a callback when no other rule fits." });
  const named: [string, string | null | undefined][] = [
    ["ownership.ownerId", ownership.ownerId],
    ["ownership.backupId", ownership.backupId],
    ["ownership.fallbackId", ownership.fallbackId],
    ...ownership.byNumber.flatMap((rule, index): [string, string | null][] => [
      [`ownership.byNumber.${index}.ownerId`, rule.ownerId],
      [`ownership.byNumber.${index}.backupId`, rule.backupId],
    ]),
    ...answering.ringMemberIds.map((id, index): [string, string] => [`answering.ringMemberIds.${index}`, id]),
    ...answering.alsoRing.flatMap((rule, index) =>
      rule.memberIds.map((id): [string, string] => [`answering.alsoRing.${index}.memberIds`, id]),
    ),
    ...answering.overflow.flatMap((rule, index) =>
      rule.memberIds.map((id): [string, string] => [`answering.overflow.${index}.memberIds`, id]),
    ),
  ];
  for (const [field, id] of named)
    if (id && !memberIds.has(id))
      problems.push({ field, message: "This person does not belong to the business any more. Choose somebody else." });
  return problems;
}

/** docs/rules.md R4: whoever speaks after the tone must have heard that it is recorded and transcribed. */
function greetingProblems({ answering }: Playbook): PlaybookProblem[] {
  const texts: [string, string][] = [
    ["answering.greeting", answering.greeting],
    ["answering.afterHoursGreeting", answering.afterHoursGreeting],
  ];
  return texts.flatMap(([field, text]) => {
    const problems: PlaybookProblem[] = [];
    if (!/record/i.test(text) || !/transcri/i.test(text))
      problems.push({ field, message: "The greeting has to say that the message will be recorded and transcribed." });
    return problems;
  });
}

function templateProblems({ acknowledgement, businessName }: Playbook): PlaybookProblem[] {
  const fields = ["template", "afterHoursTemplate", "emergencyTemplate"] as const;
  return fields.flatMap((name) =>
    checkTemplate(acknowledgement[name], businessName).problems.map(({ message }) => ({
      field: `acknowledgement.${name}`,
      message,
    })),
  );
}

function answeringProblems({ sla, answering }: Playbook): PlaybookProblem[] {
  const problems: PlaybookProblem[] = [];
  if (sla.emergencyMinutes > sla.highMinutes || sla.highMinutes > sla.targetMinutes)
    problems.push({
      field: "sla",
      message: "An emergency must not be due later than an urgent call, nor that later than a normal one.",
    });
  const { lateAnswerSecondsMax, conversationSecondsMin, conversationSecondsMax } = playbookLimits;
  if (answering.lateAnswerSeconds < 1 || answering.lateAnswerSeconds > lateAnswerSecondsMax)
    problems.push({
      field: "answering.lateAnswerSeconds",
      message: `Choose between 1 and ${lateAnswerSecondsMax} seconds of waiting.`,
    });
  if (sla.conversationSeconds < conversationSecondsMin || sla.conversationSeconds > conversationSecondsMax)
    problems.push({
      field: "sla.conversationSeconds",
      message: `Choose between ${conversationSecondsMin} and ${conversationSecondsMax} seconds: after less, a mailbox's greeting would pass for a conversation.`,
    });
  return problems;
}

/** A phrase that would be found everywhere alarms people about everything, and then about nothing. */
function phraseProblems({ classification: { phrases } }: Playbook): PlaybookProblem[] {
  const { phrasesMax, phraseLengthMax, singleWordLengthMin } = playbookLimits;
  const problems: PlaybookProblem[] = [];
  if (phrases.length > phrasesMax)
    problems.push({ field: "classification.phrases", message: `Keep at most ${phrasesMax} phrases.` });
  const seen = new Set<string>();
  phrases.slice(0, phrasesMax).forEach(({ phrase }, index) => {
    const field = `classification.phrases.${index}.phrase`;
    const words = readWords(phrase);
    const read = plainPhrase(words);
    if (read === null) problems.push({ field, message: "Write at least one word." });
    else if (phrase.length > phraseLengthMax)
      problems.push({ field, message: `Write at most ${phraseLengthMax} characters.` });
    else if (words.length === 1 && (words[0]?.end ?? 0) - (words[0]?.start ?? 0) < singleWordLengthMin)
      problems.push({
        field,
        message: `One word of fewer than ${singleWordLengthMin} letters would be found in nearly every message. Add the words around it.`,
      });
    else if (seen.has(read.notation)) problems.push({ field, message: "This phrase stands here twice." });
    if (read !== null) seen.add(read.notation);
  });
  return problems;
}
