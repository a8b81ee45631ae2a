import type { CallFacts } from "./call-facts.ts";
import { compareTimes, type LegFacts } from "./leg-facts.ts";
import { proofOfPerson, wasPickedUp } from "./proof-of-person.ts";
import { secondsBetween } from "./waiting-time.ts";

/** One phone or agent that was rung for a call. */
export interface TriedPhone {
  readonly legId: string;
  /** The phone or agent, as the phone system names it; null where it does not. */
  readonly to: string | null;
  /** The member who accepted on it. */
  readonly memberId: string | null;
  /** In whole seconds; null while it rings, and where no report says when it stopped. */
  readonly rangSeconds: number | null;
  /** `picked-up`: by somebody or something that did not answer the call. `stopped`: ringing ended with the call. */
  readonly became: "ringing" | "answered" | "picked-up" | "machine" | "no-answer" | "busy" | "failed" | "stopped";
}

/** Each phone that was tried, in the order in which they rang. A call is one attempt of the caller, however many rang. */
export function whoWasTried(facts: CallFacts): TriedPhone[] {
  const answer = proofOfPerson(facts);
  return Object.entries(facts.legs)
    .sort(([aId, a], [bId, b]) => compareTimes(a.firstAt, b.firstAt) || (aId < bId ? -1 : 1))
    .map(([legId, leg]) => {
      const stopped = leg.pickedUpAt ?? leg.endedAt ?? facts.ended?.at;
      return {
        legId,
        to: leg.to === "" ? null : leg.to,
        memberId: leg.memberId ?? null,
        rangSeconds: stopped === undefined ? null : secondsBetween(leg.firstAt, stopped),
        became: legId === answer?.legId ? "answered" : whatBecame(leg, facts.ended !== undefined),
      };
    });
}

function whatBecame(leg: LegFacts, over: boolean): TriedPhone["became"] {
  if (leg.machine) return "machine";
  if (wasPickedUp(leg)) return "picked-up";
  switch (leg.status) {
    case "busy":
    case "failed":
    case "no-answer":
      return leg.status;
    case "canceled":
      return "stopped";
    default:
      return over ? "stopped" : "ringing";
  }
}
