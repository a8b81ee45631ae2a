import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { caseChanges } from "./case-changes.ts";

/** Rings one's own phone and then the caller. `ringing` says in words what happens now, once it does. */
export function useStartCall(callbackId: string, version?: number) {
  const act = useAct("callBack", {
    changes: caseChanges,
    onDone: (answer) => sayDone("Calling", answer.ringing),
  });
  return {
    start: () => act.mutate({ params: { id: callbackId }, body: version === undefined ? {} : { version } }),
    isPending: act.isPending,
    ringing: act.data?.ringing ?? null,
    settle: act.reset,
  };
}
