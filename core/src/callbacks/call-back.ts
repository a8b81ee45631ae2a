import { accept, type Decision, refuse } from "#decision.ts";
import { type Actor, type Callback, type LiveCallback, type OpenCallback, opened } from "./callback.ts";
import { claimCallback } from "./claim-callback.ts";
import { type AttemptResult, recordAttempt } from "./record-attempt.ts";
import type { CallbackRefusal } from "./refusal.ts";

/**
 * A tap on "call": counts the attempt and claims the callback, so that nobody rings the same caller a second time. Who steps
 * in for whoever has claimed it leaves them the claim.
 */
export function callBack(callback: Callback, actor: Actor): Decision<LiveCallback, CallbackRefusal> {
  const counted = recordAttempt(callback, actor);
  if (!counted.ok || counted.state.state === "claimed") return counted;
  const claimed = claimCallback(counted.state, actor);
  if (!claimed.ok) return claimed;
  return accept({ ...claimed.state, version: callback.version + 1 }, ...claimed.effects);
}

/** The results after which whoever called has nothing more to do here. After a connection they say how it went. */
const reachedNobody: ReadonlySet<AttemptResult> = new Set(["no-answer", "busy", "failed"]);

/** A claim that a call made ends with the call, when it reached nobody; one that a person made is theirs to give back. */
export function releaseAfterCall(
  callback: Callback,
  result: AttemptResult,
  isClaimOfThisCall: boolean,
): Decision<OpenCallback, CallbackRefusal> {
  if (callback.state !== "claimed" || !isClaimOfThisCall || !reachedNobody.has(result)) return refuse("not-claimed");
  return accept(opened(callback));
}
