import { rangeWords } from "#measurement/figures/range-words.ts";
import { listed } from "#measurement/replay/change-words.ts";
import type { PastCall } from "#measurement/replay/past-call.ts";
import { wilson } from "#measurement/wilson.ts";
import { type Finding, plainlySure, sureWords } from "./finding.ts";
import { counted, helperFor, type LeakContext, percent } from "./leak-context.ts";

const fewest = 3;
/** A day is a spike when chance would bring so many calls on less than one day in five hundred. */
const spikeDeviations = 3;

/** More calls at once than people: everybody busy, and days on which far more calls came than usual. */
export function crowdLeaks(context: LeakContext): Finding[] {
  return [...allBusy(context), ...spikes(context)];
}

function allBusy(context: LeakContext): Finding[] {
  const { calls, current, othersOf } = context;
  const phones = Math.max(1, current.answering.ringMemberIds.length);
  const crowded = { calls: 0, missed: [] as PastCall[] };
  const calm = { calls: 0, missed: 0 };
  for (const call of calls) {
    if (!call.inHours) continue;
    const isCrowded = othersOf(call) >= phones || call.missReason === "busy";
    if (isCrowded) {
      crowded.calls += 1;
      if (call.outcome === "missed") crowded.missed.push(call);
    } else {
      calm.calls += 1;
      if (call.outcome === "missed") calm.missed += 1;
    }
  }
  const { length } = crowded.missed;
  if (length < fewest || calm.calls === 0) return [];
  const calmRate = calm.missed / calm.calls;
  const clearly = wilson(length, crowded.calls).low > calmRate;
  if (!clearly) return [];
  const sureness = wilson(length, crowded.calls, 2.33).low > calmRate ? "sure" : "likely";
  const { ringMemberIds, alsoRing } = current.answering;
  const helper = helperFor(context, [...ringMemberIds, ...alsoRing.flatMap((rule) => rule.memberIds)]);
  return [
    {
      id: "all-busy",
      kind: "all-busy",
      title: `Everybody busy: ${counted(length, "call")} missed while other calls were on`,
      words: `When as many calls are on as phones ring (${phones}), or a line is busy, ${percent(length, crowded.calls)} are missed; else ${percent(calm.missed, calm.calls)}.`,
      missed: crowded.missed,
      calls: crowded.calls,
      sureness,
      sureWords: sureWords(sureness, length, crowded.calls),
      numberId: null,
      memberId: null,
      window: null,
      change:
        helper === null
          ? {
              title: "One more person on the phones",
              words: "Everybody rings already.",
              changes: [{ kind: "extra-staff", people: 1, window: null }],
            }
          : {
              title: `Ring ${context.names.person(helper)} too`,
              words: "One more phone that rings whenever the others do.",
              changes: [{ kind: "ring-also", memberIds: [helper], numberId: null, window: null }],
            },
    },
  ];
}

/** Days with far more calls in opening hours than other days of that weekday, and their misses. */
function spikes(context: LeakContext): Finding[] {
  const { calls, current } = context;
  const { timeZone } = current.hours;
  const days = new Map<string, { weekday: number; calls: PastCall[] }>();
  for (const call of calls) {
    if (!call.inHours) continue;
    const { weekday } = context.cellOf(call.arrivedMs);
    const day = dayOf(call.arrivedMs, timeZone);
    const there = days.get(day);
    if (there === undefined) days.set(day, { weekday, calls: [call] });
    else there.calls.push(call);
  }
  const all = [...days.values()];
  const busy = [...days].filter(([day, { weekday, calls: came }]) => {
    const like = [...days]
      .filter(([other, one]) => other !== day && one.weekday === weekday)
      .map(([, one]) => one.calls.length);
    if (like.length < 2) return false;
    const usual = like.reduce((sum, count) => sum + count, 0) / like.length;
    return came.length > usual + spikeDeviations * Math.sqrt(Math.max(usual, 1));
  });
  const came = busy.flatMap(([, day]) => day.calls);
  const missed = came.filter(({ outcome }) => outcome === "missed");
  if (missed.length < fewest) return [];
  const restCalls = all.reduce((sum, day) => sum + day.calls.length, 0) - came.length;
  const restMissed = calls.filter((call) => call.inHours && call.outcome === "missed").length - missed.length;
  if (restCalls === 0 || missed.length / came.length <= restMissed / restCalls) return [];
  return [
    {
      id: "spike",
      kind: "spike",
      title: `${busy.length === 1 ? "One day" : `${busy.length} days`} with far more calls than usual: ${missed.length} of ${came.length} missed`,
      words: `${daysWords(busy.map(([day]) => day))}: on other days ${percent(restMissed, restCalls)} are missed. Look at what ${busy.length === 1 ? "was special" : "they had in common"}: weather, an advertisement, a season.`,
      missed,
      calls: came.length,
      sureness: "plain",
      sureWords: plainlySure,
      numberId: null,
      memberId: null,
      window: null,
      change: {
        title: "One more person on such days",
        words: "Days of this kind are often known before: keep somebody ready.",
        changes: [{ kind: "extra-staff", people: 1, window: null }],
      },
    },
  ];
}

/** So many days are named; the others are counted. */
const mostNamed = 4;

/** `12 Nov 2026 and 21 Nov 2026`, the newest where they are many. */
function daysWords(days: readonly string[]): string {
  const newest = days.toSorted().slice(-mostNamed);
  const more = days.length - newest.length;
  return listed([
    ...(more === 0 ? [] : [`${counted(more, "day")} before`]),
    ...newest.map((day) => rangeWords({ from: day, to: day })),
  ]);
}

const known = new Map<string, string>();
function dayOf(ms: number, timeZone: string): string {
  // Quarters of an hour lie in one day; see `localCells`.
  const key = `${timeZone} ${Math.floor(ms / 900_000)}`;
  const there = known.get(key);
  if (there !== undefined) return there;
  const day = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  if (known.size > 20_000) known.clear();
  known.set(key, day);
  return day;
}
