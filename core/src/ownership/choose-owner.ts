import type { Playbook } from "#playbook/playbook.ts";

export interface OwnershipQuestion {
  readonly numberId: string | null;
  /** The owner of an open callback or of the customer, when there is one. */
  readonly knownOwnerId: string | null;
}

export interface ChosenOwner {
  readonly ownerId: string;
  readonly backupId: string | null;
  /** The rule that decided, for the record. */
  readonly rule: "known-owner" | "by-number" | "general-owner" | "fallback" | "any-member";
  /** No rule resolved; a review hold says so. */
  readonly needsReview: boolean;
}

/**
 * Exactly one owner, always. Order: who already knows the customer, the number's rule, the general owner, the fallback,
 * and if the playbook names nobody who is still there, the first member, so that no callback is ever without one.
 * @throws Error for a business without any member, which cannot exist: its creator is one.
 */
export function chooseOwner(
  question: OwnershipQuestion,
  { ownership }: Playbook,
  memberIds: readonly string[],
): ChosenOwner {
  const present = (id: string | null): id is string => id !== null && memberIds.includes(id);
  const backupFor = (ownerId: string, backupId: string | null) =>
    [backupId, ownership.backupId, ownership.fallbackId].find((id) => present(id) && id !== ownerId) ?? null;

  if (present(question.knownOwnerId)) return chosen(question.knownOwnerId, null, "known-owner", false);
  const byNumber = ownership.byNumber.find((rule) => rule.numberId === question.numberId && present(rule.ownerId));
  if (byNumber) return chosen(byNumber.ownerId, byNumber.backupId, "by-number", false);
  if (present(ownership.ownerId)) return chosen(ownership.ownerId, ownership.backupId, "general-owner", false);
  if (present(ownership.fallbackId)) return chosen(ownership.fallbackId, ownership.backupId, "fallback", true);
  const anybody = memberIds[0];
  if (anybody === undefined) throw new Error("A business has no member who could own a callback.");
  return chosen(anybody, null, "any-member", true);

  function chosen(
    ownerId: string,
    backupId: string | null,
    rule: ChosenOwner["rule"],
    needsReview: boolean,
  ): ChosenOwner {
    return { ownerId, backupId: backupFor(ownerId, backupId), rule, needsReview };
  }
}
