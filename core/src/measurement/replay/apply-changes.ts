import { type Span, weekdays } from "#business-hours/calendar.ts";
import type { TimeWindow } from "#playbook/also-ring.ts";
import type { Playbook } from "#playbook/playbook.ts";
import type { ExtraStaff, ScenarioChange } from "./change.ts";

/** The rules of a scenario: a playbook, and what no playbook can say. */
export interface ScenarioRules {
  readonly playbook: Playbook;
  readonly extraStaff: readonly ExtraStaff[];
}

/** The rules with the changes in their order. Nothing else is touched. */
export function applyChanges(playbook: Playbook, changes: readonly ScenarioChange[]): ScenarioRules {
  return changes.reduce<ScenarioRules>((rules, change) => withChange(rules, change), {
    playbook,
    extraStaff: [],
  });
}

function withChange(rules: ScenarioRules, change: ScenarioChange): ScenarioRules {
  const { playbook } = rules;
  const { hours, answering } = playbook;
  const withAnswering = (part: Partial<Playbook["answering"]>): ScenarioRules => ({
    ...rules,
    playbook: { ...playbook, answering: { ...answering, ...part } },
  });
  switch (change.kind) {
    case "hours":
      return { ...rules, playbook: { ...playbook, hours: { ...hours, weekly: change.weekly } } };
    case "open-also":
      return {
        ...rules,
        playbook: { ...playbook, hours: { ...hours, weekly: openAlso(hours.weekly, change.window) } },
      };
    case "ring-group":
      return withAnswering({ ringMemberIds: change.memberIds });
    case "ring-also": {
      const { numberId, memberIds, window } = change;
      if (numberId === null && window === null)
        return withAnswering({ ringMemberIds: [...new Set([...answering.ringMemberIds, ...memberIds])] });
      return withAnswering({ alsoRing: [...answering.alsoRing, { numberId, memberIds, window }] });
    }
    case "ring-seconds":
      return withAnswering({ ringSeconds: change.seconds });
    case "overflow": {
      const { kind: _kind, ...rule } = change;
      const others = answering.overflow.filter(({ numberId }) => numberId !== rule.numberId);
      return withAnswering({ overflow: [...others, rule] });
    }
    case "extra-staff":
      return { ...rules, extraStaff: [...rules.extraStaff, change] };
    case "targets": {
      const { kind: _kind, ...targets } = change;
      const given = Object.fromEntries(Object.entries(targets).filter(([, value]) => value !== undefined));
      return { ...rules, playbook: { ...playbook, sla: { ...playbook.sla, ...given } } };
    }
  }
}

type Weekly = Playbook["hours"]["weekly"];

/** The weekly hours with a window added; spans of a day that touch or overlap become one, so that they read well. */
export function openAlso(weekly: Weekly, { weekdays: days, from, to }: TimeWindow): Weekly {
  const pairs = weekdays.map((day) => [day, days.includes(day) ? union([...weekly[day], [from, to]]) : weekly[day]]);
  return Object.fromEntries(pairs) as Weekly; // every weekday is in the list
}

function union(spans: readonly Span[]): readonly Span[] {
  const minutes = spans.map(([start, end]): [number, number] => {
    const from = minuteOf(start);
    const to = minuteOf(end);
    return [from, to <= from ? to + 1440 : to];
  });
  minutes.sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of minutes) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined.map(([from, to]): Span => [text(from, false), text(Math.min(to, from + 1440), true)]);
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function text(minute: number, isEnd: boolean): string {
  const shown = minute === 1440 && isEnd ? 1440 : minute % 1440;
  return `${String(Math.floor(shown / 60)).padStart(2, "0")}:${String(shown % 60).padStart(2, "0")}`;
}
