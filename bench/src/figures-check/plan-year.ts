// A year on paper: when who calls which line and how it goes. The same seed gives the same year.
import type { DemoLine } from "@ringback/dev/demo/demo-business.ts";
import type { SeededRandom } from "@ringback/dev/demo/seeded-random.ts";

export const timeZone = "America/Chicago";
/** A year with both changes of the clocks: 8 March and 1 November. */
export const firstDay = "2026-01-01";
export const lastDay = "2026-12-31";

export interface YearCall {
  readonly at: Temporal.Instant;
  readonly line: DemoLine;
  readonly how: "answered" | "hung-up" | "no-answer" | "busy" | "voicemail-answered" | "no-ringing" | "system-failed";
  readonly says: string | null;
}

/** Somebody with all their calls, oldest first; a withheld caller has one. */
export interface YearCaller {
  readonly from: string;
  readonly calls: readonly YearCall[];
}

const says = [
  "Hi, we have no heat since last night and the baby's room is fifty degrees. Please call me back.",
  "What would you charge for a yearly check of two units?",
  "This is a complaint, nobody came on Tuesday and I want to speak to the manager.",
  "I'd like to book the yearly service, mornings are best.",
  "Hello, please call me back when you can.",
  "Hi, this is the parts counter of Great Lakes Supply, your order is in.",
] as const;

/** Local times at which clocks were changed, a moment before, in between and after: hours that are doubled, and one that is not. */
const oddMoments = [
  "2026-03-08T07:59:50Z", // 1:59:50, ten seconds before 3:00
  "2026-03-08T08:00:00Z",
  "2026-03-08T08:40:00Z",
  "2026-11-01T06:30:00Z", // 1:30, the first time
  "2026-11-01T07:30:00Z", // 1:30, the second time
  "2026-11-01T05:00:00Z", // midnight of a day of 25 hours
  "2026-11-02T05:59:59Z", // its last second
  "2026-01-01T06:00:00Z",
  "2027-01-01T05:59:59Z",
] as const;

/** Plans so many calls over the year. Half come from a small circle of people, so that callers return. */
export function planYear(calls: number, random: SeededRandom): YearCaller[] {
  const circle = Math.max(4, Math.floor(calls / 12));
  const byCaller = new Map<string, YearCall[]>();
  const withheld: YearCaller[] = [];
  for (let nth = 0; nth < calls; nth += 1) {
    const call = planCall(momentOf(nth, random), random);
    if (random.chance(0.05)) {
      withheld.push({ from: "anonymous", calls: [call] });
      continue;
    }
    const person = random.chance(0.5) ? random.whole(0, circle) : random.whole(0, 8_999);
    const from = `+1872555${String(1_000 + person).padStart(4, "0")}`;
    byCaller.set(from, [...(byCaller.get(from) ?? []), call]);
  }
  const callers = [...byCaller].map(([from, list]) => ({ from, calls: list.toSorted(byTime) }));
  return [...withheld, ...callers];
}

function byTime(one: YearCall, other: YearCall): number {
  return Temporal.Instant.compare(one.at, other.at);
}

function momentOf(nth: number, random: SeededRandom): Temporal.Instant {
  const odd = oddMoments[nth];
  if (odd !== undefined) return Temporal.Instant.from(odd);
  const day = Temporal.PlainDate.from(firstDay).add({ days: random.whole(0, 364) });
  const hour = random.chance(0.75) ? random.whole(8, 17) : random.whole(0, 23);
  return day
    .toZonedDateTime({ timeZone, plainTime: { hour, minute: random.whole(0, 59), second: random.whole(0, 59) } })
    .toInstant();
}

function planCall(at: Temporal.Instant, random: SeededRandom): YearCall {
  const line = random.weighted<DemoLine>([
    ["main", 60],
    ["ads", 30],
    ["yardSign", 10],
  ]);
  const how =
    line === "yardSign"
      ? "no-ringing"
      : random.weighted<YearCall["how"]>([
          ["answered", 45],
          ["no-answer", 22],
          ["hung-up", 15],
          ["busy", 8],
          ["voicemail-answered", 6],
          ["system-failed", 4],
        ]);
  return { at, line, how, says: how !== "hung-up" && random.chance(0.5) ? random.pick(says) : null };
}
