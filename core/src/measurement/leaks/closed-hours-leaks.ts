import { type Weekday, weekdays } from "#business-hours/calendar.ts";
import { dayWords } from "#measurement/replay/change-words.ts";
import { openingTimes } from "#measurement/replay/opening-times.ts";
import type { PastCall } from "#measurement/replay/past-call.ts";
import type { TimeWindow } from "#playbook/also-ring.ts";
import { type Finding, plainlySure } from "./finding.ts";
import { counted, type LeakContext } from "./leak-context.ts";

const hourMs = 3_600_000;
/** "Right after closing" and "right before opening", in hours. */
const after = 3;
const before = 2;
/** Fewer are no reason to stay longer. */
const fewest = 4;

/** Calls that came while nobody was to answer: right after closing, right before opening, and on closed days. */
export function closedHoursLeaks(context: LeakContext): Finding[] {
  const { calls, current } = context;
  const closed = calls.filter((call) => !call.inHours && call.outcome === "missed");
  if (closed.length === 0) return [];
  const times = openingTimes(current.hours, calls[0]?.arrivedMs ?? 0, calls.at(-1)?.arrivedMs ?? 0);
  const afterClosing: PastCall[] = [];
  const beforeOpening: PastCall[] = [];
  const onClosedDays: PastCall[] = [];
  for (const call of closed) {
    const since = times.sinceClosing(call.arrivedMs);
    const until = times.untilOpening(call.arrivedMs);
    if (since !== null && since < after * hourMs) afterClosing.push(call);
    else if (until !== null && until <= before * hourMs) beforeOpening.push(call);
    else if (isClosedDay(context, call) && isDaytime(context, call)) onClosedDays.push(call);
  }
  return [
    ...hole(context, "after-closing", afterClosing, calls),
    ...hole(context, "before-opening", beforeOpening, calls),
    ...hole(context, "closed-days", onClosedDays, calls),
  ];
}

function hole(
  context: LeakContext,
  kind: "after-closing" | "before-opening" | "closed-days",
  missed: readonly PastCall[],
  calls: readonly PastCall[],
): Finding[] {
  if (missed.length < fewest) return [];
  const emergencies = missed.filter(({ emergency }) => emergency).length;
  const window = windowFor(context, kind, missed);
  const when = window === null ? "" : ` ${dayWords(window.weekdays)} ${window.from}–${window.to}`;
  const title = {
    "after-closing": "Right after closing",
    "before-opening": "Right before opening",
    "closed-days": "On days you are closed",
  }[kind];
  return [
    {
      id: kind,
      kind,
      title: `${title}: ${counted(missed.length, "call")}, ${emergencies === 0 ? "none" : emergencies} with emergency wording`,
      words: {
        "after-closing": `They came within ${after} hours after closing, when callers still expect somebody.`,
        "before-opening": `They came within ${before} hours before opening.`,
        "closed-days": "They came between 8 and 18 on days without opening hours.",
      }[kind],
      missed,
      calls: calls.filter(({ inHours }) => !inHours).length,
      sureness: "plain",
      sureWords: plainlySure,
      numberId: null,
      memberId: null,
      window,
      change:
        window === null
          ? null
          : {
              title: kind === "after-closing" ? `Answer after ${window.from} until ${window.to}` : `Answer${when}`,
              words: `Open${when} too: the phones of your ring group ring then.`,
              changes: [{ kind: "open-also", window }],
            },
    },
  ];
}

/** The smallest window of whole hours beside the opening hours in which most of them came. */
function windowFor(
  { current, cellOf }: LeakContext,
  kind: "after-closing" | "before-opening" | "closed-days",
  missed: readonly PastCall[],
): TimeWindow | null {
  const { weekly } = current.hours;
  const cells = missed.map(({ arrivedMs }) => cellOf(arrivedMs));
  if (kind === "closed-days") {
    const days = weekdays.filter(
      (day, index) => weekly[day].length === 0 && cells.some((cell) => cell.weekday === index + 1),
    );
    const span = tightest(cells.map(({ hour }) => hour));
    return days.length === 0 || span === null ? null : window(days, span.from * 60, span.to * 60);
  }
  // Days that close (or open) at the same time belong together; the group with the most of them counts.
  const groups = new Map<number, Weekday[]>();
  for (const day of weekdays) {
    const edge = edgeOf(weekly[day], kind);
    if (edge !== null) groups.set(edge, [...(groups.get(edge) ?? []), day]);
  }
  let best: { count: number; at: number; days: Weekday[]; offsets: number[] } | null = null;
  for (const [at, days] of groups) {
    const hours = cells.filter(({ weekday }) => days.includes(weekdays[weekday - 1] ?? "mon")).map(({ hour }) => hour);
    const offsets = hours.map((hour) =>
      kind === "after-closing" ? hour - Math.floor(at / 60) : Math.ceil(at / 60) - 1 - hour,
    );
    const near = offsets.filter((offset) => offset >= 0 && offset < (kind === "after-closing" ? after : before));
    if (best === null || near.length > best.count) best = { count: near.length, at, days, offsets: near };
  }
  if (best === null || best.count === 0) return null;
  const { count, offsets, at, days } = best;
  const hours = [1, 2, 3].find((length) => offsets.filter((offset) => offset < length).length >= 0.75 * count) ?? after;
  return kind === "after-closing"
    ? window(days, at, Math.min(at + hours * 60, 1440))
    : window(days, Math.max(0, at - hours * 60), at);
}

function edgeOf(
  spans: readonly (readonly [string, string])[],
  kind: "after-closing" | "before-opening",
): number | null {
  const minutes = spans.map(([from, to]) => ({ from: minuteOf(from), to: minuteOf(to) }));
  // A day that is open past midnight has no evening to add to.
  if (minutes.length === 0 || minutes.some(({ from, to }) => to <= from)) return null;
  return kind === "after-closing"
    ? Math.max(...minutes.map(({ to }) => to))
    : Math.min(...minutes.map(({ from }) => from));
}

/** The hours that hold four of five of them. */
function tightest(hours: readonly number[]): { from: number; to: number } | null {
  const need = Math.ceil(0.8 * hours.length);
  for (let length = 1; length <= 12; length += 1)
    for (let from = 6; from + length <= 20; from += 1)
      if (hours.filter((hour) => hour >= from && hour < from + length).length >= need)
        return { from, to: from + length };
  return null;
}

function isClosedDay({ current, cellOf }: LeakContext, call: PastCall): boolean {
  const day = weekdays[cellOf(call.arrivedMs).weekday - 1];
  return day !== undefined && current.hours.weekly[day].length === 0;
}

function isDaytime({ cellOf }: LeakContext, call: PastCall): boolean {
  const { hour } = cellOf(call.arrivedMs);
  return hour >= 8 && hour < 18;
}

function window(days: readonly Weekday[], from: number, to: number): TimeWindow {
  return { weekdays: days, from: text(from), to: text(to) };
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function text(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
