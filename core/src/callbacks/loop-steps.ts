import { outboundRuleWords } from "#acknowledgement/outbound-rule.ts";
import { missWords } from "./call-words.ts";
import { clockWords, lengthWords } from "./clock-words.ts";
import { attemptWords, plainWords } from "./label-words.ts";

export interface LoopStep {
  readonly step: "detected" | "acknowledged" | "classified" | "owned" | "recovered";
  readonly state: "done" | "now" | "todo" | "stopped";
  readonly at: Temporal.Instant | null;
  readonly note: string;
  readonly detail: string | null;
}

/** Everything the five steps are told from. */
export interface LoopFacts {
  readonly now: Temporal.Instant;
  readonly timeZone: string;
  readonly call: {
    readonly arrivedAt: Temporal.Instant;
    readonly detectedAt: Temporal.Instant | null;
    readonly detectedAfterMs: number | null;
    readonly missReason: string | null;
    /** They never called: a text opened it. */
    readonly texted?: boolean;
    readonly rangSeconds: number | null;
  };
  readonly acknowledgement: {
    readonly state: string;
    readonly at: Temporal.Instant;
    readonly rules: readonly string[];
    readonly errorCode: string | null;
  } | null;
  /** Whether the target got shorter because no text may go. */
  readonly movedUp: boolean;
  readonly assessment: {
    readonly at: Temporal.Instant;
    readonly urgency: string;
    readonly intent: string;
    readonly lane: string;
    readonly quotes: readonly string[];
    readonly noSpeech: boolean;
    readonly byPerson: boolean;
  } | null;
  readonly wordsOnTheirWay: boolean;
  readonly callback: {
    readonly state: "open" | "claimed" | "snoozed" | "closed";
    readonly openedAt: Temporal.Instant;
    readonly dueAt: Temporal.Instant;
    readonly snoozedUntil: Temporal.Instant | null;
    readonly ownerName: string;
    readonly claimedByName: string | null;
    readonly closedAt: Temporal.Instant | null;
    readonly outcome: string | null;
    readonly recovered: boolean;
    readonly attempts: number;
    readonly lastAttempt: string | null;
    readonly onTheLine: boolean;
  };
}

/** The recovery loop of one callback: what is done, what is under way, what is to come, and what stopped and why. */
export function loopSteps(facts: LoopFacts): LoopStep[] {
  return [detected(facts), acknowledged(facts), classified(facts), owned(facts), recovered(facts)];
}

function detected({ call }: LoopFacts): LoopStep {
  const note = call.detectedAfterMs === null ? "" : `+${lengthWords(call.detectedAfterMs)}`;
  return {
    step: "detected",
    state: "done",
    at: call.detectedAt ?? call.arrivedAt,
    note,
    detail: call.texted ? "Texted us" : missWords(call),
  };
}

function acknowledged({ acknowledgement, movedUp, call }: LoopFacts): LoopStep {
  const step = (state: LoopStep["state"], note: string, detail: string | null = null): LoopStep => ({
    step: "acknowledged",
    state,
    at: acknowledgement?.at ?? null,
    note,
    detail,
  });
  switch (acknowledgement?.state) {
    case undefined:
      if (call.texted) return step("done", "none needed: they wrote to us");
      return step("todo", "no text yet");
    case "delivered":
      return step("done", "text delivered");
    case "sent":
      return step("done", "text sent", "The carrier has not confirmed that it arrived.");
    case "queued":
    case "sending":
      return step("now", "text on its way");
    case "unknown":
      return step("now", "asking whether it went", "It is not sent again while that is not known.");
    case "suppressed": {
      const why = acknowledgement?.rules.map(ruleWords) ?? [];
      const first = why[0] ?? "a rule stopped it";
      return step("stopped", `not texted: ${first}${movedUp ? "; callback moved up" : ""}`, why.join("; ") || null);
    }
    case "expired":
      return step("stopped", "not texted: it would have come too late");
    default:
      return step(
        "stopped",
        "text not delivered",
        acknowledgement?.errorCode ? `The provider says ${acknowledgement.errorCode}.` : null,
      );
  }
}

const shortRuleWords: Readonly<Record<string, string>> = {
  "number-withheld": "number withheld",
  "opted-out": "asked for no texts",
  landline: "landline",
  "acknowledged-recently": "got a text a short while ago",
  "acknowledgement-off": "automatic texts are off",
  "not-registered": "number not registered for texts",
};

/** A rule of the gate in a few words; long ones as the gate says them. */
function ruleWords(rule: string): string {
  const words: Readonly<Record<string, string>> = outboundRuleWords;
  return shortRuleWords[rule] ?? words[rule] ?? plainWords(rule);
}

function classified({ assessment, wordsOnTheirWay, callback }: LoopFacts): LoopStep {
  if (assessment === null) {
    const note = wordsOnTheirWay ? "waiting for the words" : "nothing said";
    const state = wordsOnTheirWay ? "now" : callback.state === "closed" ? "stopped" : "todo";
    return { step: "classified", state, at: null, note, detail: null };
  }
  const { at, quotes, byPerson, noSpeech } = assessment;
  const note = noSpeech && !byPerson ? "no speech" : labelOf(assessment);
  const detail = byPerson ? "A person set this." : quotes.map((quote) => `“${quote}”`).join(", ") || null;
  return { step: "classified", state: "done", at, note, detail };
}

/** The one word that says most: danger before complaint before the wish. */
function labelOf({ urgency, lane, intent }: { urgency: string; lane: string; intent: string }): string {
  if (urgency === "emergency") return "emergency";
  if (lane === "complaint") return "complaint";
  const wish = plainWords(intent);
  return urgency === "high" ? `${wish}, urgent` : wish;
}

function owned({ callback, now, timeZone }: LoopFacts): LoopStep {
  const { state, openedAt, dueAt } = callback;
  const who = firstName(callback.claimedByName ?? callback.ownerName);
  const late = Temporal.Instant.compare(now, dueAt) >= 0;
  const due = `${late && state !== "closed" ? "was due" : "due"} ${clockWords(dueAt, now, timeZone)}`;
  const putOff =
    callback.snoozedUntil === null ? "" : `, put off until ${clockWords(callback.snoozedUntil, now, timeZone)}`;
  const note = state === "snoozed" ? `${who}${putOff}` : `${who}${state === "claimed" ? " is on it" : ""}, ${due}`;
  const detail = callback.claimedByName === null ? null : `Owner: ${callback.ownerName}`;
  return { step: "owned", state: state === "closed" ? "done" : "now", at: openedAt, note, detail };
}

function recovered({ callback }: LoopFacts): LoopStep {
  const { state, closedAt, outcome, attempts, lastAttempt, onTheLine } = callback;
  if (state === "closed") {
    return {
      step: "recovered",
      state: callback.recovered ? "done" : "stopped",
      at: closedAt,
      note: outcome ?? "closed",
      detail: callback.recovered ? null : "Closed without a conversation.",
    };
  }
  if (onTheLine) return { step: "recovered", state: "now", at: null, note: "on the line", detail: null };
  const tried = attempts === 0 ? null : attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  const detail = tried === null ? null : lastAttempt === null ? tried : `${tried}; last: ${attemptWords(lastAttempt)}`;
  return { step: "recovered", state: "todo", at: null, note: "waiting for a conversation", detail };
}

function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
