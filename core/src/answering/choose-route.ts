import { isOpenAt } from "#business-hours/is-open.ts";
import type { RingRound } from "#calls/call-event.ts";
import type { CallFacts } from "#calls/call-facts.ts";
import type { CallRoute } from "#calls/call-route.ts";
import { groupsRinging } from "#calls/end-of-ringing.ts";
import { proofOfPerson } from "#calls/proof-of-person.ts";
import { overflowOf } from "#playbook/overflow.ts";
import type { Playbook } from "#playbook/playbook.ts";
import type { CallInstruction } from "./call-instruction.ts";
import { whoRings } from "./who-rings.ts";

export interface RingableMember {
  readonly id: string;
  readonly phone: string | null;
}

/** More cannot be rung at once (docs/rules.md T1.4). */
const mostPhones = 10;

export interface ArrivingCall {
  readonly mode: "answers" | "forwarded";
  readonly caller: string | null;
  /** Which of the business's numbers was dialed; null: none of them. */
  readonly numberId: string | null;
  /** Whether the phone system says when two phones were connected. Where it does not only the key proves that a person
   * picked up, so it is asked for whatever the playbook says; else every answered call would be a miss and get a text. */
  readonly tellsConnection: boolean;
}

/**
 * What happens to a call that comes in: the ring group in business hours and then the overflow, where the number has one,
 * else voicemail. A forwarded call is already a miss (nobody answered where it came from), so it goes straight to voicemail.
 */
export function chooseRoute(
  call: ArrivingCall,
  playbook: Playbook,
  members: readonly RingableMember[],
  now: Temporal.Instant,
): { route: CallRoute; instruction: CallInstruction } {
  if (call.mode === "forwarded") return toVoicemail("forwarded", playbook);
  if (!isOpenAt(playbook.hours, now)) return toVoicemail("after-hours", playbook);
  const group = phonesOf(whoRings(playbook, call.numberId, now), members, call.caller);
  const over = overflowOf(playbook.answering, call.numberId);
  const spare = over === undefined ? [] : phonesOf(new Set(over.memberIds), members, call.caller);
  // Where nobody of the group can be rung, the overflow rings at once.
  const phones = group.length > 0 ? group : spare;
  if (phones.length === 0) return toVoicemail("no-agent-on-duty", playbook);
  const requireAcceptKey = playbook.answering.requireAcceptKey || !call.tellsConnection;
  const memberIds = phones.map((phone) => phone.memberId);
  const route = { kind: "ring-group", memberIds, acceptWithoutKey: !requireAcceptKey } as const;
  const instruction = { do: "ring", phones, requireAcceptKey } as const;
  const { ringSeconds } = playbook.answering;
  if (over === undefined || spare.length === 0) return { route, instruction: { ...instruction, ringSeconds } };
  if (group.length === 0) return { route, instruction: { ...instruction, ringSeconds: over.ringSeconds } };
  return {
    route: { ...route, overflow: { phones: spare, ringSeconds: over.ringSeconds } },
    instruction: { ...instruction, ringSeconds: Math.min(over.afterSeconds, ringSeconds), round: 1 },
  };
}

/**
 * What follows when a ringing ended: nothing more where somebody answered; the overflow, where it was the group's ringing and
 * the call has one; else the voicemail. The route was decided when the call came in, and the report names the round: the
 * same report always gets the same answer, whatever came since, and no call rings in circles.
 */
export function afterRinging(facts: CallFacts, round: RingRound | undefined, playbook: Playbook): CallInstruction {
  const { route, firstDial } = facts;
  if (proofOfPerson(round === 1 ? groupsRinging(facts) : facts) !== null) return { do: "hang-up" };
  const overflow = route?.kind === "ring-group" && round === 1 ? route.overflow : undefined;
  // Cancelled is a ringing for the caller's sake: they are gone.
  if (route?.kind !== "ring-group" || overflow === undefined || firstDial?.status === "canceled")
    return voicemailInstruction(route ?? { kind: "voicemail", because: "no-agent-on-duty" }, playbook);
  const { phones, ringSeconds } = overflow;
  return { do: "ring", phones, ringSeconds, requireAcceptKey: !route.acceptWithoutKey, round: 2 };
}

/** The phones that can be rung: a phone that calls its own business is not rung back at itself. */
function phonesOf(ids: ReadonlySet<string>, members: readonly RingableMember[], caller: string | null) {
  return members
    .filter((member) => ids.has(member.id))
    .flatMap((member) =>
      member.phone === null || member.phone === caller ? [] : [{ memberId: member.id, number: member.phone }],
    )
    .slice(0, mostPhones);
}

/** The voicemail, with the greeting that fits; after ringing or instead of it. */
export function voicemailInstruction(route: CallRoute, playbook: Playbook): CallInstruction {
  const closed = route.kind === "voicemail" && route.because === "after-hours";
  const { greeting, afterHoursGreeting, voicemailMaxSeconds } = playbook.answering;
  return {
    do: "take-voicemail",
    greeting: closed ? afterHoursGreeting : greeting,
    maxSeconds: voicemailMaxSeconds,
    language: "en-US",
  };
}

function toVoicemail(
  because: "forwarded" | "after-hours" | "no-agent-on-duty",
  playbook: Playbook,
): { route: CallRoute; instruction: CallInstruction } {
  const route: CallRoute = { kind: "voicemail", because };
  return { route, instruction: voicemailInstruction(route, playbook) };
}
