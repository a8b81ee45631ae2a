import { useAct } from "#api/use-act.ts";
import { offerUndo, sayDone } from "#components/undo.tsx";
import { caseChanges } from "./case-changes.ts";

/** Says what was done to a callback and, where the server can take it back, offers that. */
export function useOfferUndo(callbackId: string): (words: string, undoToken: string | null, more?: string) => void {
  const undo = useAct("undoCallback", { changes: [...caseChanges, "listMembers"] });
  return (words, undoToken, more = "") => {
    if (undoToken === null) sayDone(words, more);
    else offerUndo(words, () => undo.mutate({ params: { id: callbackId }, body: { undoToken } }), more);
  };
}
