// An account's rules as one versioned, validated value. Every decision stores the version it was made under.
import type { BusinessCalendar } from "#business-hours/calendar.ts";
import { defaultRetryRules, type RetryRules } from "#callbacks/retry-rules.ts";
import type { Intent, Urgency } from "#classification/assessment.ts";
import type { AccountPhrase } from "#classification/find-signals.ts";
import { type ConversationRules, defaultConversationRules } from "#conversations/conversation-rules.ts";
import type { AlarmReason } from "#escalation/alarm-reason.ts";
import { plainRouting, type Routing } from "#ownership/routing.ts";
import type { AlsoRing } from "./also-ring.ts";
import type { OverflowRule } from "./overflow.ts";
import type { Script } from "./scripts/script.ts";
import { defaultTextingRules, type TextingRules } from "./texting-rules.ts";

/** Who is told after how long, while nobody has acknowledged the alarm. */
export interface EscalationStep {
  /** Minutes after the step before (or after the alarm, for the first). */
  readonly afterMinutes: number;
  readonly tell: "owner" | "backup" | "on-call" | "everyone" | "member";
  readonly memberId?: string | undefined;
  /** Told in the first round alone: the repeats pass this step over. */
  readonly once?: boolean | undefined;
}

/** One row of the targets: what of a callback it names (null: any), and how long it may take. */
export interface TargetRule {
  readonly numberId: string | null;
  readonly urgency: Urgency | null;
  readonly intent: Intent | null;
  readonly minutes: number;
  /** `open`: only minutes in which the business is open count; `always`: every minute. */
  readonly clock: "open" | "always";
}

/** Who is told in which order, and again how often. */
export interface Ladder {
  readonly steps: readonly EscalationStep[];
  readonly repeatEveryMinutes: number;
  readonly repeatTimes: number;
  /** `open`: the pauses between the rounds count only minutes in which the business is open. Absent: every minute. */
  readonly repeatClock?: TargetRule["clock"] | undefined;
}

export interface Disposition {
  readonly key: string;
  readonly label: string;
  /** Whether a human conversation with the caller has happened. A voicemail left on a voicemail never counts. */
  readonly recovered: boolean;
  /** Whether the caller booked: then it counts as business won. Absent: what comes with Ringback as "Reached, booked" does. */
  readonly booked?: boolean | undefined;
  /** No longer offered. It stays, since callbacks were closed with it. */
  readonly retired?: boolean | undefined;
}

/** Whether a caller whose callback is closed so has booked. */
export function isBooking({ key, booked }: Pick<Disposition, "key" | "booked">): boolean {
  return booked ?? key === "reached-booked";
}

export interface OwnershipRule {
  readonly numberId: string;
  readonly ownerId: string;
  readonly backupId: string | null;
}

export interface Playbook {
  readonly businessName: string;
  readonly trade: string;
  readonly hours: BusinessCalendar;
  readonly answering: {
    /** Members whose phones ring together. */
    readonly ringMemberIds: readonly string[];
    /** Who rings with them at certain times or on certain numbers. */
    readonly alsoRing: readonly AlsoRing[];
    /** Who rings when none of those answers, at most one rule a number. */
    readonly overflow: readonly OverflowRule[];
    readonly ringSeconds: number;
    readonly requireAcceptKey: boolean;
    readonly greeting: string;
    readonly afterHoursGreeting: string;
    readonly voicemailMaxSeconds: number;
    /** A person who answers after so many seconds of waiting answered late. */
    readonly lateAnswerSeconds: number;
  };
  readonly acknowledgement: {
    readonly enabled: boolean;
    readonly template: string;
    readonly afterHoursTemplate: string;
    /** Sent instead when the voicemail names a danger to life: it tells the caller whom to dial (docs/rules.md E1). */
    readonly emergencyTemplate: string;
    readonly holdOffSeconds: number;
    /** A text later than this after the call is of no use and is not sent (docs/rules.md S2: at most 10 minutes). */
    readonly usefulForMinutes: number;
    readonly dedupeHours: number;
  };
  readonly ownership: {
    readonly ownerId: string | null;
    readonly backupId: string | null;
    /** Has the callback when no rule resolves; a review hold then says why. */
    readonly fallbackId: string | null;
    readonly byNumber: readonly OwnershipRule[];
  };
  /** Rules that are asked before the owners above, and the people's time and skills. */
  readonly routing: Routing;
  readonly sla: {
    readonly targetMinutes: number;
    readonly highMinutes: number;
    readonly emergencyMinutes: number;
    /** The target where no text may go: the callback gets more urgent instead. */
    readonly noTextMinutes: number;
    readonly warnBeforeMinutes: number;
    readonly emergencyIgnoresHours: boolean;
    /** A call to the caller from any phone that talked at least so long was the conversation: the callback closes itself. */
    readonly conversationSeconds: number;
    /** Targets of their own, by number, urgency and intent; the fields above hold where none fits. */
    readonly targets: readonly TargetRule[];
    /** For how many days a callback can be put off at most. */
    readonly snoozeDays: number;
  };
  /** The ladder of every alarm that has none of its own. */
  readonly escalation: Ladder & {
    readonly byReason: { readonly [reason in AlarmReason]?: Ladder | undefined };
    /** Whoever has taken an alarm in hand, or claimed what is due, has so long to try to reach the caller. */
    readonly handMinutes: number;
  };
  readonly dispositions: readonly Disposition[];
  /** When to try again after a try that reached nobody. */
  readonly retries: RetryRules;
  /** The business's own words for calling back; where it has none, its trade's are suggested. */
  readonly scripts: readonly Script[];
  readonly classification: {
    /** The business's own words that matter. They may raise an urgency, alarm people, and never lower anything. */
    readonly phrases: readonly AccountPhrase[];
  };
  /** What the owner chose about texts, within the law. */
  readonly texting: TextingRules;
  /** Two-way texts: the question at the end of the acknowledgement, and the teams that answer. */
  readonly conversation: ConversationRules;
}

/** Limits chosen so that a mistyped rule cannot ring a phone for an hour or alarm a team all night. */
export const playbookLimits = {
  ringSecondsMax: 60,
  voicemailSecondsMax: 300,
  escalationStepsMax: 8,
  usefulForMinutesMax: 10,
  lateAnswerSecondsMax: 600,
  /** Less than this and a mailbox's greeting would pass for a conversation. */
  conversationSecondsMin: 20,
  conversationSecondsMax: 600,
  alsoRingMax: 40,
  targetsMax: 40,
  /** Two days without a break. */
  targetMinutesMax: 2880,
  handMinutesMax: 240,
  phrasesMax: 100,
  phraseLengthMax: 80,
  /** A single word shorter than this would be found in nearly every message. */
  singleWordLengthMin: 4,
} as const;

/** What playbooks of earlier releases do not say. */
export const playbookDefaults = {
  lateAnswerSeconds: 60,
  alsoRing: [],
  overflow: [],
  conversationSeconds: 60,
  targets: [],
  snoozeDays: 7,
  byReason: {},
  handMinutes: 15,
} as const satisfies Partial<Playbook["answering"] & Playbook["sla"] & Playbook["escalation"]>;

/** A playbook as it was stored, by whichever release, with what that release did not know of. */
export function completePlaybook<Stored extends StoredPlaybook>(stored: Stored) {
  const { lateAnswerSeconds, alsoRing, overflow, conversationSeconds, targets, snoozeDays, byReason, handMinutes } =
    playbookDefaults;
  return {
    ...stored,
    answering: { lateAnswerSeconds, alsoRing, overflow, ...stored.answering },
    sla: { conversationSeconds, targets, snoozeDays, ...stored.sla },
    escalation: { byReason, handMinutes, ...stored.escalation },
    classification: stored.classification ?? { phrases: [] },
    retries: { ...defaultRetryRules, ...stored.retries },
    scripts: stored.scripts ?? [],
    texting: { ...defaultTextingRules, ...stored.texting },
    conversation: { ...defaultConversationRules, ...stored.conversation },
    routing: { ...plainRouting, ...stored.routing },
  };
}

/** A playbook of this release or an earlier one. */
export type StoredPlaybook = Omit<
  Playbook,
  "answering" | "sla" | "escalation" | "classification" | "texting" | "routing" | "conversation"
> & {
  readonly routing?: Partial<Routing>;
  readonly retries?: Partial<RetryRules>;
  readonly scripts?: readonly Script[];
  readonly classification?: Playbook["classification"];
  readonly texting?: Partial<TextingRules>;
  readonly conversation?: Partial<ConversationRules>;
  readonly answering: Omit<Playbook["answering"], "lateAnswerSeconds" | "alsoRing" | "overflow"> &
    Partial<Pick<Playbook["answering"], "lateAnswerSeconds" | "alsoRing" | "overflow">>;
  readonly sla: Omit<Playbook["sla"], "conversationSeconds" | "targets" | "snoozeDays"> &
    Partial<Pick<Playbook["sla"], "conversationSeconds" | "targets" | "snoozeDays">>;
  readonly escalation: Ladder & Partial<Playbook["escalation"]>;
};
