import { type Weekday, weekdays } from "#business-hours/calendar.ts";
import { INTENTS } from "#classification/assessment.ts";
import type { Playbook } from "#playbook/playbook.ts";
import { type OwnerQuestion, unfitCondition } from "./fits-caller.ts";
import type { Routing, RoutingRule, Shift, Territory } from "./routing.ts";

/** A number of the business, as far as rules look at it. */
export interface RoutedNumber {
  readonly id: string;
  readonly lineOfService: string | null;
  readonly source: string | null;
}

/** A time of the week; `until` may lie in the next. */
export interface WeekSpan {
  readonly from: WeekTime;
  readonly until: WeekTime;
}
export interface WeekTime {
  readonly day: Weekday;
  /** `HH:MM` */
  readonly time: string;
}

export interface RoutingGaps {
  /** A caller for whom nothing but the last resort fits; null where there is none. */
  readonly hole: OwnerQuestion | null;
  /** Rules that never decide: earlier ones fit everybody they fit. Without any, no caller of these numbers fits. */
  readonly neverFires: readonly { readonly ruleId: string; readonly earlier: readonly string[] }[];
  /** Times of the week in which nobody of a rule is on duty. */
  readonly unstaffed: readonly { readonly ruleId: string; readonly spans: readonly WeekSpan[] }[];
}

/** Holes and dead rules that may be meant, so they are shown and not refused. Time off and busy hours are not looked at. */
export function findRoutingGaps(playbook: Playbook, numbers: readonly RoutedNumber[]): RoutingGaps {
  const { routing, ownership } = playbook;
  const staffing = new Map(routing.rules.map((rule) => [rule.id, emptySpans(rule, routing)]));
  const callers = kindsOfCallers(routing, numbers);
  const isAlwaysThere = ({ id, to }: RoutingRule) => to.kind !== "knows-them" && staffing.get(id)?.length === 0;
  const fires = new Set<string>();
  const blockers = new Map<string, Set<string>>();
  let hole: OwnerQuestion | null = null;
  for (const caller of callers ?? []) {
    const fitting = routing.rules.filter(({ when }) => unfitCondition(when, caller, routing.territories) === null);
    const deciding = fitting.findIndex(isAlwaysThere);
    const reached = deciding < 0 ? fitting : fitting.slice(0, deciding + 1);
    for (const { id } of reached) fires.add(id);
    const blocker = fitting[deciding];
    if (blocker)
      for (const { id } of fitting.slice(deciding + 1))
        blockers.set(id, (blockers.get(id) ?? new Set()).add(blocker.id));
    const goesOn = fitting.every(({ to }) => to.kind === "knows-them");
    const byNumber = ownership.byNumber.some(({ numberId }) => numberId === caller.numberId);
    if (goesOn && !byNumber && ownership.ownerId === null) hole ??= caller;
  }
  const dead = callers === null ? [] : routing.rules.filter(({ id }) => !fires.has(id));
  return {
    hole,
    neverFires: dead.map(({ id }) => ({ ruleId: id, earlier: [...(blockers.get(id) ?? [])] })),
    unstaffed: routing.rules.flatMap(({ id }) => {
      const spans = staffing.get(id) ?? [];
      return spans.length === 0 ? [] : [{ ruleId: id, spans }];
    }),
  };
}

/** More kinds of callers than this take too long to walk through while somebody edits. */
const kindsMax = 20_000;

/** One caller of every kind that the rules tell apart; null where there are too many kinds. */
function kindsOfCallers({ rules, territories }: Routing, numbers: readonly RoutedNumber[]): OwnerQuestion[] | null {
  const asked = (of: keyof RoutingRule["when"]) => [...new Set(rules.flatMap(({ when }) => when[of]))];
  const anybody: OwnerQuestion = {
    numberId: null,
    lineOfService: null,
    source: null,
    intent: null,
    urgency: "unknown",
    language: null,
    postalCode: null,
    callerArea: null,
    tier: null,
    lane: "unknown",
    knownOwnerId: null,
    holderId: null,
  };
  const dimensions: (readonly Partial<OwnerQuestion>[])[] = [
    [
      { numberId: null, lineOfService: null, source: null },
      ...numbers.map(
        ({ id, lineOfService, source }): Partial<OwnerQuestion> => ({ numberId: id, lineOfService, source }),
      ),
    ],
    [null, ...INTENTS].map((intent) => ({ intent })),
    ["unknown", "emergency", "high", "normal", "low"].map((urgency) => ({ urgency })),
    ["unknown", "new-lead", "existing-customer", "vendor", "complaint"].map((lane) => ({ lane })),
    [null, ...asked("languages")].map((language) => ({ language })),
    [null, ...asked("tiers")].map((tier) => ({ tier })),
    [{ postalCode: null, callerArea: null }, ...territories.flatMap(placesIn)],
  ];
  let callers: OwnerQuestion[] = [anybody];
  for (const values of dimensions) {
    // Values that all rules take alike are one kind.
    const kinds = new Map<string, Partial<OwnerQuestion>>();
    for (const value of values) {
      const tried = { ...anybody, ...value };
      const conditions = Object.keys(value);
      const signature = rules
        .map(({ when }) => (fitsApartFrom(when, tried, territories, conditions) ? "1" : "0"))
        .join("");
      if (!kinds.has(signature)) kinds.set(signature, value);
    }
    callers = callers.flatMap((caller) => [...kinds.values()].map((value) => ({ ...caller, ...value })));
    if (callers.length > kindsMax) return null;
  }
  return callers;
}

/** Whether the conditions about these facts hold, whatever the others say. */
function fitsApartFrom(
  when: RoutingRule["when"],
  caller: OwnerQuestion,
  territories: readonly Territory[],
  facts: readonly string[],
): boolean {
  const only = (fact: string, values: readonly string[]) => (facts.includes(fact) ? values : []);
  const about = {
    numberIds: only("numberId", when.numberIds),
    linesOfService: only("lineOfService", when.linesOfService),
    sources: only("source", when.sources),
    intents: only("intent", when.intents),
    urgencies: only("urgency", when.urgencies),
    lanes: only("lane", when.lanes),
    languages: only("language", when.languages),
    tiers: only("tier", when.tiers),
    territoryIds: facts.includes("postalCode") || facts.includes("callerArea") ? when.territoryIds : [],
  };
  return unfitCondition(about, caller, territories) === null;
}

function placesIn({ postalCodes, areaCodes }: Territory): Partial<OwnerQuestion>[] {
  const [code] = postalCodes;
  const [area] = areaCodes;
  return [
    ...(code === undefined ? [] : [{ postalCode: code.replace("*", "00").slice(0, 5), callerArea: null }]),
    ...(area === undefined
      ? []
      : [{ postalCode: null, callerArea: area.startsWith("+") ? `${area}000` : `+1${area}000` }]),
  ];
}

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

/** When nobody whom a rule names is on duty. On call and who knows the caller have no hours. */
function emptySpans({ to }: RoutingRule, { shifts, skills }: Routing): WeekSpan[] {
  if (to.kind === "on-call" || to.kind === "knows-them") return [];
  const wanted = to.kind === "person" ? [] : to.skills.map((skill) => skill.trim().toLowerCase());
  const able = (id: string) => {
    const has = skills.find(({ memberId }) => memberId === id)?.skills.map((skill) => skill.trim().toLowerCase()) ?? [];
    return wanted.every((skill) => has.includes(skill));
  };
  const pool =
    to.kind === "person" ? [to.memberId] : to.kind === "group" ? to.memberIds : shifts.map(({ memberId }) => memberId);
  const people = pool.filter(able).map((id) => shifts.find(({ memberId }) => memberId === id));
  // Who has no shifts is always on duty.
  if (people.some((shift) => shift === undefined)) return [];
  return uncovered(people.flatMap((shift) => (shift === undefined ? [] : workedMinutes(shift))));
}

type Minutes = readonly [from: number, until: number];

/** The minutes of the week in which somebody works; a span over midnight on Sunday goes on on Monday. */
function workedMinutes({ weekly }: Shift): Minutes[] {
  return weekdays.flatMap((day, index) =>
    weekly[day].flatMap(([start, end]): Minutes[] => {
      const from = index * dayMinutes + minuteOf(start);
      const until = index * dayMinutes + minuteOf(end) + (minuteOf(end) <= minuteOf(start) ? dayMinutes : 0);
      return until <= weekMinutes
        ? [[from, until]]
        : [
            [from, weekMinutes],
            [0, until - weekMinutes],
          ];
    }),
  );
}

function uncovered(worked: readonly Minutes[]): WeekSpan[] {
  const gaps: [number, number][] = [];
  let covered = 0;
  for (const [from, until] of worked.toSorted(([one], [other]) => one - other)) {
    if (from > covered) gaps.push([covered, from]);
    covered = Math.max(covered, until);
  }
  if (covered < weekMinutes) gaps.push([covered, weekMinutes]);
  // Sunday night and Monday morning are one gap.
  const [first] = gaps;
  const last = gaps.at(-1);
  if (first && last && first !== last && first[0] === 0 && last[1] === weekMinutes) {
    last[1] = first[1];
    gaps.shift();
  }
  return gaps.map(([from, until]) => ({ from: weekTime(from), until: weekTime(until) }));
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function weekTime(minute: number): WeekTime {
  const inWeek = minute % weekMinutes;
  const day = weekdays[Math.floor(inWeek / dayMinutes)] ?? "mon";
  const rest = inWeek % dayMinutes;
  return { day, time: `${String(Math.floor(rest / 60)).padStart(2, "0")}:${String(rest % 60).padStart(2, "0")}` };
}
