import { useAct } from "#api/use-act.ts";
import type { Correction } from "#components/reading/correct-fields.tsx";
import { offerUndo, sayDone } from "#components/undo.tsx";

const said = { confirmed: "Confirmed", corrected: "Corrected", dismissed: "Dismissed" } as const;
const changes = ["listHolds", "today", "getCallback", "corrections", "listCorrections"] as const;

/** The three ways to settle a hold, each of which can be taken back. `onBack` brings what waits again to the front. */
export function useResolve(onBack: (holdId: string) => void) {
  const reopen = useAct("reopenHold", {
    changes,
    onDone: (_, { params }) => {
      sayDone("Taken back", "It waits again.");
      onBack(params.id);
    },
  });
  const act = useAct("resolveHold", {
    changes,
    onDone: (_, { params, body }) => offerUndo(said[body.resolution], () => reopen.mutate({ params })),
  });
  return {
    confirm: (id: string) => act.mutate({ params: { id }, body: { resolution: "confirmed" } }),
    dismiss: (id: string) => act.mutate({ params: { id }, body: { resolution: "dismissed" } }),
    correct: (id: string, correction: Correction) =>
      act.mutate({ params: { id }, body: { resolution: "corrected", ...correction } }),
    busyId: act.isPending ? act.variables.params.id : null,
  };
}
