import { callFields } from "./call-params.ts";
import type { Leg } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import type { FormFields } from "./signature.ts";
import type { Recording, Transcription } from "./state.ts";

export interface RecordingWishes {
  /** Cuts silence at both ends, as the vendor does by default. */
  readonly trimsSilence: boolean;
  readonly statusCallback: string | undefined;
  readonly statusCallbackMethod: string;
  readonly statusCallbackEvents: ReadonlySet<string>;
  readonly transcribes: boolean;
  readonly transcribeCallback: string | undefined;
}

/** The vendor transcribes recordings longer than 2 s and shorter than 120 s. */
const transcribableSeconds = { above: 2, below: 120 };

/**
 * Ends a recording: keeps it, and later reports it ready and its transcription. Undefined when nothing was recorded
 * (under a second of silence), which is reported as `absent` if asked for.
 */
export function finishRecording(
  core: NetworkCore,
  leg: Leg,
  tape: Recording,
  wishes: RecordingWishes,
): Recording | undefined {
  const now = core.clock.now();
  const lengthMs = now.epochMilliseconds - tape.startTime.epochMilliseconds;
  cutSpeech(tape, lengthMs);
  tape.durationSeconds = Math.round(keptMs(tape, lengthMs, wishes.trimsSilence) / 1000);
  tape.dateUpdated = now;
  tape.media = leg.uploadedAudio;
  if (wishes.statusCallbackEvents.has("in-progress")) tellStatus(core, tape, "in-progress", wishes);
  if (lengthMs < 1000 && tape.speech.length === 0) {
    tape.status = "absent";
    if (wishes.statusCallbackEvents.has("absent")) tellStatus(core, tape, "absent", wishes);
    return undefined;
  }
  tape.durationSeconds = Math.max(1, tape.durationSeconds);
  tape.status = "processing";
  core.recordings.set(tape.sid, tape);
  core.later(core.delays.recordingSeconds, () => {
    if (tape.status === "deleted") return;
    tape.media = leg.uploadedAudio ?? tape.media;
    tape.status = "completed";
    tape.dateUpdated = core.clock.now();
    core.emit("recording", { callSid: tape.callSid, recordingSid: tape.sid, durationSeconds: tape.durationSeconds });
    if (wishes.statusCallbackEvents.has("completed")) tellStatus(core, tape, "completed", wishes);
    if (wishes.transcribes) transcribe(core, leg, tape, wishes.transcribeCallback);
  });
  return tape;
}

/** Words spoken after the end were never said; a sentence cut by the hang-up keeps its beginning. */
function cutSpeech(tape: Recording, lengthMs: number): void {
  const kept = tape.speech.flatMap((part) => {
    const heardMs = Math.min(part.durationMs, lengthMs - part.atMs);
    if (heardMs <= 0) return [];
    const share = heardMs / part.durationMs;
    const cut =
      share >= 1 ? part.text : part.text.slice(0, Math.floor(part.text.length * share)).replace(/\s+\S*$/, "");
    return [{ atMs: part.atMs, durationMs: heardMs, text: cut }];
  });
  tape.speech.splice(0, tape.speech.length, ...kept);
}

function keptMs(tape: Recording, lengthMs: number, trimsSilence: boolean): number {
  const first = tape.speech[0];
  const last = tape.speech.at(-1);
  if (!trimsSilence || first === undefined || last === undefined) return lengthMs;
  return last.atMs + last.durationMs - first.atMs;
}

function tellStatus(
  core: NetworkCore,
  tape: Recording,
  status: string,
  wishes: Pick<RecordingWishes, "statusCallback" | "statusCallbackMethod">,
): void {
  if (wishes.statusCallback === undefined) return;
  const fields: [string, string][] = [
    ["AccountSid", tape.accountSid],
    ["CallSid", tape.callSid],
    ["RecordingSid", tape.sid],
    ["RecordingUrl", core.resourceUrl(tape.accountSid, "Recordings", tape.sid)],
    ["RecordingStatus", status],
    ["RecordingDuration", String(tape.durationSeconds)],
    ["RecordingChannels", "1"],
    ["RecordingSource", tape.source],
  ];
  core.webhooks.tell({
    kind: "recording-status",
    url: wishes.statusCallback,
    method: wishes.statusCallbackMethod,
    fields,
    authToken: core.authToken(tape.accountSid),
  });
}

function transcribe(core: NetworkCore, leg: Leg, tape: Recording, callback: string | undefined): void {
  const now = core.clock.now();
  const transcription: Transcription = {
    sid: core.ids("TR"),
    accountSid: tape.accountSid,
    recordingSid: tape.sid,
    callSid: tape.callSid,
    status: "in-progress",
    text: "",
    durationSeconds: tape.durationSeconds,
    dateCreated: now,
    dateUpdated: now,
  };
  core.transcriptions.set(transcription.sid, transcription);
  core.later(core.delays.transcriptionSeconds, () => {
    const fault = core.faults.transcription;
    if (fault === "never") return;
    const { above, below } = transcribableSeconds;
    const fits = tape.durationSeconds > above && tape.durationSeconds < below;
    const text = tape.speech.map((part) => part.text).join(" ");
    transcription.status = fault !== "failed" && fits && text !== "" ? "completed" : "failed";
    transcription.text = transcription.status === "completed" ? text : "";
    transcription.dateUpdated = core.clock.now();
    core.emit("transcription", {
      callSid: tape.callSid,
      transcriptionSid: transcription.sid,
      status: transcription.status,
    });
    if (callback === undefined) return;
    const fields: FormFields = [
      ["TranscriptionSid", transcription.sid],
      ["TranscriptionText", transcription.text],
      ["TranscriptionStatus", transcription.status],
      ["TranscriptionUrl", core.resourceUrl(tape.accountSid, "Transcriptions", transcription.sid)],
      ["TranscriptionType", "fast"],
      ["RecordingSid", tape.sid],
      ["RecordingUrl", core.resourceUrl(tape.accountSid, "Recordings", tape.sid)],
      ...callFields(leg),
    ];
    core.webhooks.tell({
      kind: "transcription",
      url: callback,
      method: "POST",
      fields,
      authToken: core.authToken(tape.accountSid),
    });
  });
}
