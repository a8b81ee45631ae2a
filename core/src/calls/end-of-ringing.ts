import type { CallFacts, DialFacts } from "./call-facts.ts";
import { proofOfPerson } from "./proof-of-person.ts";

/**
 * How all ringing of a call ended; undefined while phones ring or are about to. Where an overflow rings after the group, the
 * end of the group's ringing is the end only if somebody answered in it or the caller was gone. A provider's log that is read
 * between the two knows of no second one, so what it says of such a call counts when the call has ended.
 */
export function endOfRinging(facts: CallFacts): DialFacts | undefined {
  const { firstDial: first, dial: last } = facts;
  const goesOn = facts.route?.kind === "ring-group" && facts.route.overflow !== undefined;
  const dial = goesOn && last?.round !== 2 && facts.ended === undefined ? undefined : last;
  if (dial !== undefined) return first === undefined ? dial : { ...dial, status: joined(first.status, dial.status) };
  if (first === undefined) return undefined;
  return !goesOn || first.status === "canceled" || proofOfPerson(groupsRinging(facts)) !== null ? first : undefined;
}

/** What is known of a call by the phones of the group alone, where an overflow rings after it. */
export function groupsRinging(facts: CallFacts): CallFacts {
  const { dial: _dial, bridges: all = {}, ...rest } = facts;
  const legs = Object.fromEntries(Object.entries(facts.legs).filter(([, leg]) => leg.round !== 2));
  const bridge = rest.firstDial?.bridged === true ? all[rest.firstDial.legId ?? ""] : undefined;
  return { ...rest, legs, bridges: bridge === undefined ? {} : { [rest.firstDial?.legId ?? ""]: bridge } };
}

/** Two ringings as one: what became of the second, but busy or broken only if both were. */
function joined(first: DialFacts["status"], second: DialFacts["status"]): DialFacts["status"] {
  if (first === second || (second !== "busy" && second !== "failed")) return second;
  return first === "failed" ? second : second === "failed" && first === "busy" ? "busy" : "no-answer";
}
