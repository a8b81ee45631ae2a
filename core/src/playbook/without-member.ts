import type { Playbook } from "./playbook.ts";

/**
 * The rules without a person who leaves, or null when they are the fallback owner: then somebody has to be chosen first.
 * A step of the ladder that told only them tells everyone, so that no alarm falls silent.
 */
export function withoutMember(playbook: Playbook, memberId: string): Playbook | null {
  const { answering, ownership, escalation } = playbook;
  if (ownership.fallbackId === memberId) return null;
  const unlessGone = (id: string | null) => (id === memberId ? null : id);
  return {
    ...playbook,
    answering: { ...answering, ringMemberIds: answering.ringMemberIds.filter((id) => id !== memberId) },
    ownership: {
      ...ownership,
      ownerId: unlessGone(ownership.ownerId),
      backupId: unlessGone(ownership.backupId),
      byNumber: ownership.byNumber
        .filter((rule) => rule.ownerId !== memberId)
        .map((rule) => ({ ...rule, backupId: unlessGone(rule.backupId) })),
    },
    escalation: {
      ...escalation,
      steps: escalation.steps.map((step) =>
        step.memberId === memberId ? { afterMinutes: step.afterMinutes, tell: "everyone" } : step,
      ),
    },
  };
}

/** Whether the rules name this person anywhere. */
export function namesMember(playbook: Playbook, memberId: string): boolean {
  const { answering, ownership, escalation } = playbook;
  return (
    answering.ringMemberIds.includes(memberId) ||
    [ownership.ownerId, ownership.backupId, ownership.fallbackId].includes(memberId) ||
    ownership.byNumber.some((rule) => rule.ownerId === memberId || rule.backupId === memberId) ||
    escalation.steps.some((step) => step.memberId === memberId)
  );
}
