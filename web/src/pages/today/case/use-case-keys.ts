import { sayDone, undoLatest } from "#components/undo.tsx";
import { useKeys } from "#ui/use-keys.ts";
import type { ActionName, CaseActions } from "./use-case-actions.ts";

/** The keys of an open case. A key whose action is refused says why, like its button does. */
export function useCaseKeys(actions: CaseActions): void {
  const press = (name: ActionName) => () => {
    const { refusal, run, href } = actions.of(name);
    if (refusal !== null) return sayDone("Not now", refusal);
    if (href !== undefined) window.location.assign(href);
    run();
  };
  const either = (first: ActionName, second: ActionName) => () =>
    actions.of(first).refusal === null
      ? press(first)()
      : actions.of(second).refusal === null
        ? press(second)()
        : press(first)();
  useKeys({
    c: press("call"),
    t: press("text"),
    a: either("claim", "release"),
    s: either("snooze", "unsnooze"),
    o: press("close"),
    e: press("acknowledge-escalation"),
    r: press("record-attempt"),
    u: () => {
      if (!undoLatest() && actions.of("reopen").refusal === null) press("reopen")();
    },
    m: () => document.getElementById("new-note")?.focus(),
    n: actions.goOn,
    Escape: actions.goOn,
  });
}
