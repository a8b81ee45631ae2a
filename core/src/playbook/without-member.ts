import type { Routing, RoutingRule } from "#ownership/routing.ts";
import { laddersOf } from "./check-clock.ts";
import { namedInRouting } from "./check-routing.ts";
import type { EscalationStep, Ladder, Playbook } from "./playbook.ts";

/**
 * The rules without a person who leaves, or null when they are the fallback owner: then somebody has to be chosen first.
 * A step of the ladder that told only them tells everyone, so that no alarm falls silent.
 */
export function withoutMember(playbook: Playbook, memberId: string): Playbook | null {
  const { answering, ownership, routing, escalation } = playbook;
  if (ownership.fallbackId === memberId) return null;
  const unlessGone = (id: string | null) => (id === memberId ? null : id);
  return {
    ...playbook,
    answering: {
      ...answering,
      ringMemberIds: answering.ringMemberIds.filter((id) => id !== memberId),
      alsoRing: answering.alsoRing
        .map((rule) => ({ ...rule, memberIds: rule.memberIds.filter((id) => id !== memberId) }))
        .filter((rule) => rule.memberIds.length > 0),
      overflow: answering.overflow
        .map((rule) => ({ ...rule, memberIds: rule.memberIds.filter((id) => id !== memberId) }))
        .filter((rule) => rule.memberIds.length > 0),
    },
    ownership: {
      ...ownership,
      ownerId: unlessGone(ownership.ownerId),
      backupId: unlessGone(ownership.backupId),
      byNumber: ownership.byNumber
        .filter((rule) => rule.ownerId !== memberId)
        .map((rule) => ({ ...rule, backupId: unlessGone(rule.backupId) })),
    },
    routing: routingWithout(routing, memberId),
    escalation: {
      ...escalation,
      ...ladderWithout(escalation, memberId),
      byReason: Object.fromEntries(
        Object.entries(escalation.byReason).map(([reason, ladder]) => [
          reason,
          ladder && ladderWithout(ladder, memberId),
        ]),
      ),
    },
  };
}

/** A rule that named only them goes to its backup, and without one falls away: their callers fit a later rule. */
function routingWithout(routing: Routing, memberId: string): Routing {
  const others = (ids: readonly string[]) => ids.filter((id) => id !== memberId);
  const rotations = routing.rotations
    .map((rotation) => ({ ...rotation, memberIds: others(rotation.memberIds) }))
    .filter((rotation) => rotation.memberIds.length > 0);
  const ruleWithout = (rule: RoutingRule): RoutingRule[] => {
    const backupId = rule.backupId === memberId ? null : rule.backupId;
    const { to } = rule;
    const heir: RoutingRule[] =
      backupId === null ? [] : [{ ...rule, to: { kind: "person", memberId: backupId }, backupId: null }];
    if (to.kind === "person") return to.memberId === memberId ? heir : [{ ...rule, backupId }];
    if (to.kind === "on-call") return rotations.some(({ id }) => id === to.rotationId) ? [{ ...rule, backupId }] : heir;
    if (to.kind !== "group") return [{ ...rule, backupId }];
    const memberIds = others(to.memberIds);
    return memberIds.length === 0 ? heir : [{ ...rule, backupId, to: { ...to, memberIds } }];
  };
  return {
    ...routing,
    rules: routing.rules.flatMap(ruleWithout),
    rotations,
    shifts: routing.shifts.filter((shift) => shift.memberId !== memberId),
    skills: routing.skills.filter((skill) => skill.memberId !== memberId),
  };
}

function ladderWithout(ladder: Ladder, memberId: string): Ladder {
  const { repeatEveryMinutes, repeatTimes, repeatClock } = ladder;
  const steps = ladder.steps.map(
    (step): EscalationStep =>
      step.memberId === memberId ? { afterMinutes: step.afterMinutes, tell: "everyone", once: step.once } : step,
  );
  return { steps, repeatEveryMinutes, repeatTimes, repeatClock };
}

/** Whether the rules name this person anywhere. */
export function namesMember(playbook: Playbook, memberId: string): boolean {
  const { answering, ownership, routing } = playbook;
  return (
    namedInRouting(routing).some(({ id }) => id === memberId) ||
    answering.ringMemberIds.includes(memberId) ||
    answering.alsoRing.some((rule) => rule.memberIds.includes(memberId)) ||
    answering.overflow.some((rule) => rule.memberIds.includes(memberId)) ||
    [ownership.ownerId, ownership.backupId, ownership.fallbackId].includes(memberId) ||
    ownership.byNumber.some((rule) => rule.ownerId === memberId || rule.backupId === memberId) ||
    laddersOf(playbook).some(([, { steps }]) => steps.some((step) => step.memberId === memberId))
  );
}
