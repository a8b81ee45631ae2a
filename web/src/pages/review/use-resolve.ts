import type { Urgency } from "@ringback/contract/common.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";

const said = {
  confirmed: ["Confirmed", "The labels stand."],
  corrected: ["Corrected", "The callback follows the new labels."],
  dismissed: ["Dismissed", "It needed no decision."],
} as const;

export interface Correction {
  readonly intent?: string;
  readonly urgency?: Urgency;
}

/** The three ways to settle a hold. */
export function useResolve() {
  const act = useAct("resolveHold", {
    changes: ["listHolds", "today", "getCallback"],
    onDone: (_, { body }) => {
      const [title, message] = said[body.resolution];
      sayDone(title, message);
    },
  });
  return {
    confirm: (id: string) => act.mutate({ params: { id }, body: { resolution: "confirmed" } }),
    dismiss: (id: string) => act.mutate({ params: { id }, body: { resolution: "dismissed" } }),
    correct: (id: string, correction: Correction) =>
      act.mutate({ params: { id }, body: { resolution: "corrected", ...correction } }),
    busyId: act.isPending ? act.variables.params.id : null,
  };
}
