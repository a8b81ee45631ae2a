import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import type { JsonObject } from "./rest.ts";
import { readCount, readDate, readId } from "./schema.ts";

/** A row of `Recordings.json`: the call it is of, where it says so, and what it proves. null where it is no voicemail. */
export function readRecording(
  row: JsonObject,
): { readonly callId: string | null; readonly events: CallEvent[] } | null {
  const text = (name: string) => {
    const value = row[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const recordingId = readId(text("sid"));
  const callId = readId(text("call_sid"));
  const at = readDate(text("date_created"));
  const status = text("status");
  if (recordingId === null || at === null || text("source") !== "RecordVerb") return null;
  if (status === "absent" || status === "deleted") return null;
  const durationSeconds = readCount(text("duration"));
  const left: CallEvent = { kind: "voicemail-left", at, recordingId, durationSeconds };
  if (status !== "completed") return { callId, events: [left] };
  return { callId, events: [left, { kind: "recording-ready", at, recordingId, durationSeconds, state: "ready" }] };
}
