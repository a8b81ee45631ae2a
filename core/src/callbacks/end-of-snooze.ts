import type { Effect } from "#effect.ts";
import type { Callback } from "./callback.ts";

/**
 * A snoozed callback is looked at again when its snooze ends. Whoever ends the snooze before that, by taking or giving the
 * callback, puts its clock back to the ordinary looks, or a warning in between would come late.
 */
export function endOfSnooze(before: Callback): readonly Effect[] {
  if (before.state !== "snoozed") return [];
  // With a pause its times come nearer when it ends; looking at once finds them.
  const at = before.clock.pauses.length > 0 ? before.startedAt : before.warnAt;
  return [{ kind: "watch-callback", callbackId: before.id, at }];
}
