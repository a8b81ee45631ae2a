// Twilio's words for what happens to a call, in ours.

import type { EndStatus, LegStatus } from "@ringback/core/calls/call-event.ts";
import { type HookFields, readDate } from "./schema.ts";

/** CallStatus. `queued` and `initiated` mean the same to us; `answered` is how some peers spell `in-progress`. */
export const legStatuses: ReadonlyMap<string, LegStatus> = new Map<string, LegStatus>([
  ["queued", "initiated"],
  ["initiated", "initiated"],
  ["ringing", "ringing"],
  ["in-progress", "in-progress"],
  ["answered", "in-progress"],
  ["completed", "completed"],
  ["busy", "busy"],
  ["no-answer", "no-answer"],
  ["canceled", "canceled"],
  ["failed", "failed"],
]);

/** DialCallStatus. */
export const dialStatuses: ReadonlyMap<string, EndStatus | "answered"> = new Map<string, EndStatus | "answered">([
  ["completed", "completed"],
  ["answered", "answered"],
  ["busy", "busy"],
  ["no-answer", "no-answer"],
  ["canceled", "canceled"],
  ["failed", "failed"],
]);

/** RecordingStatus. */
export const recordingStates: ReadonlyMap<string, "ready" | "absent" | "failed"> = new Map([
  ["completed", "ready"],
  ["absent", "absent"],
  ["failed", "failed"],
]);

/** Whether a leg with this status is over. */
export function isEnd(status: LegStatus): status is EndStatus {
  return status !== "initiated" && status !== "ringing" && status !== "in-progress";
}

/** `DialBridged`; null where the peer does not know the field. */
export function readFlag(value: string | undefined): boolean | null {
  if (value === "true") return true;
  return value === "false" ? false : null;
}

/** When it happened: Twilio's own time where it gives one, but never later than now. */
export function timeOf(fields: HookFields, now: Temporal.Instant): Temporal.Instant {
  const at = readDate(fields["Timestamp"]);
  return at === null || Temporal.Instant.compare(at, now) > 0 ? now : at;
}
