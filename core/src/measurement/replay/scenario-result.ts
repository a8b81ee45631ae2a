// What a replay found, summed up for people.
import { atOnce, type Steps } from "#measurement/steps.ts";
import type { ShareBounds } from "#measurement/wilson.ts";
import { applyChanges, type ScenarioRules } from "./apply-changes.ts";
import type { ScenarioChange } from "./change.ts";
import { changeWords, listed, type Names } from "./change-words.ts";
import type { PastCall } from "./past-call.ts";
import { type PreparedPast, type ReplayedCall, replayInSteps } from "./replay-calls.ts";
import type { TargetsReplay } from "./replay-targets.ts";
import { type NotReproduced, notReproducedWords } from "./reproduce-call.ts";

export interface CountRange {
  readonly low: number;
  readonly high: number;
}

export interface ScenarioResult {
  readonly reproduced: {
    readonly calls: number;
    readonly same: number;
    readonly leftOut: readonly {
      readonly why: NotReproduced;
      readonly words: string;
      readonly calls: number;
      readonly callIds: readonly string[];
    }[];
  };
  readonly missedNow: CountRange;
  readonly missedThen: CountRange;
  readonly avoided: CountRange;
  readonly lost: CountRange;
  readonly touched: number;
  readonly callers: number;
  readonly emergencies: number;
  readonly routedElsewhere: number;
  readonly byPerson: readonly {
    readonly memberId: string | null;
    readonly name: string;
    readonly avoided: CountRange;
  }[];
  readonly byNumber: readonly {
    readonly numberId: string | null;
    readonly label: string;
    readonly missed: number;
    readonly avoided: CountRange;
  }[];
  readonly byHour: readonly { readonly weekday: number; readonly hour: number; readonly avoided: CountRange }[];
  readonly callbacks:
    | (Omit<TargetsReplay, "newlyLateIds" | "nowInTimeIds"> & {
        readonly newlyLate: number;
        readonly nowInTime: number;
        readonly newlyLateIds: readonly string[];
      })
    | null;
  readonly words: string;
  readonly assumptions: readonly string[];
  readonly cutTo: number | null;
}

/** Ids that are kept to be looked at; the counts are of all. */
const idsKept = 50;
const callbackIdsKept = 100;

interface ScenarioAbout {
  readonly names: Names;
  readonly targets: TargetsReplay | null;
  readonly cutTo: number | null;
}

/** Replays changes and sums up what they do. */
export function scenarioResult(
  past: PreparedPast,
  changes: readonly ScenarioChange[],
  about: ScenarioAbout,
): ScenarioResult {
  return atOnce(scenarioInSteps(past, changes, about));
}

/** The same in steps, for very many calls. */
export function* scenarioInSteps(
  past: PreparedPast,
  changes: readonly ScenarioChange[],
  about: ScenarioAbout,
): Steps<ScenarioResult> {
  const rules = applyChanges(past.current, changes);
  const replayed = yield* replayInSteps(past, rules);
  yield;
  const { same, leftOut } = past.reproduction;
  const missed = same.filter(({ outcome }) => outcome === "missed");
  const avoided = sum(replayed.map((one) => one.avoided));
  const lost = sum(replayed.map((one) => one.lost));
  const now = nowMissed(missed.length, past, replayed);
  const met = replayed.filter((one) => one.avoided.high > 0);
  const { targets } = about;
  return {
    reproduced: { calls: same.length + leftOut.length, same: same.length, leftOut: groupLeftOut(leftOut) },
    missedNow: now,
    missedThen: {
      low: Math.max(0, now.low - avoided.high + lost.low),
      high: Math.max(0, now.high - avoided.low + lost.high),
    },
    avoided,
    lost,
    touched: met.length,
    callers: callersOf(met.map(({ call }) => call)),
    emergencies: met.filter(({ call }) => call.emergency).length,
    routedElsewhere: met.filter(({ call }) => call.route.kind === "elsewhere").length,
    byPerson: personsOf(met, about.names),
    byNumber: numbersOf(met, missed, about.names),
    byHour: hoursOf(past, met),
    callbacks:
      targets === null
        ? null
        : {
            measured: targets.measured,
            leftOut: targets.leftOut,
            lateBefore: targets.lateBefore,
            lateThen: targets.lateThen,
            newlyLate: targets.newlyLateIds.length,
            nowInTime: targets.nowInTimeIds.length,
            newlyLateIds: targets.newlyLateIds.slice(0, callbackIdsKept),
          },
    words: resultWords(avoided, lost, met.length, missed.length, targets, about.names, changes),
    assumptions: assumptionsOf(past, rules, met, changes),
    cutTo: about.cutTo,
  };
}

/** Whole calls of a sum of chances: what is surely reached, and what is at most. */
export function sum(parts: readonly ShareBounds[]): CountRange {
  const low = parts.reduce((total, part) => total + part.low, 0);
  const high = parts.reduce((total, part) => total + part.high, 0);
  // Sums of many fractions are off by a hair; a whole is a whole.
  return { low: Math.floor(low + 1e-6), high: Math.max(0, Math.ceil(high - 1e-6)) };
}

/** `22–31`, or `22` where both ends are one. */
export function rangeWords({ low, high }: CountRange): string {
  return low === high ? String(low) : `${low}–${high}`;
}

/** Callers of calls; a withheld number is a caller of its own each time. */
export function callersOf(calls: readonly PastCall[]): number {
  const known = new Set(calls.flatMap(({ caller }) => (caller === null ? [] : [caller])));
  return known.size + calls.filter(({ caller }) => caller === null).length;
}

/** Missed under the rules of today: where those are the rules of the day of each call, a plain count. */
function nowMissed(missed: number, past: PreparedPast, replayed: readonly ReplayedCall[]): CountRange {
  const other = replayed.filter(({ call }) => call.playbookVersion !== past.currentVersion);
  const better = sum(other.filter(({ call }) => call.outcome === "missed").map(({ now }) => now));
  const worse = sum(
    other
      .filter(({ call }) => call.outcome === "answered")
      .map(({ now }) => ({ low: 1 - now.high, high: 1 - now.low })),
  );
  return { low: Math.max(0, missed - better.high + worse.low), high: missed - better.low + worse.high };
}

function groupLeftOut(leftOut: PreparedPast["reproduction"]["leftOut"]): ScenarioResult["reproduced"]["leftOut"] {
  const groups = new Map<NotReproduced, string[]>();
  for (const { why, call } of leftOut) groups.set(why, [...(groups.get(why) ?? []), call.id]);
  return [...groups].map(([why, ids]) => ({
    why,
    words: notReproducedWords[why],
    calls: ids.length,
    callIds: ids.slice(0, idsKept),
  }));
}

function personsOf(met: readonly ReplayedCall[], names: Names): ScenarioResult["byPerson"] {
  const parts = new Map<string, ShareBounds[]>();
  for (const { by, avoided } of met)
    for (const { memberId, share } of by) {
      const key = memberId.startsWith("extra-") ? "" : memberId;
      const list = parts.get(key) ?? [];
      list.push({ low: avoided.low * share, high: avoided.high * share });
      parts.set(key, list);
    }
  return [...parts]
    .map(([id, shares]) => ({
      memberId: id === "" ? null : id,
      name: id === "" ? "The additional staff" : names.person(id),
      avoided: sum(shares),
    }))
    .sort((a, b) => b.avoided.high - a.avoided.high);
}

function numbersOf(
  met: readonly ReplayedCall[],
  missed: readonly PastCall[],
  names: Names,
): ScenarioResult["byNumber"] {
  const keys = [...new Set(met.map(({ call }) => call.numberId))];
  return keys
    .map((numberId) => ({
      numberId,
      label: numberId === null ? "Numbers not in your list" : names.number(numberId),
      missed: missed.filter((call) => call.numberId === numberId).length,
      avoided: sum(met.filter(({ call }) => call.numberId === numberId).map((one) => one.avoided)),
    }))
    .sort((a, b) => b.avoided.high - a.avoided.high);
}

function hoursOf(past: PreparedPast, met: readonly ReplayedCall[]): ScenarioResult["byHour"] {
  const parts = new Map<number, ShareBounds[]>();
  for (const { call, avoided } of met) {
    const { weekday, hour } = past.cellOf(call.arrivedMs);
    const key = weekday * 24 + hour;
    const list = parts.get(key) ?? [];
    list.push(avoided);
    parts.set(key, list);
  }
  return [...parts]
    .sort(([a], [b]) => a - b)
    .map(([key, shares]) => ({ weekday: Math.floor(key / 24), hour: key % 24, avoided: sum(shares) }));
}

function resultWords(
  avoided: CountRange,
  lost: CountRange,
  touched: number,
  missed: number,
  targets: TargetsReplay | null,
  names: Names,
  changes: readonly ScenarioChange[],
): string {
  const what = listed(changes.map((change) => `“${changeWords(change, names)}”`));
  const losing = lost.high === 0 ? "." : `, and lost ${rangeWords(lost)} that were answered.`;
  const calls =
    touched > 0
      ? `${what} would have met ${rangeWords(avoided)} of ${touched} missed calls it reaches${losing}`
      : lost.high > 0
        ? `${what} would have met none of the ${missed} missed calls${losing}`
        : `${what} would have made no difference to the ${missed} missed calls.`;
  if (targets === null) return calls;
  const onlyTargets = changes.every(({ kind }) => kind === "targets");
  const promise = `${targets.lateThen} of ${targets.measured} callbacks would have been overdue; by the rules of today ${targets.lateBefore} were.`;
  return onlyTargets ? promise : `${calls} ${promise}`;
}

function assumptionsOf(
  past: PreparedPast,
  { playbook, extraStaff }: ScenarioRules,
  met: readonly ReplayedCall[],
  changes: readonly ScenarioChange[],
): string[] {
  const { habits } = past;
  const seconds = (count: number) => `${Math.round(count)} seconds`;
  const words = ["What phones and callers are on record to have done, they do again; each call counts by itself."];
  if (met.length > 0)
    words.push(
      "Somebody who talked on another call at that moment does not answer. Else they answer as often and as fast as they did at that time of day, within what chance allows (nine times of ten): the low and the high end.",
      `Where phones did not ring at all, callers wait ${seconds(habits.patientSeconds)} at the low end, and as long as it rings at the high end; one who hung up waits as long as they did.`,
      `Whoever answers such a call is taken by it for ${seconds(habits.talk.usualSeconds)} as a rule, for ${seconds(habits.talk.longSeconds)} at the low end.`,
    );
  const strangers = new Set(
    met
      .flatMap(({ by }) => by.map(({ memberId }) => memberId))
      .filter((id) => !id.startsWith("extra-") && !habits.knows(id)),
  );
  if (strangers.size > 0)
    words.push(
      "Somebody who was hardly ever rung answers at the low end like the one who answers least, at the high end like the one who answers most.",
    );
  if (extraStaff.length > 0)
    words.push(
      "Additional staff do nothing else: at the low end they answer like the team as a whole, at the high end whenever they are not talking.",
    );
  if (playbook.answering.ringSeconds > past.current.answering.ringSeconds)
    words.push(
      "Nobody knows who would have picked up later: at the low end nobody, at the high end as many as in the last ten seconds that were watched.",
    );
  if (changes.some(({ kind }) => kind === "overflow"))
    words.push(
      "The overflow rings when the group has rung for so long and nobody answered; who answered later than that is counted as not answering.",
    );
  if (met.some(({ call }) => call.route.kind === "elsewhere"))
    words.push(
      "Calls that your own phone system routes are treated as if it rang these people too: there the change has to be made.",
    );
  if (changes.some(({ kind }) => kind === "targets" || kind === "hours" || kind === "open-also"))
    words.push("Callbacks are tried when they were tried: people are not quicker or slower for another target.");
  return words;
}
