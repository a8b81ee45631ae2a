// What is known of one call: the events merged. Merging is a join: the same events in any order, once or twice, give the
// same facts. That is what makes late, repeated and reordered webhooks harmless.
import type { CallEvent, CallerIdTrust, EndStatus, QueueResult } from "./call-event.ts";
import type { CallRoute } from "./call-route.ts";
import { joinLegs, type LegFacts, reportedLeg, soonest } from "./leg-facts.ts";
import type { MissReason } from "./missed-call.ts";

/** How a ringing ended. */
export interface DialFacts {
  readonly at: string;
  readonly status: EndStatus | "answered";
  readonly bridged: boolean | null;
  readonly legId: string | null;
  readonly talkSeconds: number | null;
  /** The overflow's. */
  readonly round?: 2;
}

/** Facts are stored as JSON, so instants are ISO text here. */
export interface CallFacts {
  readonly arrived?: {
    readonly at: string;
    readonly from: string;
    readonly to: string;
    readonly forwardedFrom: string | null;
    readonly callerName: string | null;
    readonly callerIdTrust: CallerIdTrust;
  };
  /** What Ringback decided when the call came in. */
  readonly route?: CallRoute;
  readonly legs: Readonly<Record<string, LegFacts>>;
  /** The end of the group's ringing where an overflow rings after it. */
  readonly firstDial?: DialFacts;
  /** The end of all ringing. */
  readonly dial?: DialFacts;
  /** Phones that were really connected with the caller, by leg; `""` where the report names none. */
  readonly bridges?: Readonly<Record<string, { readonly at: string; readonly talkSeconds: number | null }>>;
  readonly voicemail?: {
    readonly at: string;
    readonly recordingId: string | null;
    readonly durationSeconds: number | null;
  };
  readonly recordings: Readonly<
    Record<
      string,
      { readonly at: string; readonly state: "ready" | "absent" | "failed"; readonly durationSeconds: number | null }
    >
  >;
  readonly transcripts: Readonly<
    Record<string, { readonly at: string; readonly recordingId: string; readonly state: "ready" | "failed" }>
  >;
  /** Queues the caller waited in, by name. */
  readonly queues?: Readonly<
    Record<
      string,
      {
        readonly joinedAt?: string;
        readonly left?: { readonly at: string; readonly result: QueueResult; readonly waitedSeconds: number | null };
      }
    >
  >;
  readonly menu?: { readonly at: string; readonly result: "chose" | "abandoned" | "no-input" };
  /** What the phone system itself says of the call. */
  readonly reported?: {
    readonly at: string;
    readonly outcome: "answered" | "missed";
    readonly reason: MissReason | null;
    readonly answeredBy: string | null;
    readonly ringSeconds: number | null;
    readonly talkSeconds: number | null;
  };
  readonly ended?: { readonly at: string; readonly status: EndStatus; readonly durationSeconds: number | null };
  readonly failure?: { readonly at: string; readonly code: string };
}

export const noFacts: CallFacts = { legs: {}, recordings: {}, transcripts: {} };

/** Merges one event into the facts. */
export function mergeCallEvent(facts: CallFacts, event: CallEvent): CallFacts {
  const at = event.at.toString();
  switch (event.kind) {
    case "arrived": {
      const { from, to, forwardedFrom, callerName, callerIdTrust } = event;
      return {
        ...facts,
        arrived: joinArrivals(facts.arrived, { at, from, to, forwardedFrom, callerName, callerIdTrust }),
      };
    }
    case "leg-progress":
      return withLeg(facts, event.legId, reportedLeg(at, event.status, { to: event.to }));
    case "leg-accepted":
      return withLeg(
        facts,
        event.legId,
        reportedLeg(at, "in-progress", {
          acceptedAt: at,
          memberId: event.memberId,
          ...(event.round === 2 ? { round: 2 } : {}),
        }),
      );
    case "dial-ended": {
      const { status, bridged, legId, talkSeconds, round } = event;
      const ended: DialFacts = { at, status, bridged, legId, talkSeconds, ...(round === 2 ? { round } : {}) };
      const which = round === 1 ? "firstDial" : "dial";
      // A call may be dialed several times in a row: the dial that connected it tells how it went, else the first.
      const dial = strongest(facts[which], ended, ({ bridged }) => (bridged === true ? 2 : bridged === false ? 1 : 0));
      const told = { ...facts, [which]: dial };
      if (bridged !== true || (status !== "completed" && status !== "answered")) return told;
      const bridge = earlier(facts.bridges?.[legId ?? ""], { at, talkSeconds });
      return { ...told, bridges: { ...facts.bridges, [legId ?? ""]: bridge } };
    }
    case "voicemail-left":
      return {
        ...facts,
        voicemail: earlier(facts.voicemail, {
          at,
          recordingId: event.recordingId,
          durationSeconds: event.durationSeconds,
        }),
      };
    case "recording-ready": {
      const recording = earlier(facts.recordings[event.recordingId], {
        at,
        state: event.state,
        durationSeconds: event.durationSeconds,
      });
      return { ...facts, recordings: { ...facts.recordings, [event.recordingId]: recording } };
    }
    case "transcript-ready": {
      const transcript = earlier(facts.transcripts[event.transcriptId], {
        at,
        recordingId: event.recordingId,
        state: event.state,
      });
      return { ...facts, transcripts: { ...facts.transcripts, [event.transcriptId]: transcript } };
    }
    case "queue-joined": {
      const known = facts.queues?.[event.queue] ?? {};
      const joinedAt = known.joinedAt === undefined ? at : soonest(known.joinedAt, at);
      return { ...facts, queues: { ...facts.queues, [event.queue]: { ...known, joinedAt } } };
    }
    case "queue-left": {
      const known = facts.queues?.[event.queue] ?? {};
      // A caller may come back to a queue: an answer stands, else the last leaving does.
      const left = strongest(
        known.left,
        { at, result: event.result, waitedSeconds: event.waitedSeconds },
        ({ result }) => (result === "answered" ? 1 : 0),
        later,
      );
      return { ...facts, queues: { ...facts.queues, [event.queue]: { ...known, left } } };
    }
    case "menu-left":
      return { ...facts, menu: later(facts.menu, { at, result: event.result }) };
    case "machine-answered":
      return withLeg(facts, event.legId, reportedLeg(at, "in-progress", { machine: true }));
    case "outcome-reported": {
      const { outcome, reason, answeredBy, ringSeconds, talkSeconds } = event;
      const reported = earlier(facts.reported, { at, outcome, reason, answeredBy, ringSeconds, talkSeconds });
      return { ...facts, reported };
    }
    case "ended":
      return {
        ...facts,
        ended: earlier(facts.ended, { at, status: event.status, durationSeconds: event.durationSeconds }),
      };
    case "system-failed":
      return { ...facts, failure: earlier(facts.failure, { at, code: event.code }) };
  }
}

type Arrived = NonNullable<CallFacts["arrived"]>;

/** What says most stands; a doubt weighs more than a proof. */
const trustRank: Record<CallerIdTrust, number> = { none: 0, verified: 1, partial: 2, failed: 3 };

/**
 * The first report says who called whom. What it leaves out another may say: the provider's log, in whole seconds and so
 * often the first, knows nothing of trust, and must not make a caller whose id failed one to be texted.
 */
function joinArrivals(known: Arrived | undefined, reported: Arrived): Arrived {
  if (known === undefined) return reported;
  const parties = ({ at, from, to }: Arrived) => ({ at, from, to });
  const { at, from, to } = earlier(parties(known), parties(reported));
  const trusts = [known.callerIdTrust, reported.callerIdTrust] as const;
  return {
    at,
    from,
    to,
    forwardedFrom: leastText(known.forwardedFrom, reported.forwardedFrom),
    callerName: leastText(known.callerName, reported.callerName),
    callerIdTrust: trustRank[trusts[0]] >= trustRank[trusts[1]] ? trusts[0] : trusts[1],
  };
}

function leastText(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The first report of a thing stands; of two at the same moment the one whose text sorts first, so that order never matters. */
function earlier<Fact extends { readonly at: string }>(known: Fact | undefined, reported: Fact): Fact {
  if (known === undefined) return reported;
  const order = Temporal.Instant.compare(Temporal.Instant.from(reported.at), Temporal.Instant.from(known.at));
  if (order !== 0) return order < 0 ? reported : known;
  return textOf(reported) < textOf(known) ? reported : known;
}

/** The database gives stored facts back with their keys in another order. */
function textOf(fact: object): string {
  return JSON.stringify(fact, Object.keys(fact).sort());
}

/** Of a thing that can happen several times, the last report stands. */
function later<Fact extends { readonly at: string }>(known: Fact | undefined, reported: Fact): Fact {
  if (known === undefined) return reported;
  return earlier(known, reported) === known ? reported : known;
}

/** What says more stands; of two that say as much, the one `between` chooses. */
function strongest<Fact extends { readonly at: string }>(
  known: Fact | undefined,
  reported: Fact,
  strength: (fact: Fact) => number,
  between: (known: Fact | undefined, reported: Fact) => Fact = earlier,
): Fact {
  if (known === undefined || strength(known) === strength(reported)) return between(known, reported);
  return strength(reported) > strength(known) ? reported : known;
}

function withLeg(facts: CallFacts, legId: string, reported: LegFacts): CallFacts {
  const known = facts.legs[legId];
  return { ...facts, legs: { ...facts.legs, [legId]: known === undefined ? reported : joinLegs(known, reported) } };
}
