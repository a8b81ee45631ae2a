import type { Effect } from "#effect.ts";
import type { Callback } from "./callback.ts";

/**
 * A snoozed callback is looked at again when its snooze ends. Whoever ends the snooze before that, by taking or giving the
 * callback, puts its clock back to the ordinary looks, or a warning in between would come late.
 */
export function endOfSnooze(before: Callback): readonly Effect[] {
  return before.state === "snoozed" ? [{ kind: "watch-callback", callbackId: before.id, at: before.warnAt }] : [];
}
