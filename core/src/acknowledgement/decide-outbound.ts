// The one gate for every text that leaves, whoever sends it. Rules after docs/rules.md; their numbers stand
// beside the words. Not legal advice: the owner's counsel confirms each place.
import { textingLimits } from "#playbook/texting-rules.ts";
import { capRules, capsVersion, exceedsBudget } from "./law/caps.ts";
import { hasConsent } from "./law/consent.ts";
import { holidaysVersion } from "./law/holidays.ts";
import { afterQuietHours, lawfulMoment } from "./law/lawful-moment.ts";
import { isAllowedCountry, isTextable, numbersVersion, textingCountry } from "./law/numbers.ts";
import { candidatePlaces, type Place, placesVersion } from "./law/places.ts";
import { windowsVersion } from "./law/windows.ts";
import type { MessageClass, OutboundQuestion } from "./outbound-question.ts";
import type { OutboundRule } from "./outbound-rule.ts";
import { isOutsideTextingHours } from "./texting-hours.ts";

/** The version of these rules; stored with each decision, so that it can be explained and replayed. */
export const outboundRulesVersion = "2026-11-21.3";

/** The versions of the tables the rules read. */
export const outboundTables = {
  windows: windowsVersion,
  holidays: holidaysVersion,
  places: placesVersion,
  numbers: numbersVersion,
  caps: capsVersion,
} as const;

/** What a person who types a text is asked once; it forbids nothing. */
export type OutboundWarning = "reads-like-a-promise" | "outside-texting-hours";

interface Decided {
  /** The class that bound the text: words may make an advertisement of it, lateness a text that answers nothing. */
  readonly class: MessageClass;
  readonly rules: readonly OutboundRule[];
  readonly warnings: readonly OutboundWarning[];
  /** What the text has to say besides, and does not yet (S4). */
  readonly mustAdd: readonly ("identity" | "opt-out")[];
  readonly rulesVersion: string;
}

export type OutboundDecision =
  | (Decided & { readonly decision: "allow" })
  | (Decided & { readonly decision: "hold"; readonly until: Temporal.Instant })
  | (Decided & { readonly decision: "block" });

/** Whether a text may go, must wait, or must not go, with every rule that spoke against it. Asked again at dispatch. */
export function decideOutbound(question: OutboundQuestion): OutboundDecision {
  const textClass = boundClass(question);
  const places = placesOf(question);
  const decided = {
    class: textClass,
    warnings: warningsOf(textClass, question, places),
    mustAdd: mustAdd(textClass, question),
    rulesVersion: outboundRulesVersion,
  };
  const blocks = [
    ...lineBlocks(question),
    ...recipientBlocks(textClass, question),
    ...messageBlocks(textClass, question, places),
  ];
  if (blocks.length > 0) return { ...decided, decision: "block", rules: [...new Set(blocks)] };
  const wait = whenLawful(textClass, question, places);
  if (wait === null) return { ...decided, decision: "allow", rules: [] };
  if (wait.until === null) return { ...decided, decision: "block", rules: ["no-lawful-hour"] };
  const { usefulUntil } = question.message;
  // Held until it is of no use is not held.
  if (usefulUntil !== null && Temporal.Instant.compare(wait.until, usefulUntil) >= 0)
    return { ...decided, decision: "block", rules: [wait.rule, "too-late-to-be-useful"] };
  return { ...decided, decision: "hold", until: wait.until, rules: [wait.rule] };
}

/** An answer answers within ten minutes; later it is a text that informs without being asked (docs/rules.md S2). */
const answersWithinMinutes = 10;

/** S3: one advertising word makes an advertisement of what automation sends. */
function boundClass({ message, now }: OutboundQuestion): MessageClass {
  const { class: given, answersAt, wording } = message;
  if (given !== "responsive" && given !== "service") return given;
  if (wording.advertises) return "marketing";
  if (given === "service") return "service";
  const isAnswer =
    answersAt !== null && Temporal.Instant.compare(now, answersAt.add({ minutes: answersWithinMinutes })) <= 0;
  return isAnswer ? "responsive" : "service";
}

/** Every place in which whoever gets this text may be (S14). */
export function placesOf({ to, line }: OutboundQuestion): readonly Place[] {
  if (to.number === null) return [];
  const { number, addresses, override } = to;
  return candidatePlaces({ number, addresses, override, lineTimeZone: line.timeZone });
}

function isAutomatic(textClass: MessageClass): textClass is "responsive" | "service" | "marketing" {
  return textClass === "responsive" || textClass === "service" || textClass === "marketing";
}

function lineBlocks({ message, line }: OutboundQuestion): OutboundRule[] {
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

function recipientBlocks(
  textClass: MessageClass,
  { message, to, line, texting, now }: OutboundQuestion,
): OutboundRule[] {
  if (to.number === null) return [to.withheld ? "number-withheld" : "not-textable-number"];
  const rules: OutboundRule[] = [];
  const isReplyToKeyword = textClass === "control" && message.purpose !== "emergency-notice";
  if (!isTextable(to.number)) rules.push("not-textable-number");
  if (to.smsCapable === false) rules.push("landline");
  if (to.isOwnNumber) rules.push("own-number");
  if (to.isStaff && textClass !== "internal" && textClass !== "staff") rules.push("staff-number");
  if (line.number !== null && !isAllowedCountry(line.number, to.number, texting.countries))
    rules.push("country-not-allowed");
  // S12: HELP and the one confirmation of STOP are answered also when opted out; nothing else is, but what a person types
  // to somebody who wrote to us again since (S9).
  const wroteSince =
    to.optedOutAt !== null &&
    to.consents.inboundSmsAt !== null &&
    Temporal.Instant.compare(to.consents.inboundSmsAt, to.optedOutAt) > 0;
  if (to.optedOutAt !== null && !isReplyToKeyword && !(textClass === "staff" && wroteSince)) rules.push("opted-out");
  if (to.doNotContact && !isReplyToKeyword) rules.push("do-not-contact");
  if (to.doNotCall?.listed === true && textClass === "marketing") rules.push("do-not-call");
  if (to.callerIdTrust === "failed" && isAutomatic(textClass)) rules.push("caller-id-failed");
  if (to.takenByPerson && isAutomatic(textClass)) rules.push("taken-by-a-person");
  if (!hasConsent(textClass, to.consents, now)) rules.push("no-consent");
  return rules;
}

function messageBlocks(textClass: MessageClass, question: OutboundQuestion, places: readonly Place[]): OutboundRule[] {
  const { message, traffic, now } = question;
  const rules: OutboundRule[] = [];
  if (textClass === "marketing" && !marketingIsOn(question)) rules.push("marketing-off");
  if (message.purpose === "acknowledgement") {
    if (traffic.episodeAcknowledged) rules.push("already-acknowledged");
    const quietUntil = traffic.lastAcknowledgementAt?.add({ hours: traffic.dedupeHours });
    if (quietUntil && Temporal.Instant.compare(now, quietUntil) < 0) rules.push("acknowledged-recently");
    if (traffic.talkedSince) rules.push("talked-since");
  }
  if (message.usefulUntil && Temporal.Instant.compare(now, message.usefulUntil) >= 0)
    rules.push("too-late-to-be-useful");
  if (isAutomatic(textClass)) {
    rules.push(...capRules(textClass, question, places));
    // Promise 6 is a wall for automation; people are warned elsewhere and decide themselves.
    if (message.wording.promises.length > 0) rules.push("would-promise");
    if (message.wording.forbidden.length > 0) rules.push("forbidden-content");
    if (message.wording.hasForeignLink) rules.push("foreign-link");
  } else if (textClass === "staff" && message.wording.forbidden.includes("shortened-link")) {
    rules.push("forbidden-content");
  }
  // Alarms, warnings of danger and what people type go all the same; what anybody may provoke by texting does not.
  const isProvoked = isAutomatic(textClass) || message.purpose === "keyword-reply";
  if (isProvoked && exceedsBudget(question)) rules.push("spend-cap");
  return rules;
}

/** S16: off at install, off outside of North America, and only with numbers compared with the Do-Not-Call list of late. */
function marketingIsOn({ to, texting, now }: OutboundQuestion): boolean {
  const { enabled } = texting.marketing;
  // Whichever is later: somebody compared the numbers elsewhere, or the list itself was brought.
  const comparedOn = [texting.marketing.comparedOn, to.doNotCall?.nationalOf]
    .filter((day) => day != null)
    .sort()
    .at(-1);
  const country = to.number === null ? null : textingCountry(to.number);
  if (!enabled || comparedOn === undefined || (country !== "US" && country !== "CA")) return false;
  const compared = Temporal.PlainDate.from(comparedOn).toZonedDateTime("UTC").toInstant();
  return Temporal.Instant.compare(now, compared.add({ hours: (textingLimits.comparedDays + 1) * 24 })) < 0;
}

/** Until when a text has to wait, and why; null: it may go now. `until` null: there is no such hour. */
function whenLawful(
  textClass: MessageClass,
  { texting, now }: OutboundQuestion,
  places: readonly Place[],
): { readonly until: Temporal.Instant | null; readonly rule: OutboundRule } | null {
  if (textClass === "service" || textClass === "marketing") {
    const hours = textClass === "service" ? texting.serviceHours : texting.marketingHours;
    const until = lawfulMoment(textClass, places, hours, now);
    return until?.equals(now) ? null : { until, rule: "outside-sending-hours" };
  }
  if (textClass === "responsive" && texting.quietHours !== null) {
    const until = afterQuietHours(places, texting.quietHours, now);
    return until?.equals(now) ? null : { until, rule: "quiet-hours" };
  }
  return null;
}

/** What a person is asked before their text goes (S13: nobody is written to at night without a reason). */
function warningsOf(
  textClass: MessageClass,
  { message, now }: OutboundQuestion,
  places: readonly Place[],
): OutboundWarning[] {
  if (textClass !== "staff") return [];
  const isLate = places.some(({ zones }) => zones.some((zone) => isOutsideTextingHours(zone, now)));
  return [
    ...(message.wording.promises.length > 0 ? (["reads-like-a-promise"] as const) : []),
    ...(isLate ? (["outside-texting-hours"] as const) : []),
  ];
}

/** Nobody remembers for longer who wrote to them (S4). */
const rememberedDays = 30;

/** S4: the first text of automation, the first after 30 days, and every advertisement say who writes and how to opt out. */
function mustAdd(textClass: MessageClass, { message, traffic, now }: OutboundQuestion): ("identity" | "opt-out")[] {
  if (!isAutomatic(textClass)) return [];
  const last = traffic.lastAutomatedAt;
  const isKnown = last !== null && Temporal.Instant.compare(last.add({ hours: rememberedDays * 24 }), now) > 0;
  if (isKnown && textClass !== "marketing") return [];
  return [
    ...(message.wording.identifies ? [] : (["identity"] as const)),
    ...(message.wording.offersOptOut ? [] : (["opt-out"] as const)),
  ];
}
