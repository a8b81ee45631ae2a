import type { Actor, Callback } from "./callback.ts";
import type { CallbackRefusal } from "./refusal.ts";

/** Who may act on a live callback: anyone but viewers, unless somebody else has claimed it; coordinators may step in. */
export function mayWorkOn(callback: Callback, actor: Actor): CallbackRefusal | null {
  if (actor.role === "viewer") return "not-allowed";
  const mayStepIn = actor.role === "owner" || actor.role === "coordinator";
  if (callback.state === "claimed" && callback.claimedBy !== actor.memberId && !mayStepIn)
    return "claimed-by-someone-else";
  return null;
}
