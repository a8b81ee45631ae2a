// The one gate for every text that leaves, whoever sends it. Rules after docs/rules.md; their numbers stand
// beside the words. Not legal advice: the owner's counsel confirms each place.
import { kindOfNumber } from "#phone-number.ts";
import { findPromises } from "./promise-guard.ts";

/** The version of these rules; stored with each decision, so that it can be explained and replayed. */
export const outboundRulesVersion = "2026-11-21.1";

/** What kind of text this is: its class decides which rules bind it (docs/rules.md). */
export type MessageClass = "control" | "responsive" | "service" | "marketing" | "staff" | "internal";

export interface OutboundMessage {
  readonly class: MessageClass;
  readonly purpose: "acknowledgement" | "keyword-reply" | "staff-text" | "staff-alert" | "emergency-notice";
  readonly body: string;
  /** Names that stand in the text as names, not as words: a "Free Spirit Salon" promises nothing. */
  readonly names?: readonly string[];
  /** After this a text is of no use to the caller; null where it never gets stale. */
  readonly usefulUntil: Temporal.Instant | null;
}

export interface Recipient {
  /** null: withheld, or not a phone number. */
  readonly number: string | null;
  /** Where there is no number: whether it was withheld, or is none of a phone. Not known is withheld. */
  readonly withheld?: boolean;
  readonly callerIdTrust: "verified" | "partial" | "failed" | "none";
  readonly optedOut: boolean;
  /** What is known of the line: false after the provider said landline or unreachable for texts. */
  readonly smsCapable: boolean | null;
  readonly isOwnNumber: boolean;
  readonly isStaff: boolean;
  /** A person marked the contact as not to be contacted; not known is no. */
  readonly doNotContact?: boolean;
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

export interface RecentTraffic {
  /** The last acknowledgement to this number, other than for the present episode. */
  readonly lastAcknowledgementAt: Temporal.Instant | null;
  readonly dedupeHours: number;
  readonly episodeAcknowledged: boolean;
  readonly lineLastMinute: number;
  readonly lineLastDay: number;
  /** Somebody has talked with the caller since the call that this text would answer; not known is no. */
  readonly talkedSince?: boolean;
}

/** Sending limits of a line against bursts and pumping (docs/rules.md C5, S15). */
export const lineLimits = { perMinute: 10, perDay: 200 } as const;

export type OutboundRule =
  | "no-line"
  | "provider-cannot-text"
  | "acknowledgement-off"
  | "number-withheld"
  | "not-textable-number"
  | "landline"
  | "own-number"
  | "staff-number"
  | "country-not-allowed"
  | "opted-out"
  | "do-not-contact"
  | "caller-id-failed"
  | "not-registered"
  | "already-acknowledged"
  | "acknowledged-recently"
  | "talked-since"
  | "too-late-to-be-useful"
  | "line-limit"
  | "would-promise"
  | "marketing-off"
  | "outside-sending-hours";

/** Each rule in plain words, for the person who asks why nobody was texted. */
export const outboundRuleWords: Record<OutboundRule, string> = {
  "no-line": "the number the caller dialed is not connected",
  "provider-cannot-text": "the phone system of this number sends no texts",
  "acknowledgement-off": "automatic texts are switched off",
  "number-withheld": "the caller withheld the number",
  "not-textable-number": "this kind of number takes no texts",
  landline: "the line takes no texts",
  "own-number": "it is one of our own numbers",
  "staff-number": "it is a phone of the team",
  "country-not-allowed": "texts to this country are not allowed",
  "opted-out": "this person asked for no texts",
  "do-not-contact": "this contact is marked as not to be contacted",
  "caller-id-failed": "the network says the caller id is false",
  "not-registered": "the number is not registered for texting yet",
  "already-acknowledged": "this caller already got the text for this matter",
  "acknowledged-recently": "this caller already got a text a short while ago",
  "talked-since": "somebody has talked with the caller since",
  "too-late-to-be-useful": "it would arrive too late to be useful",
  "line-limit": "too many texts went out from this number just now",
  "would-promise": "the text would promise something",
  "marketing-off": "advertising texts are switched off",
  "outside-sending-hours": "it is outside the hours for such texts",
};

export type OutboundDecision =
  | { readonly decision: "allow"; readonly rules: readonly OutboundRule[]; readonly rulesVersion: string }
  | {
      readonly decision: "hold";
      readonly until: Temporal.Instant;
      readonly rules: readonly OutboundRule[];
      readonly rulesVersion: string;
    }
  | { readonly decision: "block"; readonly rules: readonly OutboundRule[]; readonly rulesVersion: string };

/** Whether a text may go, must wait, or must not go, with every rule that spoke against it. Asked again at dispatch. */
export function decideOutbound(
  message: OutboundMessage,
  to: Recipient,
  line: SendingLine,
  traffic: RecentTraffic,
  now: Temporal.Instant,
): OutboundDecision {
  const blocks = [
    ...lineBlocks(message, line),
    ...recipientBlocks(message, to, line),
    ...messageBlocks(message, traffic, now),
  ];
  if (blocks.length > 0) return { decision: "block", rules: blocks, rulesVersion: outboundRulesVersion };
  const until = message.class === "service" ? nextSendingHour(line.timeZone, now) : null;
  if (until) return { decision: "hold", until, rules: ["outside-sending-hours"], rulesVersion: outboundRulesVersion };
  return { decision: "allow", rules: [], rulesVersion: outboundRulesVersion };
}

function lineBlocks(message: OutboundMessage, line: SendingLine): OutboundRule[] {
  const rules: OutboundRule[] = [];
  if (line.number === null || !line.connected) rules.push("no-line");
  else if (!line.canText) rules.push("provider-cannot-text");
  if (message.purpose === "acknowledgement" && !line.acknowledgementEnabled) rules.push("acknowledgement-off");
  // S17: unregistered US traffic is blocked by the carriers; a simulated or non-carrier peer is exempt. Where nothing can
  // be sent, registering would not help.
  if (
    line.canText &&
    line.number?.startsWith("+1") &&
    line.registration !== "approved" &&
    line.registration !== "exempt"
  )
    rules.push("not-registered");
  return rules;
}

function recipientBlocks(message: OutboundMessage, to: Recipient, line: SendingLine): OutboundRule[] {
  if (to.number === null) return [to.withheld === false ? "not-textable-number" : "number-withheld"];
  const rules: OutboundRule[] = [];
  const kind = kindOfNumber(to.number);
  if (kind !== "ordinary" || !/^\+[1-9]\d{7,14}$/.test(to.number)) rules.push("not-textable-number");
  if (to.smsCapable === false) rules.push("landline");
  if (to.isOwnNumber) rules.push("own-number");
  if (to.isStaff && message.class !== "internal" && message.class !== "staff") rules.push("staff-number");
  if (line.number !== null && !sameCountry(line.number, to.number)) rules.push("country-not-allowed");
  // S12: HELP and the one confirmation of STOP are answered also when opted out; nothing else is.
  if (to.optedOut && (message.class !== "control" || message.purpose === "emergency-notice")) rules.push("opted-out");
  if (to.doNotContact && (message.class !== "control" || message.purpose === "emergency-notice"))
    rules.push("do-not-contact");
  if (to.callerIdTrust === "failed" && message.purpose === "acknowledgement") rules.push("caller-id-failed");
  return rules;
}

function messageBlocks(message: OutboundMessage, traffic: RecentTraffic, now: Temporal.Instant): OutboundRule[] {
  const rules: OutboundRule[] = [];
  if (message.class === "marketing") rules.push("marketing-off");
  if (message.purpose === "acknowledgement") {
    if (traffic.episodeAcknowledged) rules.push("already-acknowledged");
    const quietUntil = traffic.lastAcknowledgementAt?.add({ hours: traffic.dedupeHours });
    if (quietUntil && Temporal.Instant.compare(now, quietUntil) < 0) rules.push("acknowledged-recently");
    if (traffic.talkedSince) rules.push("talked-since");
  }
  if (message.usefulUntil && Temporal.Instant.compare(now, message.usefulUntil) >= 0)
    rules.push("too-late-to-be-useful");
  const automatic = message.class === "responsive" || message.class === "service";
  if (automatic && (traffic.lineLastMinute >= lineLimits.perMinute || traffic.lineLastDay >= lineLimits.perDay))
    rules.push("line-limit");
  // Promise 6 is a wall for automation; people are warned elsewhere and decide themselves.
  if (automatic && findPromises(message.body, message.names).length > 0) rules.push("would-promise");
  return rules;
}

/**
 * C6: texts stay in the country of the line. Within +1 the numbers of other countries and the territories are walled off,
 * because they are where toll fraud lives.
 */
function sameCountry(line: string, to: string): boolean {
  if (line.startsWith("+1")) return to.startsWith("+1") && !walledAreaCodes.has(to.slice(2, 5));
  const code = callingCode(line);
  return to.startsWith(code);
}

const walledAreaCodes = new Set(
  "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876 340 670 671 684 787 939 900".split(
    " ",
  ),
);

/** Two digits tell the countries Ringback is sold in apart; a longer code only makes the wall narrower, never wider. */
function callingCode(e164: string): string {
  return e164.slice(0, 3);
}

/** S13: informational texts that answer nothing go between 08:00 and 20:00 local time. */
function nextSendingHour(timeZone: string, now: Temporal.Instant): Temporal.Instant | null {
  const local = now.toZonedDateTimeISO(timeZone);
  if (local.hour >= 8 && local.hour < 20) return null;
  const day = local.hour >= 20 ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from("08:00") }).toInstant();
}
