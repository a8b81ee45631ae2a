import { useBlocker } from "@tanstack/react-router";
import { useEffect, useId } from "react";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { leavesPart } from "./leaves-part.ts";

/** Forms with something unsaved, oldest first. Only the first asks, so that one page with two of them asks once. */
const unsaved = new Set<string>();

/**
 * Asks before what somebody has typed is left behind: by a link, a key, Back, a tab of the page, or by closing the window, where the browser
 * asks in words of its own. Stands in every form that is saved by a button; while it is being saved, `when` is false.
 */
export function AskBeforeLeaving({ when }: { readonly when: boolean }) {
  const me = useId();
  useEffect(() => {
    if (!when) return;
    unsaved.add(me);
    return () => void unsaved.delete(me);
  }, [when, me]);
  const asked = useBlocker({
    shouldBlockFn: ({ current, next }) => leavesPart(current, next) && unsaved.values().next().value === me,
    enableBeforeUnload: when,
    disabled: !when,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={asked.status === "blocked"}
      title="Leave without saving?"
      confirm="Discard changes"
      cancel="Keep editing"
      danger
      onConfirm={() => asked.proceed?.()}
      onClose={() => asked.reset?.()}
    >
      What you changed here was not saved.
    </ConfirmDialog>
  );
}
