import { plainRules, planOf } from "#measurement/replay/answering-plan.ts";
import type { ScenarioChange } from "#measurement/replay/change.ts";
import { openingTimes } from "#measurement/replay/opening-times.ts";
import type { PastCall } from "#measurement/replay/past-call.ts";
import { wilson } from "#measurement/wilson.ts";
import { type Finding, plainlySure, sureWords } from "./finding.ts";
import { counted, helperFor, type LeakContext } from "./leak-context.ts";

const fewest = 3;
/** Callers who hang up so soon at the greeting had waited for a person. */
const atOnceSeconds = 12;
/** Longer than this a mobile's own mailbox picks up first. */
const longestRingSeconds = 28;
const moreSeconds = 8;

/** What is wrong with a line: one phone, no cover, voicemail and nothing else, ringing too short. */
export function lineLeaks(context: LeakContext): Finding[] {
  const lines = new Map<string | null, PastCall[]>();
  for (const call of context.calls) {
    const line = lines.get(call.numberId);
    if (line === undefined) lines.set(call.numberId, [call]);
    else line.push(call);
  }
  return [
    ...[...lines].flatMap(([numberId, calls]) => leaksOfLine(context, numberId, calls)),
    ...ringsTooShort(context),
  ];
}

function leaksOfLine(context: LeakContext, numberId: string | null, calls: readonly PastCall[]): Finding[] {
  const { current, team, names } = context;
  const inHours = calls.filter((call) => call.inHours);
  const missed = inHours.filter(({ outcome }) => outcome === "missed");
  if (missed.length < fewest) return [];
  const label = numberId === null ? "a number that is not in your list" : names.number(numberId);
  const base = { calls: inHours.length, sureness: "plain", sureWords: plainlySure, numberId, window: null } as const;
  const helper = (ringing: readonly string[]) => helperFor(context, ringing);
  const also = (id: string | null): readonly ScenarioChange[] =>
    id === null ? [] : [{ kind: "ring-also", memberIds: [id], numberId, window: null }];
  const forwarded = missed.filter(({ route }) => route.kind === "voicemail" && route.because === "forwarded");
  if (forwarded.length === missed.length && inHours.length === missed.length)
    return [
      {
        ...base,
        id: `voicemail-only-${numberId}`,
        kind: "voicemail-only",
        title: `${counted(missed.length, "call")} on ${label} met only the voicemail`,
        words: `In opening hours nobody is rung on ${label}: it takes messages for another phone system, and every one of these callers had to leave one or hang up.`,
        missed,
        memberId: null,
        change: {
          title: `Let ${label} ring your people`,
          words: "Set the number to “Ringback answers” under Numbers, or have your other phone system ring longer.",
          changes: [],
        },
      },
    ];
  const uncovered = missed.filter(({ missReason }) => missReason === "no-agent-on-duty");
  const answered = inHours.length - missed.length;
  const silent = answered === 0 && missed.length >= 2 * fewest && missed.every(({ phones }) => phones.length === 0);
  if (uncovered.length >= fewest || silent) {
    const behind = uncovered.length >= fewest ? uncovered : missed;
    const person = helper([]);
    return [
      {
        ...base,
        id: `no-cover-${numberId}`,
        kind: "no-cover",
        title: `Nobody covers ${label}: ${counted(behind.length, "call")} missed`,
        words:
          uncovered.length >= fewest
            ? `No phone could ring: the ring group was empty or without phone numbers.`
            : `Not one of ${inHours.length} calls in opening hours was answered: the number may ring nowhere.`,
        missed: behind,
        memberId: person,
        change:
          person === null
            ? null
            : {
                title: `Let ${names.person(person)} ring on ${label}`,
                words: `Then calls on ${label} have somebody who can take them.`,
                changes: also(person),
              },
      },
    ];
  }
  const first = inHours.at(-1);
  const openings = openingTimes(current.hours, calls[0]?.arrivedMs ?? 0, calls.at(-1)?.arrivedMs ?? 0);
  const plan = first === undefined ? null : planOf(first, plainRules(current), team, openings);
  const [only] = plan?.memberIds ?? [];
  if (plan === null || plan.elsewhere || plan.voicemail !== null || plan.memberIds.length !== 1 || only === undefined)
    return [];
  // Another phone rings after it.
  if (plan.overflow !== null) return [];
  const died = missed.filter(({ route }) => route.kind === "ring-group" && route.memberIds.length === 1);
  if (died.length < fewest) return [];
  const person = helper([only]);
  return [
    {
      ...base,
      id: `one-phone-${numberId}`,
      kind: "one-phone",
      title: `One phone rings on ${label}: ${counted(died.length, "call")} died on it`,
      words: `Only ${names.person(only)} is rung. When they talk, drive or are away, there is nobody else.`,
      missed: died,
      memberId: only,
      change:
        person === null
          ? { title: "Ring a second phone", words: "Add somebody with a phone to your team.", changes: [] }
          : {
              title: `Ring ${names.person(person)} too on ${label}`,
              words: `One phone rings today; ${counted(died.length, "call")} died on it.`,
              changes: also(person),
            },
    },
  ];
}

/** Callers who waited all the ringing and hung up at the greeting; where an overflow rang as well, they waited long enough. */
function ringsTooShort(context: LeakContext): Finding[] {
  const { calls, current } = context;
  const { ringSeconds } = current.answering;
  const rang = calls.filter(
    ({ route, gaveUpAfter, phones }) =>
      route.kind === "ring-group" &&
      route.overflow === undefined &&
      gaveUpAfter === null &&
      phones.some(({ became }) => became === "rang"),
  );
  const rangOut = rang.filter(({ outcome }) => outcome === "missed");
  const left = rangOut.filter(
    ({ leftAtGreetingAfter }) => leftAtGreetingAfter !== null && leftAtGreetingAfter <= atOnceSeconds,
  );
  if (left.length < fewest || ringSeconds >= longestRingSeconds) return [];
  const seconds = Math.min(ringSeconds + moreSeconds, longestRingSeconds);
  const sure = wilson(left.length, rangOut.length).low > 0.25;
  return [
    {
      id: "rings-too-short",
      kind: "rings-too-short",
      title: `${counted(left.length, "caller")} waited through the ringing and hung up at the greeting`,
      words: `Phones ring for ${ringSeconds} seconds. These callers were still there when ringing ended, left no message and were gone within ${atOnceSeconds} seconds.`,
      missed: left,
      calls: rangOut.length,
      sureness: sure ? "sure" : rangOut.length < 2 * fewest ? "few" : "likely",
      sureWords: sureWords(sure ? "sure" : rangOut.length < 2 * fewest ? "few" : "likely", left.length, rangOut.length),
      numberId: null,
      memberId: null,
      window: null,
      change: {
        title: `Ring for ${seconds} seconds instead of ${ringSeconds}`,
        words: `They would have waited. Longer than ${longestRingSeconds} seconds is of no use: a mobile's own mailbox picks up first.`,
        changes: [{ kind: "ring-seconds", seconds }],
      },
    },
  ];
}
