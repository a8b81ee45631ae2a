// The case's history in plain words, merged from what each part of the house wrote down.
import { outboundRuleWords } from "#acknowledgement/outbound-rule.ts";
import { breachReasons, breachReasonWords } from "./breach-reason.ts";
import { missWords } from "./call-words.ts";
import { clockWords, lengthWords } from "./clock-words.ts";
import { alarmWords, attemptWords, deliveryWords, plainWords, sentenceCase } from "./label-words.ts";
import { type NoticeFact, toldWords } from "./notice-words.ts";

type Detail = Readonly<Record<string, unknown>>;

/** One thing that was written down. `at` is when it became known. */
export type TimelineFact =
  | {
      readonly from: "callback";
      readonly id: string;
      readonly at: Temporal.Instant;
      readonly kind: string;
      readonly by: string | null;
      readonly detail: Detail;
    }
  | {
      readonly from: "call";
      readonly id: string;
      readonly at: Temporal.Instant;
      readonly kind: string;
      readonly detail: Detail;
      readonly call: {
        readonly missReason: string | null;
        readonly rangSeconds: number | null;
        readonly isFirst: boolean;
      };
    }
  | {
      readonly from: "message";
      readonly id: string;
      readonly at: Temporal.Instant;
      readonly purpose: string;
      readonly state: string;
      readonly body: string;
      readonly rules: readonly string[];
      /** The member who wrote it, or who was told. */
      readonly memberId: string | null;
    }
  | {
      readonly from: "notice";
      readonly id: string;
      readonly at: Temporal.Instant;
      /** null: the chat of the business. */
      readonly memberId: string | null;
      readonly channels: readonly NoticeFact[];
    };

export interface TimelineEntry {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly text: string;
  readonly by: string | null;
  readonly kind: string;
  readonly quote: string | null;
}

export interface TimelineNames {
  readonly now: Temporal.Instant;
  readonly timeZone: string;
  /** The name of a member, also of one who left. */
  readonly nameOf: (memberId: string) => string | null;
  readonly outcomeOf: (disposition: string) => string;
}

/** The entries in order. What says the same twice (an event and its message) is told once, by the one that says more. */
export function timelineOf(facts: readonly TimelineFact[], names: TimelineNames): TimelineEntry[] {
  return facts
    .flatMap((fact) => {
      const entry = entryOf(fact, names);
      return entry === null ? [] : [{ ...entry, id: fact.id, at: fact.at, rank: rankOf(fact) }];
    })
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at) || a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map(({ rank: _, ...entry }) => entry);
}

/** Within one moment: the call, what it brought, the texts, then the alarms. */
function rankOf(fact: TimelineFact): number {
  if (fact.from === "call") return fact.kind === "missed" || fact.kind === "answered" ? 0 : 1;
  if (fact.from === "message") return fact.purpose === "staff-alert" ? 6 : 3;
  if (fact.from === "notice") return 6;
  return fact.kind === "opened" || fact.kind === "classified" ? 2 : fact.kind === "told" ? 5 : 4;
}

type Words = Pick<TimelineEntry, "text" | "by" | "kind" | "quote">;

function entryOf(fact: TimelineFact, names: TimelineNames): Words | null {
  if (fact.from === "message") return messageWords(fact, names);
  if (fact.from === "notice") {
    const who = fact.memberId === null ? null : (names.nameOf(fact.memberId) ?? "Somebody");
    return { text: toldWords(who, fact.channels), by: null, kind: "notice", quote: null };
  }
  if (fact.from === "call") {
    const text = callEventWords(fact, names);
    return text === null ? null : { text, by: null, kind: `call-${fact.kind}`, quote: null };
  }
  const text = callbackEventWords(fact, names);
  if (text === null) return null;
  const by = fact.by === null ? null : names.nameOf(fact.by);
  return { text, by, kind: fact.kind, quote: wordOf(fact.detail, "note") };
}

function callEventWords(
  { kind, detail, call }: Extract<TimelineFact, { from: "call" }>,
  names: TimelineNames,
): string | null {
  switch (kind) {
    case "missed":
      return call.isFirst ? missWords(call) : `Called again: ${lowerFirst(missWords(call))}`;
    case "answered": {
      const who = nameIn(detail, "memberId", names);
      return who === null ? "Called again and was answered" : `Called again and was answered by ${who}`;
    }
    case "voicemail-left": {
      const seconds = detail["durationSeconds"];
      return typeof seconds === "number" ? `Left a voicemail, ${seconds} s` : "Left a voicemail";
    }
    case "entered-as-lead":
      return "Not found by number; entered as a new lead";
    default:
      return null; // the ledger of the call has every event
  }
}

function callbackEventWords(fact: Extract<TimelineFact, { from: "callback" }>, names: TimelineNames): string | null {
  const { kind, detail } = fact;
  const name = (key: string) => nameIn(detail, key, names);
  switch (kind) {
    case "opened": {
      const backup = name("backupId");
      const given = `Callback given to ${name("ownerId") ?? "somebody"}${backup === null ? "" : `, backup ${backup}`}`;
      if (wordOf(detail, "messageId") === null) return given;
      return wordOf(detail, "follows") === null
        ? `Texted. ${given}`
        : `Texted again after the last matter was closed. ${given}`;
    }
    case "called-again": // the call itself tells it
    case "caller-texted":
    case "texted": // the message does
      return null;
    case "question-answered":
      return `Answered the question: ${wordOf(detail, "number") ?? ""} ${wordOf(detail, "label") ?? "in their own words"}`.replace(
        ":  ",
        ": ",
      );
    case "consent-noted":
      return "What they said about texts was noted";
    case "opted-out":
      return "Asked for no more texts";
    case "classified":
      return classifiedWords(detail);
    case "claimed":
      return "Claimed";
    case "released":
      return "Given back";
    case "claim-lapsed":
      return `Back on the list: ${name("claimedBy") ?? "who had taken it"} did not try within ${detail["handMinutes"]} minutes`;
    case "snoozed":
      return `Put off until ${momentIn(detail, "until", names)}: ${wordOf(detail, "reason") ?? "no reason given"}`;
    case "woken":
      return `Back on the list${becauseWords[wordOf(detail, "because") ?? ""] ?? ""}`;
    case "rerouted":
      return `Given to ${name("ownerId") ?? "somebody else"} by the rules, for what was said since`;
    case "reassigned": {
      const to = name("ownerId") ?? name("to") ?? "somebody else";
      const cause = causeWords[wordOf(detail, "cause") ?? ""];
      return `Given to ${to}${cause === undefined ? "" : `: ${cause}`}`;
    }
    case "calling":
      return "Calling back";
    case "attempt-ended":
      return `Call back ended: ${attemptWords(wordOf(detail, "result") ?? "unknown")}`;
    case "attempted":
      return `${detail["outside"] === true ? "Called from another phone" : `Attempt by ${channelWords(wordOf(detail, "channel"))}`}: ${attemptWords(wordOf(detail, "result") ?? "unknown")}`;
    case "warned":
      return `Due soon; ${name("ownerId") ?? "the owner"} was warned`;
    case "moved-up":
      return "No text reached the caller, so the callback moved up";
    case "breached":
      return `Overdue: nobody has spoken with the caller in time${breachWordsIn(detail)}`;
    case "escalated": {
      const reason = alarmWords(wordOf(detail, "reason") ?? "needs a person");
      return detail["joined"] === true ? `Alarm goes on, now also: ${reason}` : `Alarm raised: ${reason}`;
    }
    case "told":
      return `Alarm went to ${namesIn(detail, "memberIds", names)}`;
    case "notice-held":
      return `${name("memberId") ?? "Somebody"} keeps quiet hours and is told ${momentIn(detail, "until", names)}`;
    case "notice-gathered":
      return `${name("memberId") ?? "Somebody"} hears of it in one message with what else is overdue`;
    case "not-told":
      return `${name("memberId") ?? "Somebody"} was not told: ${notToldWords[wordOf(detail, "because") ?? ""] ?? "no channel"}`;
    case "told-in-spite":
      return `${name("memberId") ?? "Somebody"} was told ${inSpiteWords[wordOf(detail, "because") ?? ""] ?? "all the same"}`;
    case "nobody-reached":
      return "Nobody could be told on any channel; the alarm climbs at once";
    case "alarm-acknowledged": {
      const channel = wordOf(detail, "channel");
      const how = channel === "text" ? ", by text" : channel === "voice" ? ", on the phone" : "";
      return `Took the alarm in hand${how}`;
    }
    case "alarm-runs-again":
      return `Alarm runs again: ${name("acknowledgedBy") ?? "who took it"} had it in hand and did not try`;
    case "alarm-handed-on":
      return `Gave the alarm on to ${name("memberId") ?? "somebody"}`;
    case "late-explained":
      return `Said why it was late${breachWordsIn(detail)}`;
    case "closed":
      return `Closed: ${outcomeIn(detail, names)}`;
    case "closed-itself": {
      if (wordOf(detail, "because") === "reached-outside") return `Closed itself: ${reachedWords(fact, names)}`;
      if (wordOf(detail, "because") === "same-matter")
        return "Closed itself: somebody had talked with the caller since this call";
      if (wordOf(detail, "because") === "joined") return "Closed itself: the caller has another open callback";
      const who = name("answeredBy");
      return `Closed itself: the caller got through${who === null ? "" : ` to ${who}`}`;
    }
    case "taken-back":
      return `Took back: ${actionWords[wordOf(detail, "action") ?? ""] ?? "an action"}`;
    case "reopened":
      return "Opened again";
    case "reopened-itself":
      return "Opened again by itself: what had closed it was no conversation";
    case "caller-named":
      return "The number became known";
    case "corrected":
      return `Labels set by hand: ${changesIn(detail)}`;
    case "hold-resolved":
      return wordOf(detail, "resolution") === "dismissed" ? "Review dismissed" : "Reviewed and confirmed";
    case "hold-reopened":
      return detail["labelsRestored"] === true ? "Review taken back; the labels are as before" : "Review taken back";
    case "review-overdue":
      return `Nobody decided the review in time; ${namesIn(detail, "memberIds", names)} was told`;
    default:
      return sentenceCase(plainWords(kind));
  }
}

function classifiedWords(detail: Detail): string {
  const source = wordOf(detail, "messageId") === null ? "Voicemail transcribed" : "Text read";
  const intent = wordOf(detail, "intent") ?? "unclear";
  if (wordOf(detail, "urgency") === "emergency") return `${source}; emergency wording found`;
  if (wordOf(detail, "lane") === "complaint") return `${source}; complaint wording found`;
  return intent === "unclear"
    ? `${source}; it is not clear what they want`
    : `${source}; they want: ${plainWords(intent)}`;
}

function messageWords(fact: Extract<TimelineFact, { from: "message" }>, names: TimelineNames): Words {
  const who = fact.memberId === null ? null : names.nameOf(fact.memberId);
  const kind = `message-${fact.purpose}`;
  const how = deliveryWords(fact.state);
  if (fact.purpose === "inbound") return { text: "Text from the caller", by: null, kind, quote: fact.body };
  if (fact.purpose === "staff-alert")
    return { text: `Text to ${who ?? "the team"}: ${how}`, by: null, kind, quote: fact.body };
  if (fact.state === "suppressed") {
    const ruleWords: Readonly<Record<string, string>> = outboundRuleWords;
    const why = fact.rules.map((rule) => ruleWords[rule] ?? plainWords(rule)).join("; ");
    return { text: `No text to the caller${why === "" ? "" : `: ${why}`}`, by: null, kind, quote: null };
  }
  const what = whatWasSent[fact.purpose] ?? "Text to the caller";
  return { text: `${what}: ${how}`, by: fact.purpose === "staff-text" ? who : null, kind, quote: fact.body };
}

const whatWasSent: Readonly<Record<string, string>> = {
  "keyword-reply": "Automatic reply to the caller",
  "emergency-notice": "Told the caller whom to dial",
};
const actionWords: Readonly<Record<string, string>> = {
  claim: "claimed",
  release: "given back",
  reassign: "given to somebody else",
  snooze: "put off",
  unsnooze: "back on the list",
  "record-attempt": "the attempt",
  close: "closed",
};
const becauseWords: Readonly<Record<string, string>> = {
  "time-has-come": ": its time has come",
  "called-again": ": the caller rang again",
};
const notToldWords: Readonly<Record<string, string>> = {
  unreachable: "no channel leads to them",
  "not-wanted": "they chose no channel for this",
};
const inSpiteWords: Readonly<Record<string, string>> = {
  "quiet-hours": "in spite of their quiet hours: nobody else would have heard",
  "no-choice": "by every channel there is: nobody had chosen one for emergencies",
};
const causeWords: Readonly<Record<string, string>> = {
  "wrong-owner": "it was the wrong person's",
  "wrong-line": "not their line of work",
  "knows-them": "somebody else knows the caller",
  language: "another language is spoken",
  "off-duty": "off duty",
  workload: "to share the work",
  "member-removed": "the owner left the team",
};

function channelWords(channel: string | null): string {
  return channel === "email" ? "e-mail" : (channel ?? "call");
}

/** Who reached the caller from which kind of phone, and for how long. */
function reachedWords({ by, detail }: { readonly by: string | null; readonly detail: Detail }, names: TimelineNames) {
  const who = by === null ? null : names.nameOf(by);
  const seconds = detail["talkSeconds"];
  const length = typeof seconds === "number" ? ` and talked ${lengthWords(seconds * 1000)}` : "";
  return `${who ?? "somebody"} reached the caller from another phone${length}`;
}

function changesIn(detail: Detail): string {
  const changes = ["urgency", "intent"].flatMap((label) => {
    const to = wordOf(detail, label);
    const from = wordOf(detail, `${label}Before`);
    return to === null || to === from
      ? []
      : [`${label} ${plainWords(to)}${from === null ? "" : ` instead of ${plainWords(from)}`}`];
  });
  return changes.join(", ") || "no change";
}

function outcomeIn(detail: Detail, names: TimelineNames): string {
  const disposition = wordOf(detail, "disposition");
  return disposition === null ? "no outcome given" : names.outcomeOf(disposition);
}

function momentIn(detail: Detail, key: string, { now, timeZone }: TimelineNames): string {
  const at = wordOf(detail, key);
  return at === null ? "later" : clockWords(Temporal.Instant.from(at), now, timeZone);
}

function nameIn(detail: Detail, key: string, { nameOf }: TimelineNames): string | null {
  const id = wordOf(detail, key);
  return id === null ? null : nameOf(id);
}

function namesIn(detail: Detail, key: string, { nameOf }: TimelineNames): string {
  const ids = detail[key];
  const found = Array.isArray(ids)
    ? ids.flatMap((id) => (typeof id === "string" ? [nameOf(id) ?? "somebody"] : []))
    : [];
  return found.length === 0 ? "nobody" : found.join(", ");
}

/** Why it was late, where the history says it. */
function breachWordsIn(detail: Detail): string {
  const reason = breachReasons.find((one) => one === detail["reason"]);
  return reason === undefined ? "" : ` (${breachReasonWords[reason]})`;
}

function wordOf(detail: Detail, key: string): string | null {
  const value = detail[key];
  return typeof value === "string" && value !== "" ? value : null;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
