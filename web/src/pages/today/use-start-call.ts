import { Problem } from "#api/problem.ts";
import { useAct } from "#api/use-act.ts";
import { caseChanges } from "./case-changes.ts";

interface StartCallOptions {
  /** Told in words what happens now; without it, `ringing` says so. */
  readonly onRinging?: (words: string) => void;
  /** The phone system places no calls: one dials oneself. */
  readonly onCannot?: () => void;
}

/** Rings one's own phone and then the caller. `ringing` says in words what happens now, once it does. */
export function useStartCall(callbackId: string, { onRinging, onCannot }: StartCallOptions) {
  const act = useAct("callBack", {
    changes: caseChanges,
    onDone: (answer) => onRinging?.(ringingWords(answer.ringing)),
  });
  return {
    start: () =>
      act.mutate(
        { params: { id: callbackId }, body: {} },
        {
          onError: (error) => {
            if (error instanceof Problem && error.code === "provider-cannot-call") onCannot?.();
          },
        },
      ),
    isPending: act.isPending,
    ringing: act.data === undefined ? null : ringingWords(act.data.ringing),
    settle: act.reset,
  };
}

function ringingWords(ownNumber: string): string {
  return `Your phone ${ownNumber} rings. Answer it and press 1; then the caller's phone rings.`;
}
