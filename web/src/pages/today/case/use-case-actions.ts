import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useReachable } from "#api/connection.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { useDial } from "#components/use-dial.ts";
import { caseChanges } from "#pages/today/case-changes.ts";
import type { CaseDialog } from "#pages/today/today-search.ts";
import { useOfferUndo } from "#pages/today/use-offer-undo.ts";
import { useStartCall } from "#pages/today/use-start-call.ts";
import { paths } from "#paths.ts";
import { usePhone } from "#ui/use-phone.ts";

export type ActionName = CallbackCase["actions"][number]["action"];

export interface CaseAction {
  /** Why it cannot be done now, in words; null when it can. */
  readonly refusal: string | null;
  readonly run: () => void;
  readonly isBusy: boolean;
  /** Where it leads instead of being done here: `tel:` where one dials with one's own phone. */
  readonly href?: string;
}

export interface CaseActions {
  readonly of: (name: ActionName) => CaseAction;
  /** What happens after "Call back" was pressed, in words. */
  readonly ringing: string | null;
  readonly settleRinging: () => void;
  readonly openDialog: (dialog: CaseDialog) => void;
  readonly closeDialog: () => void;
  /** Back to Today, which at a desk opens whoever is first now. */
  readonly goOn: () => void;
}

/** Everything one can do with a case. What is allowed is the server's word; here it only gets hands. */
export function useCaseActions(story: CallbackCase): CaseActions {
  const navigate = useNavigate();
  // No version: the rules refuse what somebody else made impossible, and a screen a moment behind is no reason to refuse
  // a call. Only where an act would quietly undo another's (close, snooze, reassign) the version seen goes along.
  const request = { params: { id: story.id }, body: {} };
  const call = useStartCall(story.id, {});
  // What was said about phones ringing is over with the call.
  const wasOnTheLine = useRef(story.onTheLine);
  const { settle } = call;
  useEffect(() => {
    if (wasOnTheLine.current && !story.onTheLine) settle();
    wasOnTheLine.current = story.onTheLine;
  }, [story.onTheLine, settle]);
  const changes = { changes: caseChanges };
  const offerUndo = useOfferUndo(story.id);
  const claim = useAct("claim", {
    ...changes,
    onDone: ({ undoToken }) => offerUndo("You are on it", undoToken),
  });
  const release = useAct("release", {
    ...changes,
    onDone: ({ undoToken }) => offerUndo("Released", undoToken, `${story.owner.name} still owns it.`),
  });
  const unsnooze = useAct("unsnooze", {
    ...changes,
    onDone: ({ undoToken }) => offerUndo("Back on the list", undoToken),
  });
  const reopen = useAct("reopen", {
    ...changes,
    onDone: () => sayDone("Open again", "Its clock runs on from the call."),
  });
  const acknowledge = useAct("acknowledgeEscalation", {
    ...changes,
    onDone: () => sayDone("The alarm is yours", "Nobody else is told any more."),
  });

  const setDialog = (dialog: CaseDialog | undefined) =>
    void navigate({
      to: paths.callback,
      params: { callbackId: story.id },
      search: ({ do: _, ...rest }) => (dialog === undefined ? rest : { ...rest, do: dialog }),
      replace: dialog === undefined,
    });
  const hands: { readonly [Name in ActionName]: Omit<CaseAction, "refusal"> } = {
    call: { run: call.start, isBusy: call.isPending },
    text: { run: () => setDialog("text"), isBusy: false },
    claim: { run: () => claim.mutate(request), isBusy: claim.isPending },
    release: { run: () => release.mutate(request), isBusy: release.isPending },
    reassign: { run: () => setDialog("reassign"), isBusy: false },
    snooze: { run: () => setDialog("snooze"), isBusy: false },
    unsnooze: { run: () => unsnooze.mutate(request), isBusy: unsnooze.isPending },
    "record-attempt": { run: () => setDialog("attempt"), isBusy: false },
    close: { run: () => setDialog("close"), isBusy: false },
    reopen: { run: () => reopen.mutate(request), isBusy: reopen.isPending },
    "acknowledge-escalation": { run: () => acknowledge.mutate(request), isBusy: acknowledge.isPending },
  };
  const cannotCall = story.actions.some(({ action, code }) => action === "call" && code === "provider-cannot-call");
  const isPhone = usePhone();
  const isReachable = useReachable();
  const dial = useDial(story);
  // Where nobody can ring for us, the phone itself dials.
  const dialed = story.state !== "closed" && (cannotCall || (isPhone && !isReachable)) ? dial : null;
  return {
    of: (name) => {
      if (name === "call" && dialed !== null) {
        // The attempt is written down by whoever dialed; nobody else knows of it. A phone asks on return, a desk at once.
        const run = isPhone ? dialed.onClick : () => setDialog("attempt");
        return { href: dialed.href, run, isBusy: false, refusal: null };
      }
      const told = story.actions.find((each) => each.action === name);
      return { ...hands[name], refusal: told?.allowed === true ? null : (told?.refusal ?? "Not possible now.") };
    },
    ringing: call.ringing,
    settleRinging: call.settle,
    openDialog: setDialog,
    closeDialog: () => setDialog(undefined),
    goOn: () => void navigate({ to: paths.today, search: ({ do: _, ...rest }) => rest }),
  };
}
