import { accept, type Decision, refuse } from "#decision.ts";
import { type Actor, type Callback, type ClaimedCallback, type OpenCallback, opened } from "./callback.ts";
import { endOfSnooze } from "./end-of-snooze.ts";
import type { CallbackRefusal } from "./refusal.ts";

/** Takes a callback, so that two people never work the same caller. Claiming twice is claiming once. The clock goes on. */
export function claimCallback(callback: Callback, actor: Actor): Decision<ClaimedCallback, CallbackRefusal> {
  if (actor.role === "viewer") return refuse("not-allowed");
  if (callback.state === "closed") return refuse("already-closed");
  if (callback.state === "claimed")
    return callback.claimedBy === actor.memberId ? accept(callback) : refuse("claimed-by-someone-else");
  return accept({ ...opened(callback), state: "claimed", claimedBy: actor.memberId }, ...endOfSnooze(callback));
}

/** Gives a claimed callback back. A coordinator may free what somebody else left claimed. */
export function releaseCallback(callback: Callback, actor: Actor): Decision<OpenCallback, CallbackRefusal> {
  if (actor.role === "viewer") return refuse("not-allowed");
  if (callback.state !== "claimed") return refuse("not-claimed");
  const mayFreeOthers = actor.role === "owner" || actor.role === "coordinator";
  if (callback.claimedBy !== actor.memberId && !mayFreeOthers) return refuse("claimed-by-someone-else");
  return accept(opened(callback));
}

/** Takes a claim from whoever did nothing within their time: it is back on the list for all, and its clock never stopped. */
export function lapseClaim(callback: Callback): Decision<OpenCallback, CallbackRefusal> {
  return callback.state === "claimed" ? accept(opened(callback)) : refuse("not-claimed");
}
