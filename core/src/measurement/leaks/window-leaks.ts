import { dayWords } from "#measurement/replay/change-words.ts";
import type { TimeWindow } from "#playbook/also-ring.ts";
import { findWindows, isIn, type LeakWindow } from "./find-windows.ts";
import { type Finding, sureWords } from "./finding.ts";
import { gridOf } from "./grid.ts";
import { helperFor, type LeakContext, percent } from "./leak-context.ts";

/** Recurring gaps inside opening hours: the lunch hole, Monday mornings, the last hour. */
export function windowLeaks(context: LeakContext): Finding[] {
  const { calls, current, cellOf } = context;
  const inHours = calls.filter((call) => call.inHours);
  const grid = gridOf(inHours, current.hours.timeZone);
  return findWindows(grid).map((window): Finding => {
    const missed = inHours.filter((call) => call.outcome === "missed" && isIn(cellOf(call.arrivedMs), window));
    const times = timesOf(window);
    const lunch = isLunch(window, grid);
    const when = `${dayWords(window.weekdays)} ${window.from}–${window.to}`;
    return {
      id: `${lunch ? "lunch" : "window"}-${window.weekdays.join("")}-${window.from}-${window.to}`,
      kind: lunch ? "lunch" : "window",
      title: `${lunch ? "The lunch hole: " : ""}${when}, ${window.missed} of ${window.calls} calls missed`,
      words: `${percent(window.missed, window.calls)} of the calls in these hours were missed; in your other opening hours ${percent(window.restRate, 1)} are.`,
      missed,
      calls: window.calls,
      sureness: window.sureness,
      sureWords: sureWords(window.sureness, window.missed, window.calls),
      numberId: null,
      memberId: null,
      window: times,
      change: changeFor(context, window, times),
    };
  });
}

function changeFor(context: LeakContext, window: LeakWindow, times: TimeWindow): Finding["change"] {
  const { ringMemberIds, alsoRing } = context.current.answering;
  const helper = helperFor(context, [...ringMemberIds, ...alsoRing.flatMap(({ memberIds }) => memberIds)]);
  const when = `${window.from}–${window.to}`;
  if (helper === null)
    return {
      title: `Someone on the phones ${when}`,
      words: "Everybody rings already: let one of them take their break at another time, or add somebody.",
      changes: [{ kind: "extra-staff", people: 1, window: times }],
    };
  return {
    title: `${context.names.person(helper)} on the phones ${when}`,
    words: `Let ${context.names.person(helper)} ring too ${dayWords(window.weekdays)} ${when}.`,
    changes: [{ kind: "ring-also", memberIds: [helper], numberId: null, window: times }],
  };
}

export function timesOf({ weekdays, from, to }: Pick<LeakWindow, "weekdays" | "from" | "to">): TimeWindow {
  const time = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  return { weekdays, from: time(from), to: time(to) };
}

/** About noon, with opening hours before and after. */
function isLunch({ from, to }: LeakWindow, grid: readonly { hour: number; calls: number }[]): boolean {
  const open = (fits: (hour: number) => boolean) => grid.some(({ hour, calls }) => calls > 0 && fits(hour));
  return from >= 11 && to <= 14 && open((hour) => hour < from) && open((hour) => hour >= to);
}
