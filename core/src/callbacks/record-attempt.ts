import { accept, type Decision, refuse } from "#decision.ts";
import type { Actor, Callback, LiveCallback } from "./callback.ts";
import { mayWorkOn } from "./may-work-on.ts";
import type { CallbackRefusal } from "./refusal.ts";

/** How an attempt to reach the caller went. Only `reached` was a conversation; `left-voicemail` is an attempt and no more. */
export type AttemptResult =
  | "dialing"
  | "no-answer"
  | "left-voicemail"
  | "busy"
  | "wrong-number"
  | "reached"
  | "failed"
  | "sent";

/** Counts an attempt. It stops no clock: only a conversation closed with an outcome does. */
export function recordAttempt(callback: Callback, actor: Actor): Decision<LiveCallback, CallbackRefusal> {
  if (callback.state === "closed") return refuse("already-closed");
  const refusal = mayWorkOn(callback, actor);
  if (refusal !== null) return refuse(refusal);
  return accept({ ...callback, attemptCount: callback.attemptCount + 1, version: callback.version + 1 });
}
