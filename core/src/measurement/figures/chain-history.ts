import { businessMinutesBetween } from "#business-hours/business-minutes-between.ts";
import type { BusinessCalendar } from "#business-hours/calendar.ts";
import type { MeasuredCall } from "./measured-call.ts";
import type { MeasuredMatter } from "./measured-matter.ts";
import { timesTo } from "./times.ts";

/**
 * A call to the caller in a log counts as the conversation from so many seconds of talk on, as live calls do by the rules a
 * business starts with: less may be a mailbox's greeting. Where the log does not tell how long they talked, nothing is proven.
 */
export const historyConversationSeconds = 60;

/** So long without a call either way, and the next one is another matter. */
const restHours = 7 * 24;

/** What of an imported call the chain of matters looks at. */
export type HistoryCall =
  | {
      readonly direction: "in";
      readonly id: string;
      readonly at: Temporal.Instant;
      /** As it is measured; its `missReason` says whether it was missed. */
      readonly measured: MeasuredCall;
      readonly toVoicemail: boolean;
    }
  | { readonly direction: "out"; readonly id: string; readonly at: Temporal.Instant; readonly talked: boolean };

export interface HistoryRules {
  readonly hours: BusinessCalendar;
  readonly targetMinutes: number;
  readonly localDay: (at: Temporal.Instant) => string;
}

/**
 * The matters in one caller's imported calls, given in the order of their times. A withheld number's calls are to be given one
 * by one. `rulesOf` answers the rules of the playbook a call was brought under.
 */
export function chainHistory(
  calls: readonly HistoryCall[],
  rulesOf: (callId: string) => HistoryRules,
): MeasuredMatter[] {
  const matters: HistoryCall[][] = [];
  let open: HistoryCall[] | null = null;
  for (const call of calls) {
    const last: HistoryCall | undefined = open?.at(-1);
    if (last !== undefined && call.at.since(last.at).total("hours") > restHours) open = null;
    if (open === null) {
      if (call.direction === "out" || call.measured.missReason === null) continue;
      open = [];
      matters.push(open);
    }
    open.push(call);
    if (isConversation(call)) open = null;
  }
  return matters.flatMap((matter) => {
    const [first] = matter;
    return first?.direction === "in" ? [measure(first, matter, rulesOf(first.id))] : [];
  });
}

function isConversation(call: HistoryCall): boolean {
  return call.direction === "out" ? call.talked : call.measured.missReason === null;
}

function measure(
  first: HistoryCall & { direction: "in" },
  calls: readonly HistoryCall[],
  { hours, targetMinutes, localDay }: HistoryRules,
): MeasuredMatter {
  const { answeredLate: _late, localHour: _hour, arrivedAt, ...about } = first.measured;
  const missed = calls.filter((call) => call.direction === "in" && call.measured.missReason !== null);
  const tries = calls.filter(({ direction }) => direction === "out");
  const triedAt = tries[0]?.at ?? null;
  const talkedAt = calls.find(isConversation)?.at ?? null;
  const inTime = (at: Temporal.Instant | null) =>
    at !== null && businessMinutesBetween(hours, arrivedAt, at) <= targetMinutes;
  return {
    ...about,
    startedAt: arrivedAt,
    calls: missed.length,
    hasOwner: false,
    told: "none",
    attempts: tries.length,
    attemptedInTime: inTime(triedAt),
    stale: !inTime(triedAt) && !inTime(talkedAt),
    recovered: talkedAt !== null,
    booked: false,
    completed: false,
    closedSameDay: talkedAt !== null && localDay(talkedAt) === about.localDay,
    voicemail: missed.some((call) => call.direction === "in" && call.toVoicemail),
    wrongOwner: false,
    duplicate: false,
    times: {
      ...timesTo("attempt", hours, arrivedAt, triedAt),
      ...timesTo("conversation", hours, arrivedAt, talkedAt),
    },
  };
}
