// How long a past call's phones rang in each of its rounds, and whether whoever answered would ring so under another plan.
import { overflowOf } from "#playbook/overflow.ts";
import type { Playbook } from "#playbook/playbook.ts";
import type { AnsweringPlan } from "./answering-plan.ts";
import type { PastCall, PastPhone } from "./past-call.ts";

/** How long phones rang for a call by the rules of its day: the group's, and those of the overflow where there was one. */
export interface RingTimes {
  readonly ringSeconds: number;
  readonly overflow: { readonly afterSeconds: number; readonly ringSeconds: number } | null;
}

/** The ring times of a call by a playbook, that of its day. */
export function ringTimes({ answering }: Pick<Playbook, "answering">, { numberId, route }: PastCall): RingTimes {
  const { ringSeconds } = answering;
  const over = overflowOf(answering, numberId);
  if (over === undefined || route.kind !== "ring-group" || route.overflow === undefined)
    return { ringSeconds, overflow: null };
  const afterSeconds = Math.min(over.afterSeconds, ringSeconds);
  return { ringSeconds: afterSeconds, overflow: { afterSeconds, ringSeconds: over.ringSeconds } };
}

/** Whether somebody's phone was to ring as a call's overflow. */
export function isInOverflow({ route }: PastCall, memberId: string | null): boolean {
  return route.kind === "ring-group" && route.overflow?.phones.some((phone) => phone.memberId === memberId) === true;
}

/** Whether this ringing of a phone was the overflow's: its owner may belong to the group as well. */
export function rangAsOverflow(call: PastCall, { memberId, rangFrom }: PastPhone, { overflow }: RingTimes): boolean {
  const { route } = call;
  if (overflow === null || memberId === null || route.kind !== "ring-group" || !isInOverflow(call, memberId))
    return false;
  return !route.memberIds.includes(memberId) || rangFrom >= overflow.afterSeconds;
}

/** Whether whoever answered a call rings under a plan too, and for long enough. */
export function answersUnder(plan: AnsweringPlan, call: PastCall, answerer: PastPhone, then: RingTimes): boolean {
  const { memberId, rangFrom, pickedUpAfter } = answerer;
  const after = (pickedUpAfter ?? 0) - rangFrom;
  const ofOverflow = rangAsOverflow(call, answerer, then);
  const rangThen = ofOverflow ? (then.overflow?.ringSeconds ?? 0) : then.ringSeconds;
  // Who was late by the network's clock is as late under rules that ring as long.
  const inTime = (seconds: number) => seconds >= rangThen || after <= seconds;
  if ((memberId === null || plan.memberIds.includes(memberId)) && inTime(plan.ringSeconds)) return true;
  const { overflow } = plan;
  if (memberId === null || overflow === null || !overflow.memberIds.includes(memberId)) return false;
  // Where it rings later than it did, nobody knows whether the caller would still be there.
  const startedThen = ofOverflow ? (then.overflow?.afterSeconds ?? 0) : 0;
  return overflow.afterSeconds <= startedThen && inTime(overflow.ringSeconds);
}
