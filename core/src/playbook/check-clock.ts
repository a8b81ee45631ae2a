import { snoozeDaysMax } from "#callbacks/snooze-callback.ts";
import { alarmReasons } from "#escalation/alarm-reason.ts";
import { type Ladder, type Playbook, playbookLimits, type TargetRule } from "./playbook.ts";
import type { PlaybookProblem } from "./validate-playbook.ts";

/** Holes and contradictions in targets and ladders. `memberIds` are the people of the account. */
export function clockProblems(playbook: Playbook, memberIds: ReadonlySet<string>): readonly PlaybookProblem[] {
  return [
    ...targetProblems(playbook),
    ...laddersOf(playbook).flatMap(([field, ladder]) => ladderProblems(field, ladder, memberIds)),
  ];
}

/** Every ladder of a playbook with its field. */
export function laddersOf({ escalation }: Playbook): readonly (readonly [string, Ladder])[] {
  const own = alarmReasons.flatMap((reason) => {
    const ladder = escalation.byReason[reason];
    return ladder === undefined ? [] : [[`escalation.byReason.${reason}`, ladder] as const];
  });
  return [["escalation", escalation], ...own];
}

function targetProblems({ sla, escalation }: Playbook): PlaybookProblem[] {
  const problems: PlaybookProblem[] = [];
  if (sla.snoozeDays < 1 || sla.snoozeDays > snoozeDaysMax)
    problems.push({ field: "sla.snoozeDays", message: `Choose between 1 and ${snoozeDaysMax} days.` });
  if (escalation.handMinutes < 1 || escalation.handMinutes > playbookLimits.handMinutesMax)
    problems.push({
      field: "escalation.handMinutes",
      message: `Choose between 1 and ${playbookLimits.handMinutesMax} minutes.`,
    });
  if (sla.targets.length > playbookLimits.targetsMax)
    problems.push({ field: "sla.targets", message: `Keep at most ${playbookLimits.targetsMax} rows.` });
  const seen = new Map<string, number>();
  for (const [index, rule] of sla.targets.entries()) {
    const field = `sla.targets.${index}`;
    const named = [rule.numberId, rule.urgency, rule.intent].join(" ");
    const upper = seen.get(named);
    if (rule.numberId === null && rule.urgency === null && rule.intent === null)
      problems.push({ field, message: "Name a number, an urgency or a reason; the targets above are for all others." });
    else if (upper !== undefined)
      problems.push({ field, message: `Row ${upper + 1} is for the same callbacks, so this one would never count.` });
    else seen.set(named, index);
    const minutesProblem = pressingProblem(rule, sla);
    if (minutesProblem !== null) problems.push({ field: `${field}.minutes`, message: minutesProblem });
  }
  return problems;
}

function pressingProblem({ urgency, minutes }: TargetRule, sla: Playbook["sla"]): string | null {
  if (minutes < 1 || minutes > playbookLimits.targetMinutesMax)
    return `Choose between 1 and ${playbookLimits.targetMinutesMax} minutes.`;
  if (urgency === "emergency" && minutes > sla.targetMinutes)
    return "An emergency must not be due later than any other callback.";
  return null;
}

function ladderProblems(field: string, ladder: Ladder, memberIds: ReadonlySet<string>): PlaybookProblem[] {
  const problems: PlaybookProblem[] = [];
  if (ladder.steps.length === 0) problems.push({ field, message: "Say who is told first." });
  else if (ladder.steps.every((step) => step.once === true))
    problems.push({ field, message: "Repeat at least one step: an alarm goes on until somebody has it." });
  for (const [index, step] of ladder.steps.entries()) {
    const place = `${field}.steps.${index}.memberId`;
    if (step.tell === "member" && !step.memberId)
      problems.push({ field: place, message: "Choose whom this step tells." });
    if (step.memberId && !memberIds.has(step.memberId))
      problems.push({
        field: place,
        message: "This person does not belong to the business any more. Choose somebody else.",
      });
  }
  return problems;
}
