import { accept, type Decision, refuse } from "#decision.ts";
import { type Actor, type Callback, type OpenCallback, opened } from "./callback.ts";
import { endOfSnooze } from "./end-of-snooze.ts";
import type { CallbackRefusal } from "./refusal.ts";

/** Gives a callback to another owner. Exactly one owner before and after; whoever had claimed it lets go. The clock goes on. */
export function reassignCallback(
  callback: Callback,
  newOwnerId: string,
  memberIds: ReadonlySet<string>,
  actor: Actor,
): Decision<OpenCallback, CallbackRefusal> {
  if (actor.role !== "owner" && actor.role !== "coordinator") return refuse("not-allowed");
  if (callback.state === "closed") return refuse("already-closed");
  if (!memberIds.has(newOwnerId)) return refuse("no-such-person");
  if (callback.ownerId === newOwnerId) return refuse("same-owner");
  const backupId = callback.backupId === newOwnerId ? callback.ownerId : callback.backupId;
  return accept(
    { ...opened(callback), ownerId: newOwnerId, backupId },
    { kind: "tell-staff", memberIds: [newOwnerId], callbackId: callback.id, about: "assigned" },
    ...endOfSnooze(callback),
  );
}
