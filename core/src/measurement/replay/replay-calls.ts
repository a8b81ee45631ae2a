import { atOnce, callsInStep, type Steps } from "#measurement/steps.ts";
import { combined, type ShareBounds } from "#measurement/wilson.ts";
import type { Playbook } from "#playbook/playbook.ts";
import { type AnswerHabits, learnHabits } from "./answer-habits.ts";
import { type AnsweringPlan, plainRules, planKey, planOf, type TeamMember } from "./answering-plan.ts";
import type { ScenarioRules } from "./apply-changes.ts";
import { BusyTimes } from "./busy-times.ts";
import { localCells } from "./local-cells.ts";
import { type OpeningTimes, openingTimes } from "./opening-times.ts";
import type { PastCall } from "./past-call.ts";
import { type NotReproduced, whatDiffers } from "./reproduce-call.ts";
import { answersUnder, isInOverflow, type RingTimes, rangAsOverflow, ringTimes } from "./ring-times.ts";

/** Everything a replay looks at. Calls are in the order of their arrival. */
export interface ReplayPast {
  readonly calls: readonly PastCall[];
  readonly team: readonly TeamMember[];
  /** The rules of each version that a call was under, and those now in force. */
  readonly playbooks: ReadonlyMap<number, Playbook>;
  readonly currentVersion: number;
  /** When people talked on calls that they made themselves. */
  readonly outbound: readonly { readonly memberId: string; readonly fromMs: number; readonly untilMs: number }[];
}

/** What a replay of the rules of each call's own day found. */
export interface Reproduction {
  readonly same: readonly PastCall[];
  readonly leftOut: readonly { readonly why: NotReproduced; readonly call: PastCall }[];
}

/** A past that was looked through once: what can be reproduced, and how people answer. Any number of scenarios use it. */
export interface PreparedPast extends ReplayPast {
  readonly reproduction: Reproduction;
  readonly habits: AnswerHabits;
  readonly busy: BusyTimes;
  readonly current: Playbook;
  readonly cellOf: (ms: number) => { readonly weekday: number; readonly hour: number };
}

/** What became of one call that a scenario touches. */
export interface ReplayedCall {
  readonly call: PastCall;
  /** How likely a person answers it, under the rules now in force and under the scenario's. */
  readonly now: ShareBounds;
  readonly changed: ShareBounds;
  readonly avoided: ShareBounds;
  readonly lost: ShareBounds;
  /** Whoever would have been tried anew, with their part of what is avoided. */
  readonly by: readonly { readonly memberId: string; readonly share: number }[];
}

/** Plays every call through the rules of its own day, and learns how people answer. */
export function preparePast(past: ReplayPast): PreparedPast {
  return atOnce(prepareInSteps(past));
}

/** The same in steps, for very many calls. */
export function* prepareInSteps(past: ReplayPast): Steps<PreparedPast> {
  const { calls, playbooks, currentVersion, team } = past;
  const current = playbookOf(playbooks, currentVersion);
  const fromMs = calls[0]?.arrivedMs ?? 0;
  const untilMs = calls.at(-1)?.arrivedMs ?? 0;
  const openings = new Map<number, OpeningTimes>();
  const same: PastCall[] = [];
  const leftOut: { why: NotReproduced; call: PastCall }[] = [];
  const busy = new BusyTimes();
  for (const { memberId, fromMs: from, untilMs: until } of past.outbound) busy.add(memberId, from, until);
  for (const [index, call] of calls.entries()) {
    if (index % callsInStep === 0) yield;
    const playbook = playbookOf(playbooks, call.playbookVersion);
    let times = openings.get(call.playbookVersion);
    if (times === undefined) {
      times = openingTimes(playbook.hours, fromMs, untilMs);
      openings.set(call.playbookVersion, times);
    }
    const why = whatDiffers(call, planOf(call, plainRules(playbook), team, times));
    if (why === null) same.push(call);
    else leftOut.push({ why, call });
    if (call.answeredBy !== null && call.answeredAfter !== null)
      busy.add(call.answeredBy, call.arrivedMs + call.answeredAfter * 1000, call.arrivedMs + call.busySeconds * 1000);
  }
  const cellOf = localCells(current.hours.timeZone);
  const habits = yield* learnHabits(
    calls,
    (memberId, ms) => busy.isBusy(memberId, ms),
    (ms) => cellOf(ms).hour,
  );
  return { ...past, reproduction: { same, leftOut }, habits, busy, current, cellOf };
}

/** Plays the reproduced calls through the rules of a scenario; answers those it makes a difference to. Nothing is drawn by lot. */
export function replayCalls(past: PreparedPast, rules: ScenarioRules): ReplayedCall[] {
  return atOnce(replayInSteps(past, rules));
}

/** The same in steps, for very many calls. */
export function* replayInSteps(past: PreparedPast, rules: ScenarioRules): Steps<ReplayedCall[]> {
  const { team, current, habits } = past;
  const calls = past.reproduction.same;
  const fromMs = calls[0]?.arrivedMs ?? 0;
  const untilMs = calls.at(-1)?.arrivedMs ?? 0;
  const openNow = openingTimes(current.hours, fromMs, untilMs);
  const openThen = openingTimes(rules.playbook.hours, fromMs, untilMs);
  const baseRules = plainRules(current);
  /** Until when somebody talks on a call that the scenario gave them: surely, and at the worst. */
  const surely = new Map<string, number>();
  const atWorst = new Map<string, number>();
  const replayed: ReplayedCall[] = [];
  for (const [index, call] of calls.entries()) {
    if (index % callsInStep === 0) yield;
    const base = planOf(call, baseRules, team, openNow);
    const then = planOf(call, rules, team, openThen);
    const isSame = planKey(base) === planKey(then);
    if (isSame && !isOccupied(call, atWorst)) continue;
    const nobody = new Map<string, number>();
    const now = outlook(past, call, base, base, nobody, nobody);
    const new_ = outlook(past, call, then, base, surely, atWorst);
    const gain = Math.max(0, new_.low - now.high);
    const avoided = { low: gain, high: isSame ? gain : Math.max(gain, new_.high - now.low, 0) };
    const loss = Math.max(0, now.low - new_.high);
    const lost = { low: loss, high: Math.max(loss, now.high - new_.low, 0) };
    const uncertainBase = now.low !== now.high;
    if (avoided.high > 0 || lost.high > 0)
      replayed.push({
        call,
        now,
        changed: new_,
        avoided,
        // What nobody knows under either rules is no loss of these.
        lost: uncertainBase ? { low: loss, high: loss } : lost,
        by: sharesOf(new_.tried),
      });
    occupy(call, new_.tried, habits, surely, atWorst);
  }
  return replayed;
}

interface Tried {
  readonly memberId: string;
  readonly low: number;
  readonly high: number;
}

interface Outlook extends ShareBounds {
  readonly tried: readonly Tried[];
}

/** How likely a person answers a call under a plan, when some are taken by calls that the scenario gave them. */
function outlook(
  past: PreparedPast,
  call: PastCall,
  plan: AnsweringPlan,
  base: AnsweringPlan,
  surely: ReadonlyMap<string, number>,
  atWorst: ReadonlyMap<string, number>,
): Outlook {
  const none: Outlook = { low: 0, high: 0, tried: [] };
  if (plan.voicemail !== null || call.broke) return none;
  const { habits, busy } = past;
  const { hour } = past.cellOf(call.arrivedMs);
  const ms = call.arrivedMs;
  const rangThen = call.route.kind === "ring-group" || plan.elsewhere;
  const rungIds = rangThen ? rungMembers(call) : new Set<string>();
  const isFree = (id: string, times: ReadonlyMap<string, number>) => (times.get(id) ?? 0) <= ms;

  // What phones did is known, for as long as they rang.
  const answerer = call.phones.find((phone) => phone.became === "answered");
  let sure: ShareBounds = { low: 0, high: 0 };
  if (answerer !== undefined && rangThen) {
    const id = answerer.memberId;
    if (plan.elsewhere || answersUnder(plan, call, answerer, thenOf(past, call)))
      sure = { low: id === null || isFree(id, atWorst) ? 1 : 0, high: id === null || isFree(id, surely) ? 1 : 0 };
  }
  if (sure.low === 1) return { low: 1, high: 1, tried: [] };

  // Whoever would ring and did not, or would ring for longer.
  const waits = waitOf(call, habits);
  const tried: Tried[] = [];
  const tryOne = (id: string, within: (seconds: number) => ShareBounds, from: number, seconds: number) => {
    if (busy.isBusy(id, ms)) return;
    const cautious = Math.min(seconds, waits.cautious - from);
    const hopeful = Math.min(seconds, waits.hopeful - from);
    const low = cautious > 0 && isFree(id, atWorst) ? within(cautious).low : 0;
    const high = hopeful > 0 && isFree(id, surely) ? within(hopeful).high : 0;
    if (high > 0) tried.push({ memberId: id, low: Math.min(low, high), high });
  };
  // Where the one who answered is taken, the phones that stopped ringing because of them would have rung on.
  const rangOnFor = answerer === undefined || !rangThen ? 0 : (answerer.pickedUpAfter ?? 0) - answerer.rangFrom;
  const ofOverflow = answerer !== undefined && rangThen && rangAsOverflow(call, answerer, thenOf(past, call));
  const ringsFor = ofOverflow ? (plan.overflow?.ringSeconds ?? 0) : plan.ringSeconds;
  const rangOn = new Set(rangOnFor > 0 && ringsFor > rangOnFor ? rungIds : []);
  for (const { memberId, became } of call.phones) if (memberId !== null && became !== "rang") rangOn.delete(memberId);
  const isNew = (id: string) =>
    (rangOn.has(id) && !ofOverflow) || ((plan.elsewhere ? !base.memberIds.includes(id) : true) && !rungIds.has(id));
  for (const id of plan.memberIds)
    if (isNew(id)) tryOne(id, (seconds) => habits.within(id, hour, seconds), 0, plan.ringSeconds || 20);
  for (const id of plan.extraIds) tryOne(id, (seconds) => habits.staffWithin(seconds), 0, plan.ringSeconds || 20);
  // What another phone system does is its own rules' doing: there only what a scenario adds is new.
  if (plan.overflow !== null && !(plan.elsewhere && sameOverflow(plan, base))) {
    const { afterSeconds, ringSeconds, memberIds } = plan.overflow;
    for (const id of memberIds)
      if (
        !rungIds.has(id) ||
        (rangOn.has(id) && ofOverflow && isInOverflow(call, id)) ||
        afterSeconds >= (call.rangSeconds ?? 0)
      )
        tryOne(id, (seconds) => habits.within(id, hour, seconds), afterSeconds, ringSeconds);
  }
  const rangFor = thenOf(past, call).ringSeconds;
  if (
    rangThen &&
    !plan.elsewhere &&
    plan.ringSeconds > rangFor &&
    call.gaveUpAfter === null &&
    answerer === undefined
  ) {
    const still = call.phones.flatMap(({ became, memberId }) =>
      became === "rang" && memberId !== null ? [memberId] : [],
    );
    const ids = still.length > 0 ? still : plan.memberIds.filter((id) => rungIds.has(id));
    const later = habits.laterThan([...ids].sort(), rangFor, plan.ringSeconds - rangFor);
    const [first] = ids;
    if (first !== undefined && later.high > 0 && isFree(first, surely))
      tried.push({ memberId: first, low: 0, high: later.high });
  }
  const most = combined(tried.map(({ high }) => high));
  return {
    // People who are all at lunch together do not answer independently: at the least the one who answers most often does.
    low: Math.min(Math.max(sure.low, ...tried.map(({ low }) => low), 0), 1),
    high: Math.max(sure.high, most),
    tried,
  };
}

/** How long the caller surely waits, and how long at most. */
function waitOf(call: PastCall, habits: AnswerHabits): { readonly cautious: number; readonly hopeful: number } {
  if (call.gaveUpAfter !== null) return { cautious: call.gaveUpAfter, hopeful: call.gaveUpAfter };
  const hopeful = Number.POSITIVE_INFINITY;
  if (call.rangSeconds !== null && call.phones.length > 0) return { cautious: Math.max(call.rangSeconds, 1), hopeful };
  return { cautious: habits.patientSeconds, hopeful };
}

/** The members whose phones rang for a call: those a report names, and those the rules rang. */
function rungMembers(call: PastCall): Set<string> {
  const reported = call.phones.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]));
  return new Set(call.route.kind === "ring-group" ? [...reported, ...call.route.memberIds] : reported);
}

function thenOf(past: PreparedPast, call: PastCall): RingTimes {
  return ringTimes(playbookOf(past.playbooks, call.playbookVersion), call);
}

function sameOverflow(one: AnsweringPlan, other: AnsweringPlan): boolean {
  return JSON.stringify(one.overflow) === JSON.stringify(other.overflow);
}

function isOccupied(call: PastCall, atWorst: ReadonlyMap<string, number>): boolean {
  if (atWorst.size === 0) return false;
  return call.answeredBy !== null && (atWorst.get(call.answeredBy) ?? 0) > call.arrivedMs;
}

/**
 * Whoever answers a call that nobody answered is taken by it: as a rule the likeliest of those tried, and at the worst for
 * as long as the long talks. What is surely taken is always taken at the worst too, so the low end never passes the high one.
 */
function occupy(
  call: PastCall,
  tried: readonly Tried[],
  habits: AnswerHabits,
  surely: Map<string, number>,
  atWorst: Map<string, number>,
): void {
  const [likeliest] = [...tried].sort((a, b) => b.high - a.high || (a.memberId < b.memberId ? -1 : 1));
  if (likeliest === undefined) return;
  const { usualSeconds, longSeconds } = habits.talk;
  const from = call.arrivedMs + 10_000;
  const keep = (times: Map<string, number>, until: number) =>
    times.set(likeliest.memberId, Math.max(times.get(likeliest.memberId) ?? 0, until));
  keep(atWorst, from + Math.max(usualSeconds, longSeconds) * 1000);
  if (likeliest.high >= 0.5) keep(surely, from + usualSeconds * 1000);
}

function sharesOf(tried: readonly Tried[]): { memberId: string; share: number }[] {
  const whole = tried.reduce((sum, { high }) => sum + high, 0);
  return whole === 0 ? [] : tried.map(({ memberId, high }) => ({ memberId, share: high / whole }));
}

function playbookOf(playbooks: ReadonlyMap<number, Playbook>, version: number): Playbook {
  const playbook = playbooks.get(version);
  if (playbook === undefined) throw new RangeError("A replay needs the rules of every call's own day.");
  return playbook;
}
