// When to try again after a try that reached nobody. A suggestion for the list: it stops no clock and closes nothing.
import type { BusinessCalendar } from "#business-hours/calendar.ts";
import { isOpenAt } from "#business-hours/is-open.ts";
import { nextOpening } from "#business-hours/next-opening.ts";
import type { BestHour } from "./best-hours.ts";
import { attemptWords, sentenceCase } from "./label-words.ts";
import type { AttemptResult } from "./record-attempt.ts";
import type { RetryRules, RetryStep } from "./retry-rules.ts";

export interface Try {
  readonly at: Temporal.Instant;
  readonly channel: "call" | "text" | "email";
  readonly result: AttemptResult;
}

export interface RetryQuestion {
  /** All attempts of the callback that stand, in any order. */
  readonly tries: readonly Try[];
  /** The caller's last call or text; tries before it are answered by it. */
  readonly lastHeardAt: Temporal.Instant;
  readonly rules: RetryRules;
  readonly hours: BusinessCalendar;
  readonly isEmergency: boolean;
  /** Whether an emergency is called back at any hour. */
  readonly emergencyIgnoresHours: boolean;
  readonly bestHours: readonly BestHour[];
  /** The outcomes there are; only one of these is proposed. */
  readonly dispositions: readonly string[];
}

export interface NextAttempt {
  /** null: nothing more is tried by the ladder; a person decides. */
  readonly at: Temporal.Instant | null;
  readonly number: number;
  readonly of: number;
  readonly words: string;
  readonly proposed: string | null;
}

/**
 * The next try of a callback; null as long as no try has reached nobody since the caller was last heard of, and while one is
 * under way or has reached them. The moment is after the last try, in open hours (but for emergencies that ignore them).
 */
export function nextAttempt(question: RetryQuestion): NextAttempt | null {
  const { rules, lastHeardAt } = question;
  const calls = question.tries
    .filter(({ channel, result, at }) => channel === "call" && counts(result) && !isBefore(at, lastHeardAt))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at) || (a.result < b.result ? -1 : 1));
  const lastReached = calls.findLastIndex(({ result }) => result === "reached");
  const inVain = calls.slice(lastReached + 1);
  const last = inVain.at(-1);
  if (last === undefined) return null;
  const of = rules.triesMax;
  const wrong = inVain.find(({ result }) => result === "wrong-number");
  if (wrong !== undefined)
    return { at: null, number: inVain.length, of, words: "Wrong number", proposed: offered("wrong-number", question) };
  if (inVain.length >= of) {
    const words = `No answer after ${of} ${of === 1 ? "try" : "tries"}`;
    return { at: null, number: of, of, words, proposed: offered(rules.finalDisposition, question) };
  }
  const planned = plannedAt(inVain, last, question);
  const number = inVain.length + 1;
  const words = `${sentenceCase(attemptWords(last.result))}, ${planned.words}`;
  return { at: planned.at, number, of, words, proposed: null };
}

/** What was no try at the caller at all: one under way, one that never rang their phone, a text. */
function counts(result: AttemptResult): boolean {
  return result !== "dialing" && result !== "failed" && result !== "sent";
}

function offered(key: string, { dispositions }: RetryQuestion): string | null {
  return dispositions.includes(key) ? key : null;
}

function plannedAt(
  inVain: readonly Try[],
  last: Try,
  question: RetryQuestion,
): { at: Temporal.Instant; words: string } {
  const { rules, hours, isEmergency, emergencyIgnoresHours } = question;
  if (isEmergency) {
    const at = last.at.add({ minutes: rules.emergencyMinutes });
    return { at: emergencyIgnoresHours ? at : whenOpen(hours, at), words: minutesWords(rules.emergencyMinutes) };
  }
  const step: RetryStep = rules.steps[inVain.length - 1] ?? rules.steps.at(-1) ?? { after: "next-morning" };
  if (step.after === "minutes") {
    const minutes =
      last.result === "left-voicemail" ? Math.max(step.minutes, rules.afterVoicemailMinutes) : step.minutes;
    const at = last.at.add({ minutes });
    const open = whenOpen(hours, at);
    return { at: open, words: open === at ? minutesWords(minutes) : "again when the business opens" };
  }
  if (step.after === "next-morning") return { at: nextMorning(hours, last.at), words: "again the next morning" };
  return otherDaytime(inVain, last, question);
}

function minutesWords(minutes: number): string {
  if (minutes % 60 !== 0) return `again after ${minutes} min`;
  return minutes === 60 ? "again after an hour" : `again after ${minutes / 60} hours`;
}

/** The first open moment from here on; the moment itself where the business never opens. */
function whenOpen(hours: BusinessCalendar, at: Temporal.Instant): Temporal.Instant {
  return isOpenAt(hours, at) ? at : (nextOpening(hours, at) ?? at);
}

function nextMorning(hours: BusinessCalendar, after: Temporal.Instant): Temporal.Instant {
  return whenOpen(hours, startOfDayAfter(after, hours.timeZone, 1));
}

/** How far it looks for a time of day that was not tried. */
const daysAhead = 7;
/** Two tries within an hour are one time of day. */
const apartMinutes = 60;

/**
 * The caller's best hour, else the first part of a day, in which nobody tried yet; at least an hour after the last try. Where
 * every part was tried, the next morning.
 */
function otherDaytime(
  inVain: readonly Try[],
  last: Try,
  { hours, bestHours, rules }: RetryQuestion,
): { at: Temporal.Instant; words: string } {
  const { timeZone } = hours;
  const wait = last.result === "left-voicemail" ? Math.max(apartMinutes, rules.afterVoicemailMinutes) : apartMinutes;
  const earliest = last.at.add({ minutes: wait });
  const triedParts = new Set(inVain.map(({ at }) => partOf(at, timeZone)));
  const triedHours = new Set(inVain.map(({ at }) => at.toZonedDateTimeISO(timeZone).hour));
  const soonest = (hour: number) => openMoment(hours, last.at, earliest, hour);
  const best = bestHours
    .filter(({ hour }) => !triedHours.has(hour))
    .flatMap(({ hour, why }) => {
      const at = soonest(hour);
      return at === null ? [] : [{ at, words: `again when they may be there (${why})` }];
    });
  const parts = dayParts
    .filter((part) => !triedParts.has(part.name))
    .flatMap(({ from, name }) => {
      const at = soonest(from);
      return at === null || partOf(at, timeZone) !== name ? [] : [{ at, words: `again in the ${name}` }];
    });
  const byTime = (a: { at: Temporal.Instant }, b: { at: Temporal.Instant }) => Temporal.Instant.compare(a.at, b.at);
  return (
    best.sort(byTime)[0] ??
    parts.sort(byTime)[0] ?? { at: nextMorning(hours, earliest), words: "again the next morning" }
  );
}

/** The first moment of this hour of the day, or later within the same part of it, at which the business is open. */
function openMoment(
  hours: BusinessCalendar,
  after: Temporal.Instant,
  earliest: Temporal.Instant,
  hour: number,
): Temporal.Instant | null {
  for (let day = 0; day <= daysAhead; day += 1) {
    const wall = startOfDayAfter(after, hours.timeZone, day).toZonedDateTimeISO(hours.timeZone).with({ hour });
    const from = later(wall.toInstant(), earliest);
    const at = nextOpening(hours, from);
    if (at === null) return null;
    if (partOf(at, hours.timeZone) === partOf(wall.toInstant(), hours.timeZone) && sameDay(at, wall)) return at;
  }
  return null;
}

const dayParts = [
  { name: "morning", from: 0 },
  { name: "afternoon", from: 12 },
  { name: "evening", from: 16 },
] as const;

function partOf(at: Temporal.Instant, timeZone: string): (typeof dayParts)[number]["name"] {
  const { hour } = at.toZonedDateTimeISO(timeZone);
  return hour < 12 ? "morning" : hour < 16 ? "afternoon" : "evening";
}

function sameDay(at: Temporal.Instant, wall: Temporal.ZonedDateTime): boolean {
  return at.toZonedDateTimeISO(wall.timeZoneId).toPlainDate().equals(wall.toPlainDate());
}

function startOfDayAfter(at: Temporal.Instant, timeZone: string, days: number): Temporal.Instant {
  return at.toZonedDateTimeISO(timeZone).toPlainDate().add({ days }).toZonedDateTime(timeZone).toInstant();
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
