import { isInWindow } from "#playbook/also-ring.ts";
import type { Playbook } from "#playbook/playbook.ts";

/** The people whose phones the rules would ring for a call to a number at an instant, were the business open. */
export function whoRings(
  { answering, hours }: Pick<Playbook, "answering" | "hours">,
  numberId: string | null,
  at: Temporal.Instant,
): ReadonlySet<string> {
  const also = answering.alsoRing.filter(
    (rule) =>
      (rule.numberId === null || rule.numberId === numberId) &&
      (rule.window === null || isInWindow(rule.window, hours.timeZone, at)),
  );
  return new Set([...answering.ringMemberIds, ...also.flatMap(({ memberIds }) => memberIds)]);
}
