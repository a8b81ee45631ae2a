import type { WaitingAction } from "./waiting-action.ts";

/** A text this old may say what is no longer so ("I am around the corner"); a person looks at it before it goes. */
const textStaleMs = 60 * 60_000;

/** What to do with the queue next. */
export type NextStep =
  | { readonly do: "send"; readonly action: WaitingAction }
  /** Not sent by itself any more. */
  | { readonly do: "ask"; readonly action: WaitingAction }
  | { readonly do: "nothing" };

/** Takes the first that waits for nobody. Strictly in order: what comes later may rest on what came before. */
export function nextStep(actions: readonly WaitingAction[], nowMs: number): NextStep {
  const action = actions.find(({ trouble }) => trouble === null);
  if (action === undefined) return { do: "nothing" };
  // One that was sent before may have arrived; asking the server by the same name settles that, however old it is.
  const isStale = action.name === "textCaller" && !action.tried && nowMs - Date.parse(action.happenedAt) > textStaleMs;
  return { do: isStale ? "ask" : "send", action };
}

/**
 * The queue after one of it was taken by the server, with the version the case has now. Later actions on the same case
 * were tapped on the version before it; where nobody but us changed the case they follow, else the server will say so.
 */
export function afterSent(
  actions: readonly WaitingAction[],
  sent: WaitingAction,
  answeredVersion: number | null,
): readonly WaitingAction[] {
  const rest = actions.filter(({ requestId }) => requestId !== sent.requestId);
  const { seenVersion } = sent;
  if (answeredVersion === null || seenVersion === null) return rest;
  const nobodyElse = answeredVersion === seenVersion || answeredVersion === seenVersion + 1;
  if (!nobodyElse) return rest;
  return rest.map((action) => {
    const follows =
      action.callbackId === sent.callbackId &&
      action.accountId === sent.accountId &&
      action.seenVersion === seenVersion &&
      !action.tried;
    if (!follows) return action;
    const { version } = action.body;
    return {
      ...action,
      seenVersion: answeredVersion,
      body: version === seenVersion ? { ...action.body, version: answeredVersion } : action.body,
    };
  });
}
