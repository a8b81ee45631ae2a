// A drill: a test call that must go through the whole loop. Each of the five checks is judged by what the ledger holds,
// never by what the drill itself did.

/** The five questions of the scorecard (docs/rules.md, glossary: drill). */
export type DrillCheckName = "detect" | "acknowledge" | "urgency" | "ownership" | "loop";

export interface DrillCheck {
  readonly state: "waiting" | "passed" | "failed" | "not-needed";
  /** One sentence: what the ledger shows, or what is missing. */
  readonly words: string;
  /** Milliseconds from the end of the call's ringing, or from the call, as `words` says; null where time is no matter. */
  readonly afterMs: number | null;
}

export type DrillChecks = Readonly<Record<DrillCheckName, DrillCheck>>;

/** What the ledger holds about a drill's call. Everything is null until it is there. */
export interface DrillEvidence {
  readonly startedAt: Temporal.Instant;
  readonly givesUpAt: Temporal.Instant;
  readonly call: {
    readonly outcome: "answered" | "missed" | null;
    readonly ended: boolean;
    readonly detectedAfterMs: number | null;
    readonly reason: string | null;
  } | null;
  readonly acknowledgement: {
    readonly state: string;
    /** Why none went, in the words of the rule. */
    readonly reason: string | null;
    readonly sentAfterMs: number | null;
    /** How many texts this call brought; must be one. */
    readonly texts: number;
  } | null;
  readonly acknowledgementEnabled: boolean;
  readonly transcript: "ready" | "no-speech" | "failed" | null;
  readonly assessment: {
    readonly urgency: string;
    /** The words that justify it, as quoted from the transcript. */
    readonly quotes: readonly string[];
    /** Whether every quote stands in the transcript. */
    readonly quotesStand: boolean;
  } | null;
  readonly callback: {
    readonly ownerName: string | null;
    readonly backupName: string | null;
    /** Whether a rule chose the owner, or nobody's rule did and it fell to the last resort. */
    readonly ownerByRule: boolean;
    readonly dueAt: Temporal.Instant | null;
    /** Whether somebody will look at the clock: the job for its warning is planned. */
    readonly clockPlanned: boolean;
    readonly closed: boolean;
  } | null;
  /** Whether the owner has been told; null where the owner wants neither texts nor e-mail; `refused` where none of the messages could go. */
  readonly ownerTold: boolean | "refused" | null;
}

/** Sent or on its way beyond our reach; a `queued` one may still be refused. */
const gone = new Set(["sent", "delivered"]);
const failed = new Set(["failed", "undelivered", "expired", "suppressed"]);
/** Detecting within a second of the provider's event is the promise (product.md, the recovery loop). */
const detectWithinMs = 1_000;

/** Judges each check by the evidence at hand; what is still missing waits until the drill gives up. */
export function judgeDrill(evidence: DrillEvidence, now: Temporal.Instant): DrillChecks {
  const over = Temporal.Instant.compare(now, evidence.givesUpAt) >= 0;
  const late = (check: DrillCheck): DrillCheck =>
    over && check.state === "waiting" ? { ...check, state: "failed", words: `${check.words} It did not come.` } : check;
  return {
    detect: late(detect(evidence)),
    acknowledge: late(acknowledge(evidence)),
    urgency: late(urgency(evidence)),
    ownership: late(ownership(evidence)),
    loop: late(loop(evidence)),
  };
}

/** `running` while a check waits; failed when one failed. */
export function drillState(checks: DrillChecks): "running" | "passed" | "failed" {
  const states = Object.values(checks).map(({ state }) => state);
  if (states.includes("waiting")) return "running";
  return states.includes("failed") ? "failed" : "passed";
}

/** Whether all that comes before closing has been judged, so that the drill may close its callback. */
export function mayCloseDrill({
  detect: detected,
  acknowledge: texted,
  urgency: heard,
  ownership: owned,
}: DrillChecks) {
  return [detected, texted, heard, owned].every(({ state }) => state !== "waiting");
}

function detect({ call }: DrillEvidence): DrillCheck {
  if (call === null) return waiting("Waiting for the call to arrive.");
  if (call.outcome === "answered")
    return verdict("failed", "A person answered the drill, so nothing was missed. Run it again and let it ring.");
  if (call.outcome === null) return waiting("The call came in; waiting for it to be missed.");
  const afterMs = call.detectedAfterMs ?? 0;
  const words = `Missed (${plain(call.reason ?? "unknown")}), noticed ${span(afterMs)} after the provider's event.`;
  return verdict(afterMs <= detectWithinMs ? "passed" : "failed", words, afterMs);
}

function acknowledge({ acknowledgement, acknowledgementEnabled, call }: DrillEvidence): DrillCheck {
  if (!acknowledgementEnabled) return verdict("not-needed", "Texts to missed callers are switched off.");
  if (acknowledgement === null)
    return call?.outcome === "answered"
      ? verdict("failed", "No text, since the call was answered.")
      : waiting("Waiting for the text.");
  const { state, reason, sentAfterMs, texts } = acknowledgement;
  if (texts > 1) return verdict("failed", `${texts} texts were written for one call.`);
  if (gone.has(state))
    return verdict(
      "passed",
      `One text, ${plain(state)} ${span(sentAfterMs ?? 0)} after the call was missed.`,
      sentAfterMs,
    );
  if (failed.has(state)) return verdict("failed", `No text reached the caller: ${plain(reason ?? state)}.`);
  if (state === "unknown") return waiting("The provider did not say whether the text went; looking it up.");
  return waiting("The text is written down and about to be sent.");
}

function urgency({ transcript, assessment, call }: DrillEvidence): DrillCheck {
  if (call?.outcome === "answered") return verdict("failed", "Nothing was said to a voicemail.");
  if (transcript === "failed" || transcript === "no-speech")
    return verdict("failed", "The voicemail was not understood: the transcription brought no words.");
  if (assessment === null) return waiting("Waiting for the words of the voicemail.");
  if (!assessment.quotesStand) return verdict("failed", "A quote is not in the transcript.");
  if (assessment.quotes.length === 0 || assessment.urgency === "unknown")
    return verdict("failed", "The words were heard, but nothing in them was found urgent or not.");
  return verdict("passed", `Urgency ${assessment.urgency}, because: “${assessment.quotes[0]}”.`);
}

function ownership({ callback, call }: DrillEvidence): DrillCheck {
  if (callback === null)
    return call?.outcome === "answered"
      ? verdict("failed", "No callback, since the call was answered.")
      : waiting("Waiting for the callback.");
  if (callback.ownerName === null) return verdict("failed", "The callback has no owner.");
  if (!callback.ownerByRule)
    return verdict(
      "failed",
      `No rule chose an owner; it fell to ${callback.ownerName} as the last resort. Set an owner for this number.`,
    );
  const backup = callback.backupName === null ? "and nobody as backup" : `with ${callback.backupName} as backup`;
  return verdict("passed", `Owned by ${callback.ownerName}, ${backup}.`);
}

function loop({ callback, ownerTold, call }: DrillEvidence): DrillCheck {
  if (call?.outcome === "answered") return verdict("failed", "The loop was not needed.");
  if (callback === null) return waiting("Waiting for the callback.");
  if (callback.dueAt === null) return verdict("failed", "The callback has no due time.");
  if (!callback.closed) {
    if (!callback.clockPlanned) return waiting("Nobody is set to look at the callback's clock yet.");
    if (ownerTold === false) return waiting("The owner has not been told yet.");
    return waiting("The clock runs; the drill is about to close its callback.");
  }
  if (ownerTold === false) return verdict("failed", "The clock ran, but the owner was never told.");
  if (ownerTold === "refused")
    return verdict("failed", "The clock ran, but the message to the owner was refused; nobody would have known.");
  const told = ownerTold === null ? "the owner wants no messages" : "the owner was told";
  return verdict("passed", `The clock ran, ${told}, and the callback is closed with an outcome.`);
}

function waiting(words: string): DrillCheck {
  return { state: "waiting", words, afterMs: null };
}

function verdict(state: "passed" | "failed" | "not-needed", words: string, afterMs: number | null = null): DrillCheck {
  return { state, words, afterMs };
}

function span(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function plain(key: string): string {
  return key.replaceAll(/[-_]+/g, " ");
}
