import { retryLimits } from "#callbacks/retry-rules.ts";
import { checkTemplate } from "./check-template.ts";
import type { Playbook } from "./playbook.ts";
import type { PlaybookProblem } from "./validate-playbook.ts";

/** Tries that would ring somebody all day or end in nothing, outcomes that cannot be told apart, scripts that stand twice. */
export function workplaceProblems(playbook: Playbook): PlaybookProblem[] {
  return [...retryProblems(playbook), ...outcomeProblems(playbook), ...scriptProblems(playbook)];
}

function retryProblems({ retries, dispositions, businessName }: Playbook): PlaybookProblem[] {
  const { stepsMax, minutesMin, minutesMax, triesMax } = retryLimits;
  const problems: PlaybookProblem[] = [];
  const isWait = (minutes: number) => minutes >= minutesMin && minutes <= minutesMax;
  if (retries.steps.length < 1 || retries.steps.length > stepsMax)
    problems.push({ field: "retries.steps", message: `Keep between 1 and ${stepsMax} steps.` });
  retries.steps.forEach((step, index) => {
    if (step.after === "minutes" && !isWait(step.minutes))
      problems.push({
        field: `retries.steps.${index}.minutes`,
        message: `Wait between ${minutesMin} minutes and two days.`,
      });
  });
  if (retries.triesMax < 1 || retries.triesMax > triesMax)
    problems.push({ field: "retries.triesMax", message: `Choose between 1 and ${triesMax} tries.` });
  for (const field of ["afterVoicemailMinutes", "emergencyMinutes"] as const)
    if (!isWait(retries[field]))
      problems.push({ field: `retries.${field}`, message: `Wait between ${minutesMin} minutes and two days.` });
  const last = dispositions.find(({ key }) => key === retries.finalDisposition);
  if (last === undefined || last.retired === true || last.recovered)
    problems.push({
      field: "retries.finalDisposition",
      message: "Choose an outcome of the list that does not count as reached.",
    });
  if (retries.textBeforeCalling !== null)
    problems.push(
      // A person sends it by hand; the line that says how to opt out is added where the law wants one.
      ...checkTemplate(retries.textBeforeCalling, businessName)
        .problems.filter(({ rule }) => rule !== "no-opt-out")
        .map(({ message }) => ({ field: "retries.textBeforeCalling", message })),
    );
  return problems;
}

/** Keys are kept with what was closed under them, so they stay what they were; what is shown must tell them apart. */
function outcomeProblems({ dispositions }: Playbook): PlaybookProblem[] {
  const problems: PlaybookProblem[] = [];
  const [keys, labels] = [new Set<string>(), new Set<string>()];
  dispositions.forEach(({ key, label, retired }, index) => {
    const field = `dispositions.${index}`;
    if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(key))
      problems.push({ field: `${field}.key`, message: "Use small letters, digits and hyphens." });
    else if (keys.has(key)) problems.push({ field: `${field}.key`, message: "This outcome stands here twice." });
    keys.add(key);
    const said = label.trim().toLowerCase();
    if (said === "") problems.push({ field: `${field}.label`, message: "Give the outcome a name." });
    else if (retired !== true && labels.has(said))
      problems.push({ field: `${field}.label`, message: "Another outcome has this name." });
    if (retired !== true) labels.add(said);
  });
  const inUse = dispositions.filter(({ retired }) => retired !== true);
  if (!inUse.some(({ recovered }) => recovered))
    problems.push({ field: "dispositions", message: "Keep one outcome for a caller who was reached." });
  if (!inUse.some(({ recovered }) => !recovered))
    problems.push({ field: "dispositions", message: "Keep one outcome for a caller who was not reached." });
  return problems;
}

function scriptProblems({ scripts }: Playbook): PlaybookProblem[] {
  const seen = new Set<string>();
  return scripts.flatMap(({ intent, opening }, index) => {
    const field = `scripts.${index}`;
    const again = seen.has(intent);
    seen.add(intent);
    if (again) return [{ field: `${field}.intent`, message: "There is another script for this." }];
    const unknown = /\{(?!business\}|me\}|caller\?\})/.test(opening);
    return unknown
      ? [{ field: `${field}.opening`, message: "Only {business}, {me} and {caller?} can be filled in." }]
      : [];
  });
}
