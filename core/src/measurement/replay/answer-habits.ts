import { callsInStep, type Steps } from "#measurement/steps.ts";
import { type ShareBounds, wilson } from "#measurement/wilson.ts";
import type { PastCall } from "./past-call.ts";

/** One ringing of one phone whose owner was free, or one caller's wait. */
interface Waiting {
  readonly hour: number;
  /** After so many seconds it happened, or was not watched any more. */
  readonly seconds: number;
  readonly happened: boolean;
}

/** How often and how fast people answer when their phones ring and they are free, learnt from the past. */
export interface AnswerHabits {
  /** The share of rings that this person answers within so many seconds, at an hour of the day. */
  within(memberId: string, hour: number, seconds: number): ShareBounds;
  /** The share that somebody who does nothing else answers within so many seconds. */
  staffWithin(seconds: number): ShareBounds;
  /** The share who pick up in so many more seconds, of rings that nobody picked up until then. */
  laterThan(memberIds: readonly string[], seconds: number, moreSeconds: number): ShareBounds;
  /** For so long at least three of four callers wait. */
  readonly patientSeconds: number;
  /** How long a talk takes: as a rule, and at the long end (nine of ten are shorter). */
  readonly talk: { readonly usualSeconds: number; readonly longSeconds: number };
  /** People whose rings are enough to judge them by themselves. */
  knows(memberId: string): boolean;
}

/** With fewer rings of that hour a person is judged by all their rings; with fewer of those by the team. */
const enoughInHour = 12;
const enoughOfPerson = 8;
/** Where too few callers gave up to tell how long callers wait. */
const cautiousPatienceSeconds = 10;
const usualTalk = { usualSeconds: 180, longSeconds: 600 };
/** Beyond every ringing: a phone that was busy or went to a mailbox would not have been answered later either. */
const never = 3600;

/** Learns from calls; `isBusy` says whether somebody talked on another call, `hourOf` the local hour of an instant. */
export function* learnHabits(
  calls: readonly PastCall[],
  isBusy: (memberId: string, ms: number) => boolean,
  hourOf: (ms: number) => number,
): Steps<AnswerHabits> {
  const byPerson = new Map<string, Waiting[]>();
  const team: Waiting[] = [];
  const patience: Waiting[] = [];
  const talks: number[] = [];
  for (const [index, call] of calls.entries()) {
    if (index % callsInStep === 0) yield;
    const hour = hourOf(call.arrivedMs);
    for (const phone of call.phones) {
      const stopped = phone.pickedUpAfter ?? phone.stoppedAfter;
      if (stopped === null || (phone.memberId !== null && isBusy(phone.memberId, call.arrivedMs))) continue;
      const answered = phone.became === "answered";
      const rings = answered || phone.became === "rang" || phone.became === "unconnected";
      const one = { hour, seconds: rings ? Math.max(0, stopped - phone.rangFrom) : never, happened: answered };
      team.push(one);
      if (phone.memberId !== null) put(byPerson, phone.memberId, one);
    }
    if (call.gaveUpAfter !== null) patience.push({ hour, seconds: call.gaveUpAfter, happened: true });
    else if (call.phones.length > 0)
      patience.push({ hour, seconds: call.answeredAfter ?? call.rangSeconds ?? 0, happened: false });
    if (call.answeredAfter !== null && call.busySeconds > call.answeredAfter)
      talks.push(call.busySeconds - call.answeredAfter);
  }
  talks.sort((a, b) => a - b);
  const known = new Set([...byPerson].filter(([, rings]) => rings.length >= enoughOfPerson).map(([id]) => id));
  const memory = new Map<string, ShareBounds>();
  const remembered = (key: string, work: () => ShareBounds): ShareBounds => {
    const there = memory.get(key);
    if (there !== undefined) return there;
    const made = work();
    memory.set(key, made);
    return made;
  };
  /** Nobody knows how somebody answers who was never rung: as seldom as the least, as often as the best of the team. */
  const likeOthers = (seconds: number) => {
    const others = [...known].map((id) => boundsWithin(byPerson.get(id) ?? [], seconds));
    if (others.length === 0)
      return team.length >= enoughOfPerson ? { ...boundsWithin(team, seconds), high: 1 } : { low: 0, high: 1 };
    return { low: Math.min(...others.map(({ low }) => low)), high: Math.max(...others.map(({ high }) => high)) };
  };
  return {
    knows: (memberId) => known.has(memberId),
    within: (memberId, hour, seconds) =>
      remembered(`${memberId} ${hour} ${seconds}`, () => {
        const rings = byPerson.get(memberId) ?? [];
        if (rings.length < enoughOfPerson) return likeOthers(seconds);
        const near = rings.filter((ring) => Math.abs(ring.hour - hour) <= 1);
        return boundsWithin(near.length >= enoughInHour ? near : rings, seconds);
      }),
    staffWithin: (seconds) =>
      remembered(`staff ${seconds}`, () => ({
        low: team.length >= enoughOfPerson ? boundsWithin(team, seconds).low : 0,
        high: 1,
      })),
    laterThan: (memberIds, seconds, moreSeconds) =>
      remembered(`later ${memberIds.join()} ${seconds} ${moreSeconds}`, () => {
        const rings = memberIds.flatMap((id) => byPerson.get(id) ?? []);
        const from = Math.max(0, seconds - 10);
        const still = rings.filter((ring) => ring.seconds > from && ring.seconds < never);
        const took = still.filter((ring) => ring.happened && ring.seconds <= seconds).length;
        const inTen = wilson(took, still.length).high;
        return { low: 0, high: 1 - (1 - inTen) ** (moreSeconds / 10) };
      }),
    patientSeconds: patienceOf(patience),
    talk:
      talks.length < enoughOfPerson
        ? usualTalk
        : {
            usualSeconds: talks[Math.floor((talks.length - 1) / 2)] ?? usualTalk.usualSeconds,
            longSeconds: talks[Math.floor((talks.length - 1) * 0.9)] ?? usualTalk.longSeconds,
          },
  };
}

/**
 * The share that happened within so many seconds, where not all were watched so long (E. L. Kaplan and P. Meier, 1958), with
 * Wilson's bounds for as many as were.
 */
function boundsWithin(waits: readonly Waiting[], seconds: number): ShareBounds {
  const watched = waits.filter((wait) => wait.seconds >= seconds || wait.happened).length;
  return wilson(shareWithin(waits, seconds) * watched, watched);
}

function shareWithin(waits: readonly Waiting[], seconds: number): number {
  const sorted = inOrder(waits);
  let stays = 1;
  for (const [index, wait] of sorted.entries()) {
    if (wait.seconds > seconds) break;
    if (wait.happened) stays *= 1 - 1 / (sorted.length - index);
  }
  return 1 - stays;
}

function patienceOf(waits: readonly Waiting[]): number {
  if (waits.filter(({ happened }) => happened).length < enoughOfPerson) return cautiousPatienceSeconds;
  const sorted = inOrder(waits);
  let stays = 1;
  for (const [index, wait] of sorted.entries()) {
    if (!wait.happened) continue;
    stays *= 1 - 1 / (sorted.length - index);
    if (stays < 0.75) return wait.seconds;
  }
  return sorted.at(-1)?.seconds ?? cautiousPatienceSeconds;
}

function inOrder(waits: readonly Waiting[]): Waiting[] {
  return [...waits].sort((a, b) => a.seconds - b.seconds || Number(b.happened) - Number(a.happened));
}

function put<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
