import type { PlaybookBody } from "@ringback/contract/playbook.ts";
import { useState } from "react";

/** What this tab edits of the rules. */
export type RoutingDraft = Pick<PlaybookBody, "ownership" | "routing">;

/**
 * Rules about owners in the making: what is saved until the first change, then the person's own, with every step to be
 * taken back until it is saved.
 */
export function useRoutingDraft(saved: RoutingDraft) {
  const [steps, setSteps] = useState<readonly RoutingDraft[]>([]);
  const value = steps.at(-1) ?? saved;
  return {
    value,
    changed: steps.length > 0 && JSON.stringify(value) !== JSON.stringify(saved),
    set: (next: RoutingDraft) => setSteps([...steps, next]),
    setRouting: (patch: Partial<RoutingDraft["routing"]>) =>
      setSteps([...steps, { ...value, routing: { ...value.routing, ...patch } }]),
    /** Takes the last change back; null when nothing was changed. */
    undo: steps.length === 0 ? null : () => setSteps(steps.slice(0, -1)),
    reset: () => setSteps([]),
  } as const;
}

/** A name for something new in the rules, which the records keep. */
export function newKey(): string {
  return crypto.randomUUID().slice(0, 18);
}
