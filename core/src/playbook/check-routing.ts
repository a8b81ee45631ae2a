import { parseBusinessCalendar } from "#business-hours/calendar.ts";
import type { Routing, RuleTarget } from "#ownership/routing.ts";
import type { PlaybookProblem } from "./validate-playbook.ts";

/** Where a rule about who calls back names somebody or something that is not there, or nobody at all. */
export function checkRouting(routing: Routing, memberIds: ReadonlySet<string>): PlaybookProblem[] {
  const gone = namedInRouting(routing)
    .filter(({ id }) => !memberIds.has(id))
    .map(({ field }) => ({
      field,
      message: "This person does not belong to the business any more. Choose somebody else.",
    }));
  return [...gone, ...ruleProblems(routing), ...timeProblems(routing), ...doubles(routing)];
}

/** Every place in which these rules name a person. */
export function namedInRouting({ rules, shifts, rotations, skills }: Routing): { field: string; id: string }[] {
  const inRule = (to: RuleTarget) => {
    if (to.kind === "person") return [to.memberId];
    return to.kind === "group" ? to.memberIds : [];
  };
  return [
    ...rules.flatMap(({ to, backupId }, index) => [
      ...inRule(to).map((id) => ({ field: `routing.rules.${index}.to`, id })),
      ...(backupId === null ? [] : [{ field: `routing.rules.${index}.backupId`, id: backupId }]),
    ]),
    ...shifts.map(({ memberId }, index) => ({ field: `routing.shifts.${index}`, id: memberId })),
    ...rotations.flatMap((rotation, index) =>
      rotation.memberIds.map((id) => ({ field: `routing.rotations.${index}.memberIds`, id })),
    ),
    ...skills.map(({ memberId }, index) => ({ field: `routing.skills.${index}`, id: memberId })),
  ];
}

function ruleProblems({ rules, rotations, territories, skills, shifts }: Routing): PlaybookProblem[] {
  return rules.flatMap(({ name, when, to, backupId }, index) => {
    const at = `routing.rules.${index}`;
    const called = name === "" ? `Rule ${index + 1}` : `“${name}”`;
    const problems: PlaybookProblem[] = [];
    if (to.kind === "group" && to.memberIds.length === 0)
      problems.push({ field: `${at}.to`, message: `${called}: choose who belongs to the group.` });
    if (to.kind === "on-call" && !rotations.some(({ id }) => id === to.rotationId))
      problems.push({ field: `${at}.to`, message: `${called}: choose an on-call rotation that exists.` });
    if (to.kind === "on-duty" && shifts.length === 0)
      problems.push({ field: `${at}.to`, message: `${called}: nobody has shifts yet, so nobody would be on duty.` });
    if (to.kind === "person" && to.memberId === backupId)
      problems.push({ field: `${at}.backupId`, message: `${called}: the backup has to be somebody else.` });
    if (when.territoryIds.some((id) => !territories.some((territory) => territory.id === id)))
      problems.push({ field: `${at}.when`, message: `${called}: choose an area that exists.` });
    if (to.kind === "group" || to.kind === "on-duty") {
      const pool = to.kind === "group" ? to.memberIds : shifts.map(({ memberId }) => memberId);
      const skillsOf = (id: string) => skills.find(({ memberId }) => memberId === id)?.skills ?? [];
      const has = (id: string) => to.skills.every((skill) => skillsOf(id).some((one) => sameWord(one, skill)));
      if (pool.length > 0 && !pool.some(has))
        problems.push({ field: `${at}.to`, message: `${called}: none of these people has the skills it needs.` });
    }
    return problems;
  });
}

function sameWord(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function timeProblems({ shifts, rotations }: Routing): PlaybookProblem[] {
  return [
    ...shifts.flatMap(({ weekly }, index) => {
      const parsed = parseBusinessCalendar({ timeZone: "UTC", weekly });
      return parsed.ok ? [] : [{ field: `routing.shifts.${index}`, message: parsed.message }];
    }),
    ...rotations.flatMap(({ name, memberIds }, index) =>
      memberIds.length > 0
        ? []
        : [{ field: `routing.rotations.${index}.memberIds`, message: `“${name}”: choose who is on call.` }],
    ),
  ];
}

/** Two rules of one name in the records would be one. */
function doubles({ rules, territories, rotations, shifts }: Routing): PlaybookProblem[] {
  const twice = (field: string, ids: readonly string[]) =>
    new Set(ids).size === ids.length ? [] : [{ field, message: "Something stands here twice." }];
  return [
    ...twice(
      "routing.rules",
      rules.map(({ id }) => id),
    ),
    ...twice(
      "routing.territories",
      territories.map(({ id }) => id),
    ),
    ...twice(
      "routing.rotations",
      rotations.map(({ id }) => id),
    ),
    ...twice(
      "routing.shifts",
      shifts.map(({ memberId }) => memberId),
    ),
  ];
}
