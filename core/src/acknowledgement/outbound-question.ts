// What the sending law is asked: everything it needs to know, as one value that can be kept and asked again.
import type { TextingRules } from "#playbook/texting-rules.ts";
import type { Place } from "./law/places.ts";
import type { Wording } from "./law/read-wording.ts";

/** What kind of text this is: its class decides which rules bind it (docs/rules.md). */
export type MessageClass = "control" | "responsive" | "service" | "marketing" | "staff" | "internal";

/**
 * `reply`: automation answers within a conversation. `notice`: informs without being asked. `campaign`: advertises. The
 * others say what they are.
 */
export type MessagePurpose =
  | "acknowledgement"
  | "keyword-reply"
  | "staff-text"
  | "staff-alert"
  | "emergency-notice"
  | "reply"
  | "notice"
  | "campaign";

export interface OutboundMessage {
  readonly class: MessageClass;
  readonly purpose: MessagePurpose;
  /** What its words say. The words themselves stay in the message. */
  readonly wording: Wording;
  /** The call or text of the contact that this answers; null where it answers none. */
  readonly answersAt: Temporal.Instant | null;
  /** After this a text is of no use to the caller; null where it never gets stale. */
  readonly usefulUntil: Temporal.Instant | null;
}

/** When each kind of consent was last given, as far as it may still count (docs/rules.md S1, S20). */
export interface Consents {
  /** The last call about the very matter this text is about; a call covers nothing else. */
  readonly inboundCallAt: Temporal.Instant | null;
  readonly inboundSmsAt: Temporal.Instant | null;
  readonly verbalAt: Temporal.Instant | null;
  readonly webFormAt: Temporal.Instant | null;
  readonly writtenMarketingAt: Temporal.Instant | null;
}

export interface Recipient {
  /** null: withheld, or not a phone number. */
  readonly number: string | null;
  /** Where there is no number: whether it was withheld, or is none of a phone. */
  readonly withheld: boolean;
  readonly callerIdTrust: "verified" | "partial" | "failed" | "none";
  /** The last opt-out that no opt-in followed; null: not opted out. */
  readonly optedOutAt: Temporal.Instant | null;
  readonly consents: Consents;
  /** What is known of the line: false after the provider said landline or unreachable for texts. */
  readonly smsCapable: boolean | null;
  readonly isOwnNumber: boolean;
  readonly isStaff: boolean;
  /** A person marked the contact as not to be contacted. */
  readonly doNotContact: boolean;
  /**
   * Whether the number stands on a Do-Not-Call list of the account, and of which day (ISO) its national list is; it binds
   * advertising alone. Absent in questions that were kept before there were lists.
   */
  readonly doNotCall?: { readonly listed: boolean; readonly nationalOf: string | null } | undefined;
  /** A person has taken over the conversation with this number. */
  readonly takenByPerson: boolean;
  /** By the addresses of those who are known by this number; they add to what the area code says. */
  readonly addresses: readonly Place[];
  /** Where a person said with a reason that they are, instead of what the area code says. */
  readonly override: Place | null;
}

export interface SendingLine {
  readonly number: string | null;
  readonly connected: boolean;
  /** Whether the phone system of the line sends texts at all. */
  readonly canText: boolean;
  readonly registration: "none" | "pending" | "approved" | "exempt";
  readonly acknowledgementEnabled: boolean;
  readonly timeZone: string;
}

/** What has gone to this number, its neighbours, and from this line and business before. Never this text itself. */
export interface RecentTraffic {
  /** The last acknowledgement to this number, other than for the present episode. */
  readonly lastAcknowledgementAt: Temporal.Instant | null;
  readonly dedupeHours: number;
  readonly episodeAcknowledged: boolean;
  /** Somebody has talked with the caller since the call that this text would answer. */
  readonly talkedSince: boolean;
  /** The last text of automation to this number (S4: who writes to whom for the first time says who it is). */
  readonly lastAutomatedAt: Temporal.Instant | null;
  /** Texts of automation to this number that were no answers within a conversation. */
  readonly automatedLastDay: number;
  readonly automatedLastWeek: number;
  readonly marketingLastDay: number;
  readonly marketingLast30Days: number;
  /** Answers of automation since the number's last text to us, and in all since a person last wrote. */
  readonly repliesSinceInbound: number;
  readonly repliesInThread: number;
  readonly lineLastMinute: number;
  readonly lineLastDay: number;
  /** Texts of automation within the hour to other numbers that differ in the last three digits only. */
  readonly neighboursLastHour: number;
  /** Segments of all texts of the business in 24 hours: what carriers charge by. */
  readonly segmentsLastDay: number;
}

export interface OutboundQuestion {
  readonly message: OutboundMessage;
  readonly to: Recipient;
  readonly line: SendingLine;
  readonly traffic: RecentTraffic;
  readonly texting: TextingRules;
  readonly trade: string;
  readonly now: Temporal.Instant;
}
