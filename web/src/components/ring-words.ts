import { dayDistance, dayMonth, durationWords, weekdayShort, whenWords } from "./time-words.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What of a callback its ring shows. Instants are ISO 8601. */
export interface RingFacts {
  readonly state: "open" | "claimed" | "snoozed" | "closed";
  readonly startedAt: string;
  readonly dueAt: string;
  readonly warnAt: string;
  readonly snoozedUntil: string | null;
  readonly recovered: boolean;
}

export interface RingWords {
  readonly text: string;
  readonly share: number;
  readonly tone: "calm" | "soon" | "late" | "quiet" | "done";
  readonly label: string;
}

/** What stands in a callback's ring, how full it is and in which tone, at the given time and in the business's zone. */
export function ringWords(facts: RingFacts, nowMs: number, timeZone: string): RingWords {
  if (facts.state === "closed") {
    return facts.recovered
      ? { text: "✓", share: 1, tone: "done", label: "Closed, recovered" }
      : { text: "–", share: 1, tone: "quiet", label: "Closed, not recovered" };
  }
  if (facts.state === "snoozed" && facts.snoozedUntil !== null) {
    const untilMs = Date.parse(facts.snoozedUntil);
    const label = `Snoozed until ${whenWords(untilMs, nowMs, timeZone)}`;
    return { text: leftText(untilMs, nowMs, timeZone), share: 0, tone: "quiet", label };
  }
  const dueMs = Date.parse(facts.dueAt);
  const leftMs = dueMs - nowMs;
  const due = whenWords(dueMs, nowMs, timeZone);
  if (leftMs < 0) {
    return {
      text: overdueText(-leftMs),
      share: 1,
      tone: "late",
      label: `Overdue by ${durationWords(leftMs)}, was due ${due}`,
    };
  }
  const wholeMs = Math.max(1, dueMs - Date.parse(facts.startedAt));
  return {
    text: leftText(dueMs, nowMs, timeZone),
    share: Math.min(1, leftMs / wholeMs),
    tone: nowMs >= Date.parse(facts.warnAt) ? "soon" : "calm",
    label: `Due ${due}, ${durationWords(leftMs)} left`,
  };
}

/** How long until an instant, in at most six characters: `2:41`, `3 h`, `Mon`, `28 Nov`. */
export function leftText(untilMs: number, nowMs: number, timeZone: string): string {
  const leftMs = Math.max(0, untilMs - nowMs);
  if (leftMs < hourMs) {
    const seconds = Math.floor(leftMs / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  const days = dayDistance(untilMs, nowMs, timeZone);
  // A night's distance is told as a day; within the day, and shortly past midnight, hours say more.
  if (days === 0 || leftMs < 6 * hourMs) return `${Math.floor(leftMs / hourMs)} h`;
  return days < 7 ? weekdayShort(untilMs, timeZone) : dayMonth(untilMs, timeZone);
}

/** How long overdue, with a true minus sign: `−32s`, `−4m`, `−3h`, `−2d`. */
export function overdueText(lateMs: number): string {
  if (lateMs < minuteMs) return `−${Math.floor(lateMs / 1000)}s`;
  if (lateMs < hourMs) return `−${Math.floor(lateMs / minuteMs)}m`;
  if (lateMs < 2 * dayMs) return `−${Math.floor(lateMs / hourMs)}h`;
  return `−${Math.floor(lateMs / dayMs)}d`;
}
