import { readCount, readId } from "./schema.ts";
import { acceptKey } from "./screening-notice.ts";
import type { HookRequest, NoticeOrNull } from "./webhook.ts";
import { dialStatuses, legStatuses, readFlag, timeOf } from "./words.ts";

/** The key by which who took an alarm in hand is connected with the caller. */
const connectKey = "2";

/** Webhooks of a call back that we started: the staff leg's, and the caller's leg below it (`leg=caller`). */
export function readAttemptNotice(request: HookRequest, callId: string): NoticeOrNull {
  const { fields, hook, query, now } = request;
  const attemptId = readId(query.get("attempt") ?? undefined);
  if (attemptId === null) return null;
  const about = { attemptId, callId };
  const key = `${callId}:attempt:${hook}`;
  if (hook === "voice-gather") {
    if (query.get("offered") === "1")
      return fields["Digits"] === connectKey
        ? { kind: "attempt-connect-asked", key: `${key}:connect`, ...about }
        : { kind: "attempt-declined", key: `${key}:not-connected`, ...about };
    if (query.get("answered") !== "1") return { kind: "attempt-asked", key: `${key}:asked`, ...about };
    return fields["Digits"] === acceptKey
      ? { kind: "attempt-accepted", key: `${key}:accepted`, ...about }
      : { kind: "attempt-declined", key: `${key}:declined`, ...about };
  }
  if (hook === "voice-dial") {
    const dialed = dialStatuses.get(fields["DialCallStatus"] ?? "");
    if (dialed === undefined) return null;
    const status = dialed === "answered" ? "in-progress" : dialed;
    const bridged = readFlag(fields["DialBridged"]);
    const talkSeconds = readCount(fields["DialCallDuration"]);
    const dial = { leg: "caller", status, bridged, talkSeconds, sequence: null, at: now } as const;
    return { kind: "attempt-progress", key: `${key}:${dialed}`, ...about, ...dial };
  }
  if (hook !== "voice-status") return { kind: "nothing", key };
  const status = legStatuses.get(fields["CallStatus"] ?? "");
  if (status === undefined) return null;
  const sequence = readCount(fields["SequenceNumber"]);
  return {
    kind: "attempt-progress",
    key: `${key}:${status}:${sequence ?? ""}`,
    ...about,
    leg: query.get("leg") === "caller" ? "caller" : "staff",
    status,
    bridged: null,
    talkSeconds: readCount(fields["CallDuration"]),
    sequence,
    at: timeOf(fields, now),
  };
}
