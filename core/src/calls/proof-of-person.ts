// What proves that a person answered, strongest first. `completed` proves nothing: an answering machine completes calls
// too (docs/rules.md T1.2). Where in doubt a call counts as missed: a callback too many costs a minute, one too few a caller.
import type { CallFacts, DialFacts } from "./call-facts.ts";
import { compareTimes, type LegFacts } from "./leg-facts.ts";

export interface Answer {
  /** The phone; empty where the report names none. */
  readonly legId: string;
  readonly memberId: string | null;
  /** Whoever answered, as the phone system names them; null where it does not say. */
  readonly name: string | null;
  readonly at: string;
}

/** Whether another phone system routed this call and Ringback looks on. */
export function isObserved(facts: CallFacts): boolean {
  return facts.route?.kind === "elsewhere" || (facts.route === undefined && facts.reported !== undefined);
}

/** The first proof that a person answered; null while there is none. */
export function proofOfPerson(facts: CallFacts): Answer | null {
  if (isObserved(facts))
    return acceptedAndConnected(facts) ?? bridged(facts) ?? takenFromQueue(facts) ?? reportedAnswer(facts);
  const acceptWithoutKey = facts.route?.kind === "ring-group" && facts.route.acceptWithoutKey;
  return acceptedAndConnected(facts) ?? (acceptWithoutKey ? bridged(facts) : null);
}

/** Somebody pressed 1 and was connected, in the group's ringing or in the overflow's. */
function acceptedAndConnected(facts: CallFacts): Answer | null {
  const { firstDial, dial } = facts;
  // That the overflow rang proves that nobody of the group was connected, whatever became of the report of it.
  const ofGroup = firstDial === undefined && dial?.round === 2 ? null : acceptedIn(facts, 1, firstDial ?? dial);
  return ofGroup ?? acceptedIn(facts, 2, dial);
}

/** Accepted but not bridged: the caller was gone when they pressed, or the ringing over. */
function acceptedIn(facts: CallFacts, round: 1 | 2, dial: DialFacts | undefined): Answer | null {
  if (dial?.bridged === false) return null;
  const [accepted] = Object.entries(facts.legs)
    .flatMap(([legId, leg]) =>
      leg.acceptedAt === undefined || (leg.round ?? 1) !== round ? [] : [{ legId, leg, at: leg.acceptedAt }],
    )
    .sort((a, b) => compareTimes(a.at, b.at) || (a.legId < b.legId ? -1 : 1));
  if (accepted === undefined) return null;
  // Where the phone system says nothing of a bridge, the dial that joined the two ended as completed.
  const joined = dial === undefined || dial.bridged === true || ["completed", "answered"].includes(dial.status);
  // When the overflow rang, or was about to, a press of 1 that is told late has come too late.
  if (!joined && (dial === facts.firstDial || compareTimes(accepted.at, dial.at) <= 0)) return null;
  // A caller whose own leg did not end `completed` was connected with nobody: they hung up as the key was pressed.
  if (facts.ended !== undefined && facts.ended.status !== "completed" && dial?.bridged !== true) return null;
  return { legId: accepted.legId, memberId: accepted.leg.memberId ?? null, name: accepted.leg.to, at: accepted.at };
}

/** A phone was really connected with the caller, and no machine had picked it up. */
function bridged(facts: CallFacts): Answer | null {
  const { dial } = facts;
  // Calls kept before this release know only the dial.
  const known = dial?.bridged === true && dial.status === "completed" ? { [dial.legId ?? ""]: dial } : {};
  const [first] = Object.entries(facts.bridges ?? known)
    .filter(([legId]) => (legId === "" ? !onlyMachines(facts) : facts.legs[legId]?.machine !== true))
    .map(([legId, { at, talkSeconds }]) => {
      const leg = facts.legs[legId];
      return {
        legId,
        memberId: leg?.memberId ?? null,
        name: leg?.to ?? null,
        at: leg?.pickedUpAt ?? before(at, talkSeconds),
      };
    })
    .sort((a, b) => compareTimes(a.at, b.at) || (a.legId < b.legId ? -1 : 1));
  return first ?? null;
}

/** The phone system says that an agent took the caller out of a queue. */
function takenFromQueue(facts: CallFacts): Answer | null {
  if (onlyMachines(facts)) return null;
  const [first] = Object.values(facts.queues ?? {})
    .flatMap(({ left }) => (left?.result === "answered" ? [left.at] : []))
    .sort(compareTimes);
  if (first === undefined) return null;
  const takers = pickedUp(facts).filter(([, leg]) => leg.machine !== true);
  const [taker] = takers;
  const one = takers.length === 1 && taker !== undefined ? taker : null;
  return { legId: one?.[0] ?? "", memberId: one?.[1].memberId ?? null, name: one?.[1].to ?? null, at: first };
}

/** The phone system says so itself, and nothing harder says otherwise. */
function reportedAnswer(facts: CallFacts): Answer | null {
  const { reported } = facts;
  if (reported?.outcome !== "answered" || contradictsAnswer(facts)) return null;
  const { arrived } = facts;
  const at =
    arrived !== undefined && reported.ringSeconds !== null
      ? Temporal.Instant.from(arrived.at).add({ seconds: reported.ringSeconds }).toString()
      : before(reported.at, reported.talkSeconds);
  return { legId: "", memberId: null, name: reported.answeredBy, at };
}

/** A machine, a mailbox, a caller who gave up, an end that no conversation has. */
function contradictsAnswer(facts: CallFacts): boolean {
  return (
    onlyMachines(facts) ||
    leftWords(facts) ||
    facts.menu?.result === "abandoned" ||
    lastQueue(facts)?.result === "abandoned" ||
    (facts.ended !== undefined && facts.ended.status !== "completed")
  );
}

/** Whether a voicemail is known. It proves that ringing is over, even if the event that said so never came. */
export function leftWords(facts: CallFacts): boolean {
  return (
    facts.voicemail !== undefined ||
    Object.keys(facts.recordings).length > 0 ||
    Object.keys(facts.transcripts).length > 0
  );
}

/** The phones that somebody or something picked up. */
export function pickedUp(facts: CallFacts): [string, LegFacts][] {
  return Object.entries(facts.legs).filter(([, leg]) => wasPickedUp(leg));
}

/** Whether somebody or something picked this phone up. */
export function wasPickedUp(leg: LegFacts): boolean {
  return leg.pickedUpAt !== undefined || leg.status === "in-progress" || leg.status === "completed";
}

function onlyMachines(facts: CallFacts): boolean {
  const legs = pickedUp(facts);
  return legs.length > 0 && legs.every(([, leg]) => leg.machine === true);
}

export interface QueueEnd {
  readonly queue: string;
  readonly joinedAt: string | null;
  /** null: still waiting, or gone from it with the call. */
  readonly result: NonNullable<NonNullable<CallFacts["queues"]>[string]["left"]>["result"] | null;
  readonly waitedSeconds: number | null;
}

/** The queue the caller was in last. */
export function lastQueue(facts: CallFacts): QueueEnd | null {
  return queuesOf(facts).at(-1) ?? null;
}

/** The queues the caller was in, in the order in which they left them. */
export function queuesOf(facts: CallFacts): QueueEnd[] {
  return Object.entries(facts.queues ?? {})
    .flatMap(([queue, { joinedAt, left }]) => {
      const at = left?.at ?? joinedAt;
      return at === undefined ? [] : [{ queue, joinedAt, left, at }];
    })
    .sort((a, b) => compareTimes(a.at, b.at) || (a.queue < b.queue ? 1 : -1))
    .map(({ queue, joinedAt = null, left }) => ({
      queue,
      joinedAt,
      result: left?.result ?? null,
      waitedSeconds: left?.waitedSeconds ?? null,
    }));
}

/** A report that comes at the end of a conversation of so many seconds tells when it began. */
function before(at: string, talkSeconds: number | null): string {
  return talkSeconds === null ? at : Temporal.Instant.from(at).subtract({ seconds: talkSeconds }).toString();
}
