import type { CallFacts, LegFacts } from "./call-facts.ts";

/** Why no person answered, in the trade's words (product.md). The order below is the order in which they are looked for. */
export type MissReason =
  | "system-failure"
  | "after-hours"
  | "no-agent-on-duty"
  | "abandoned-in-menu"
  | "abandoned-in-queue"
  | "abandoned-while-ringing"
  | "not-connected"
  | "voicemail-answered"
  | "busy"
  | "no-answer"
  | "unknown";

export type CallState = "ringing" | "talking" | "voicemail" | "ended";

export interface Verdict {
  readonly state: CallState;
  /** null while a person may still answer. */
  readonly outcome: "answered" | "missed" | null;
  readonly missReason: MissReason | null;
  readonly answeredBy: { readonly legId: string; readonly memberId: string | null; readonly at: string } | null;
  /** How long phones rang, in whole seconds; null when none did. */
  readonly rangSeconds: number | null;
}

/**
 * Whether a person answered. `completed` at the provider proves nothing: an answering machine completes calls too
 * (docs/rules.md T1.2), so only an accepted and connected phone counts. Without the accept key, a bridged dial counts.
 */
export function judgeCall(facts: CallFacts): Verdict {
  const rangSeconds = secondsRang(facts);
  const answeredBy = answerer(facts);
  if (answeredBy !== null)
    return {
      state: facts.ended || facts.dial ? "ended" : "talking",
      outcome: "answered",
      missReason: null,
      answeredBy,
      rangSeconds,
    };
  if (facts.ended)
    return { state: "ended", outcome: "missed", missReason: missReason(facts), answeredBy: null, rangSeconds };
  if (facts.dial || facts.failure || facts.route?.kind === "voicemail" || leftWords(facts)) {
    return { state: "voicemail", outcome: "missed", missReason: missReason(facts), answeredBy: null, rangSeconds };
  }
  return { state: "ringing", outcome: null, missReason: null, answeredBy: null, rangSeconds };
}

/** Any sign of a voicemail proves that ringing is over, even if the webhook that said so never came. */
function leftWords(facts: CallFacts): boolean {
  return (
    facts.voicemail !== undefined ||
    Object.keys(facts.recordings).length > 0 ||
    Object.keys(facts.transcripts).length > 0
  );
}

function answerer(facts: CallFacts): Verdict["answeredBy"] {
  // Accepted but never connected: the caller was gone when the person pressed 1.
  if (facts.dial?.bridged === false) return null;
  const accepted = Object.entries(facts.legs)
    .filter((entry): entry is [string, LegFacts & { acceptedAt: string }] => entry[1].acceptedAt !== undefined)
    .sort((a, b) => (a[1].acceptedAt < b[1].acceptedAt ? -1 : 1))[0];
  if (accepted) {
    const stillConnecting = facts.dial === undefined && facts.ended === undefined;
    const connected = facts.dial !== undefined || facts.ended?.status === "completed";
    if (stillConnecting || connected)
      return { legId: accepted[0], memberId: accepted[1].memberId ?? null, at: accepted[1].acceptedAt };
  }
  const { dial } = facts;
  if (
    dial?.bridged === true &&
    dial.status === "completed" &&
    facts.route?.kind === "ring-group" &&
    facts.route.acceptWithoutKey
  ) {
    return { legId: dial.legId ?? "", memberId: null, at: dial.at };
  }
  return null;
}

function missReason(facts: CallFacts): MissReason {
  if (facts.failure) return "system-failure";
  if (facts.route?.kind === "voicemail") return facts.route.because === "forwarded" ? "no-answer" : facts.route.because;
  const legs = Object.values(facts.legs);
  if (facts.ended && !facts.dial && !leftWords(facts)) return "abandoned-while-ringing";
  if (facts.dial?.status === "failed" && legs.every((leg) => leg.status === "failed")) return "system-failure";
  if (legs.some((leg) => leg.status === "completed" || leg.status === "in-progress")) return "voicemail-answered";
  if (facts.dial?.status === "busy" || (legs.length > 0 && legs.every((leg) => leg.status === "busy"))) return "busy";
  if (facts.dial?.status === "canceled") return "abandoned-while-ringing";
  return facts.dial || legs.length > 0 ? "no-answer" : "unknown";
}

function secondsRang(facts: CallFacts): number | null {
  const firsts = Object.values(facts.legs).map((leg) => leg.firstAt);
  if (firsts.length === 0) return null;
  const start = firsts.reduce((a, b) => (a < b ? a : b));
  const stops = [facts.dial?.at, facts.ended?.at, ...Object.values(facts.legs).map((leg) => leg.acceptedAt)].filter(
    (at) => at !== undefined,
  );
  if (stops.length === 0) return null;
  const stop = stops.reduce((a, b) => (a < b ? a : b));
  return Math.max(
    0,
    Math.round((Temporal.Instant.from(stop).epochMilliseconds - Temporal.Instant.from(start).epochMilliseconds) / 1000),
  );
}
