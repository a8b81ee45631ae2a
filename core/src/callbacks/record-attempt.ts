import { accept, type Decision, refuse } from "#decision.ts";
import type { Actor, Callback, LiveCallback } from "./callback.ts";
import { mayWorkOn } from "./may-work-on.ts";
import type { CallbackRefusal } from "./refusal.ts";

/**
 * How an attempt to reach the caller went. Only `reached` was a conversation; `left-voicemail` is an attempt and no
 * more, and so is `connected`: something picked up a call that was made from another phone. */
export type AttemptResult =
  | "dialing"
  | "no-answer"
  | "left-voicemail"
  | "busy"
  | "wrong-number"
  | "reached"
  | "connected"
  | "failed"
  | "sent";

/** Counts an attempt. It stops no clock: only a conversation closed with an outcome does. */
export function recordAttempt(callback: Callback, actor: Actor): Decision<LiveCallback, CallbackRefusal> {
  if (callback.state === "closed") return refuse("already-closed");
  const refusal = mayWorkOn(callback, actor);
  if (refusal !== null) return refuse(refusal);
  return accept({ ...callback, attemptCount: callback.attemptCount + 1, version: callback.version + 1 });
}

/** Counts an attempt made from another phone, by whomever. */
export function countOutsideAttempt<State extends LiveCallback>(callback: State): State {
  return { ...callback, attemptCount: callback.attemptCount + 1, version: callback.version + 1 };
}
