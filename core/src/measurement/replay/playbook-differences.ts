import type { Playbook } from "#playbook/playbook.ts";
import { validatePlaybook } from "#playbook/validate-playbook.ts";
import { applyChanges } from "./apply-changes.ts";
import type { ScenarioChange } from "./change.ts";
import { changeWords, hoursWords, listed, type Names, windowWords } from "./change-words.ts";

/** One field of the rules that changes, in words. */
export interface PlaybookDifference {
  readonly field: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

interface Field {
  readonly field: string;
  readonly title: string;
  readonly words: (playbook: Playbook, names: Names) => string;
  readonly value: (playbook: Playbook) => unknown;
}

const minutes = (count: number) => `${count} minutes`;

/** On which number a rule holds, where there are several. */
function numberWords(numberId: string | null, rules: readonly { readonly numberId: string | null }[], names: Names) {
  if (numberId !== null) return `, on ${names.number(numberId)}`;
  return rules.length > 1 ? ", on every other number" : "";
}

/** The fields a scenario can write; nothing else of a playbook is touched by one. */
const fields: readonly Field[] = [
  {
    field: "hours.weekly",
    title: "Opening hours",
    words: ({ hours }) => hoursWords(hours.weekly),
    value: ({ hours }) => hours.weekly,
  },
  {
    field: "answering.ringMemberIds",
    title: "Who rings",
    words: ({ answering }, names) => listed(answering.ringMemberIds.map(names.person)),
    value: ({ answering }) => answering.ringMemberIds,
  },
  {
    field: "answering.alsoRing",
    title: "Who rings too",
    words: ({ answering }, names) =>
      answering.alsoRing.length === 0
        ? "nobody"
        : answering.alsoRing
            .map(
              ({ memberIds, window, numberId }) =>
                `${listed(memberIds.map(names.person))}${window === null ? "" : `, ${windowWords(window)}`}${numberId === null ? "" : `, on ${names.number(numberId)}`}`,
            )
            .join("; "),
    value: ({ answering }) => answering.alsoRing,
  },
  {
    field: "answering.overflow",
    title: "Who rings when nobody answers",
    words: ({ answering }, names) =>
      answering.overflow.length === 0
        ? "nobody"
        : answering.overflow
            .map(
              ({ memberIds, afterSeconds, ringSeconds, numberId }) =>
                `${listed(memberIds.map(names.person))}, after ${afterSeconds} seconds, for ${ringSeconds} seconds${numberWords(numberId, answering.overflow, names)}`,
            )
            .join("; "),
    value: ({ answering }) => answering.overflow,
  },
  {
    field: "answering.ringSeconds",
    title: "How long phones ring",
    words: ({ answering }) => `${answering.ringSeconds} seconds`,
    value: ({ answering }) => answering.ringSeconds,
  },
  {
    field: "sla.targetMinutes",
    title: "Call back within",
    words: ({ sla }) => minutes(sla.targetMinutes),
    value: ({ sla }) => sla.targetMinutes,
  },
  {
    field: "sla.highMinutes",
    title: "Urgent ones within",
    words: ({ sla }) => minutes(sla.highMinutes),
    value: ({ sla }) => sla.highMinutes,
  },
  {
    field: "sla.emergencyMinutes",
    title: "Emergencies within",
    words: ({ sla }) => minutes(sla.emergencyMinutes),
    value: ({ sla }) => sla.emergencyMinutes,
  },
  {
    field: "sla.noTextMinutes",
    title: "Callers who get no text within",
    words: ({ sla }) => minutes(sla.noTextMinutes),
    value: ({ sla }) => sla.noTextMinutes,
  },
  {
    field: "sla.emergencyIgnoresHours",
    title: "Emergencies count",
    words: ({ sla }) => (sla.emergencyIgnoresHours ? "around the clock" : "in opening hours"),
    value: ({ sla }) => sla.emergencyIgnoresHours,
  },
];

/** What changes between two playbooks of what a scenario can write. */
export function playbookDifferences(before: Playbook, after: Playbook, names: Names): PlaybookDifference[] {
  return changedFields(before, after).map(({ field, title, words }) => ({
    field,
    title,
    before: words(before, names),
    after: words(after, names),
  }));
}

export interface ApplyObstacle {
  readonly why: "not-a-rule" | "playbook-moved-on" | "playbook-invalid" | "no-change";
  readonly words: string;
}

/** What applying a scenario would write, and what stands against it. */
export interface ApplyPlan {
  readonly playbook: Playbook;
  readonly differences: readonly PlaybookDifference[];
  readonly obstacles: readonly ApplyObstacle[];
}

/**
 * Plans how a scenario becomes the next version of the rules: the changes on top of `current`. It conflicts where somebody
 * changed a field since `replayed`, the version it was replayed against, that the scenario changes too.
 */
export function planApplying(
  changes: readonly ScenarioChange[],
  { replayed, current }: { readonly replayed: Playbook; readonly current: Playbook },
  about: { readonly memberIds: ReadonlySet<string>; readonly names: Names; readonly now: Temporal.Instant },
): ApplyPlan {
  const { playbook, extraStaff } = applyChanges(current, changes);
  const differences = playbookDifferences(current, playbook, about.names);
  const obstacles: ApplyObstacle[] = [];
  for (const staff of extraStaff)
    obstacles.push({
      why: "not-a-rule",
      words: `“${changeWords(staff, about.names)}” needs somebody you have to find first. Then add them to your team with their phone, and let them ring: under “Team and hours”, “Who answers”, or with a what-if “More people ring” that you can apply.`,
    });
  const touched = new Set(changedFields(replayed, applyChanges(replayed, changes).playbook).map(({ field }) => field));
  for (const { field, title } of changedFields(replayed, current))
    if (touched.has(field))
      obstacles.push({
        why: "playbook-moved-on",
        words: `“${title}” was changed since this was replayed. Replay it under the rules of today first.`,
      });
  for (const { message } of validatePlaybook(playbook, about.memberIds, about.now))
    obstacles.push({ why: "playbook-invalid", words: message });
  if (differences.length === 0 && obstacles.length === 0)
    obstacles.push({ why: "no-change", words: "The rules in force say this already." });
  return { playbook, differences, obstacles };
}

function changedFields(before: Playbook, after: Playbook): Field[] {
  return fields.filter(({ value }) => stable(value(before)) !== stable(value(after)));
}

/** As text, whatever the order of the keys: the database gives them back in another. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
