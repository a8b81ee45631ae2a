import type { BulkAction } from "@ringback/contract/workplace.ts";
import { useQueryClient } from "@tanstack/react-query";
import { type Answer, api } from "#api/client.ts";
import { refresh } from "#api/queries.ts";
import { useAct } from "#api/use-act.ts";
import { offerUndo, sayDone } from "#components/undo.tsx";
import { caseChanges } from "#pages/today/case-changes.ts";
import type { Selection } from "./use-selection.ts";

export type BulkDialogName = "reassign" | "snooze" | "close";

export interface Bulk {
  readonly run: (action: BulkAction) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

const doneWords: { readonly [Action in BulkAction["action"]]: string } = {
  claim: "claimed",
  release: "released",
  reassign: "given to somebody else",
  snooze: "snoozed",
  unsnooze: "back on the list",
  close: "closed",
};

/** Does one thing to all that are picked. Those that could not be done stay picked, and it is said why. */
export function useBulk(selection: Selection, onDone: () => void): Bulk {
  const client = useQueryClient();
  const act = useAct("actOnMany", {
    changes: [...caseChanges, "listMembers"],
    ownErrors: true,
    onDone: (answer, { body }) => {
      for (const { id, done } of answer.results) if (done) selection.toggle(id);
      onDone();
      const words = `${answer.done} ${doneWords[body.do.action]}${refusedWords(answer)}`;
      const { undoToken } = answer;
      if (undoToken === null) sayDone(words);
      else
        offerUndo(words, () => {
          void api.undoMany({ body: { undoToken } }).finally(() => refresh(client, caseChanges));
        });
    },
  });
  return {
    run: (action) => act.mutate({ body: { do: action, items: selection.rows.map(({ id }) => ({ id })) } }),
    isPending: act.isPending,
    error: act.error,
  };
}

/** `, 2 not: Somebody else is working on this one.` Of several reasons the first; the rest show on their rows. */
function refusedWords({ refused, results }: Answer<"actOnMany">): string {
  if (refused === 0) return "";
  const why = results.find((each) => each.refusal !== null)?.refusal ?? "";
  return `, ${refused} not: ${why}`;
}
