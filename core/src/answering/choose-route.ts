import { isOpenAt } from "#business-hours/is-open.ts";
import type { CallRoute } from "#calls/call-route.ts";
import type { Playbook } from "#playbook/playbook.ts";
import type { CallInstruction } from "./call-instruction.ts";
import { whoRings } from "./who-rings.ts";

export interface RingableMember {
  readonly id: string;
  readonly phone: string | null;
}

/** A phone that calls its own business is not rung back at itself. */
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
 * What happens to a call that comes in: the ring group in business hours, else voicemail. A forwarded call is already a
 * miss (nobody answered where it came from), so it goes straight to voicemail.
 */
export function chooseRoute(
  call: ArrivingCall,
  playbook: Playbook,
  members: readonly RingableMember[],
  now: Temporal.Instant,
): { route: CallRoute; instruction: CallInstruction } {
  if (call.mode === "forwarded") return toVoicemail("forwarded", playbook);
  if (!isOpenAt(playbook.hours, now)) return toVoicemail("after-hours", playbook);
  const ringing = whoRings(playbook, call.numberId, now);
  const phones = members
    .filter((member) => ringing.has(member.id))
    .flatMap((member) =>
      member.phone === null || member.phone === call.caller ? [] : [{ memberId: member.id, number: member.phone }],
    )
    .slice(0, 10);
  if (phones.length === 0) return toVoicemail("no-agent-on-duty", playbook);
  const { ringSeconds } = playbook.answering;
  const requireAcceptKey = playbook.answering.requireAcceptKey || !call.tellsConnection;
  return {
    route: {
      kind: "ring-group",
      memberIds: phones.map((phone) => phone.memberId),
      acceptWithoutKey: !requireAcceptKey,
    },
    instruction: { do: "ring", phones, ringSeconds, requireAcceptKey },
  };
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
