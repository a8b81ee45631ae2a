import { type Weekday, weekdays } from "#business-hours/calendar.ts";
import type { TimeWindow } from "#playbook/also-ring.ts";
import type { Playbook } from "#playbook/playbook.ts";
import type { ScenarioChange } from "./change.ts";

/** Names that words are written with. */
export interface Names {
  readonly person: (memberId: string) => string;
  readonly number: (numberId: string) => string;
}

const dayNames: Readonly<Record<Weekday, string>> = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

/** One change in words, e.g. `Luis rings too, Mon–Fri 12:00–13:00, on Furnace line`. */
export function changeWords(change: ScenarioChange, names: Names): string {
  const people = (ids: readonly string[]) => listed(ids.map(names.person));
  const on = (numberId: string | null) => (numberId === null ? "" : `, on ${names.number(numberId)}`);
  const when = (window: TimeWindow | null) => (window === null ? "" : `, ${windowWords(window)}`);
  const ring = (ids: readonly string[]) => (ids.length === 1 ? "rings" : "ring");
  switch (change.kind) {
    case "hours":
      return `Open ${hoursWords(change.weekly)}`;
    case "open-also":
      return `Open ${windowWords(change.window)} too`;
    case "ring-group":
      return `${people(change.memberIds)} ${ring(change.memberIds)}, and nobody else`;
    case "ring-also":
      return `${people(change.memberIds)} ${ring(change.memberIds)} too${when(change.window)}${on(change.numberId)}`;
    case "ring-seconds":
      return `Ring for ${change.seconds} seconds`;
    case "overflow":
      return `If nobody answers within ${change.afterSeconds} seconds, ${people(change.memberIds)} ${ring(change.memberIds)} for ${change.ringSeconds} seconds${on(change.numberId)}`;
    case "extra-staff":
      return `${change.people === 1 ? "One more person" : `${change.people} more people`} on the phones${when(change.window)}`;
    case "targets":
      return `Call back ${targetWords(change)}`;
  }
}

/** e.g. `Mon–Fri 12:00–13:00`. */
export function windowWords({ weekdays: days, from, to }: TimeWindow): string {
  return `${dayWords(days)} ${from}–${to}`;
}

/** Weekdays, three or more in a row as a span: `Mon–Thu, Sat`. */
export function dayWords(days: readonly Weekday[]): string {
  const runs: Weekday[][] = [];
  for (const day of weekdays) {
    if (!days.includes(day)) continue;
    const last = runs.at(-1);
    if (last !== undefined && weekdays.indexOf(last.at(-1) ?? day) === weekdays.indexOf(day) - 1) last.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const [first = "mon"] = run;
      const last = run.at(-1) ?? first;
      if (run.length === 1) return dayNames[first];
      return `${dayNames[first]}${run.length === 2 ? ", " : "–"}${dayNames[last]}`;
    })
    .join(", ");
}

/** The weekly hours, days with the same ones together: `Mon–Fri 08:00–17:00, Sat 08:00–12:00`. */
export function hoursWords(weekly: Playbook["hours"]["weekly"]): string {
  const groups = new Map<string, Weekday[]>();
  for (const day of weekdays) {
    const spans = weekly[day].map(([from, to]) => `${from}–${to}`).join(" and ");
    if (spans !== "") groups.set(spans, [...(groups.get(spans) ?? []), day]);
  }
  return groups.size === 0 ? "never" : [...groups].map(([spans, days]) => `${dayWords(days)} ${spans}`).join(", ");
}

/** `Ann`, `Ann and Ben`, `Ann, Ben and Cid`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "nobody") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function targetWords(change: Extract<ScenarioChange, { kind: "targets" }>): string {
  const { targetMinutes, highMinutes, emergencyMinutes, noTextMinutes, emergencyIgnoresHours } = change;
  const parts: [string, number | undefined][] = [
    ["within", targetMinutes],
    ["urgent ones within", highMinutes],
    ["emergencies within", emergencyMinutes],
    ["callers who get no text within", noTextMinutes],
  ];
  const words = parts.flatMap(([what, minutes]) => (minutes === undefined ? [] : [`${what} ${minutes} minutes`]));
  if (emergencyIgnoresHours !== undefined)
    words.push(emergencyIgnoresHours ? "emergencies around the clock" : "emergencies in opening hours");
  return listed(words);
}
