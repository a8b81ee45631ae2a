import { notFound } from "./api-error.ts";
import type { Answer } from "./http-io.ts";
import { silentMp3, spokenWav } from "./recording-audio.ts";
import type { RestCall, RestRoute } from "./rest-api.ts";
import { fitsDates, listAnswer } from "./rest-list.ts";
import { recordingResource, transcriptionResource } from "./rest-resources.ts";
import type { Recording } from "./state.ts";

/** Recordings with their media, and transcriptions (docs/rules.md T3.6). */
export const recordingRoutes: readonly RestRoute[] = [
  { method: "GET", pattern: /^\/Recordings\.json$/, answer: listRecordings },
  { method: "GET", pattern: /^\/Calls\/(?<callSid>[\w-]+)\/Recordings\.json$/, answer: listRecordings },
  {
    method: "GET",
    pattern: /^\/Recordings\/(?<sid>[\w-]+)\.json$/,
    answer: (call) => {
      const recording = findRecording(call);
      return recording === undefined
        ? notFound(call.path)
        : { status: 200, body: recordingResource(call.core, recording) };
    },
  },
  {
    method: "DELETE",
    pattern: /^\/Recordings\/(?<sid>[\w-]+)\.json$/,
    answer: (call) => {
      const recording = findRecording(call);
      if (recording === undefined) return notFound(call.path);
      recording.status = "deleted";
      recording.media = undefined;
      return { status: 204 };
    },
  },
  {
    method: "GET",
    pattern: /^\/Recordings\/(?<sid>[\w-]+?)(?<format>\.wav|\.mp3)?$/,
    answer: (call) => {
      const recording = findRecording(call);
      // docs/rules.md T1.6: when the Record action comes the file is often not there yet.
      if (recording?.status !== "completed") return notFound(call.path);
      return mediaAnswer(recording, call.parts.format ?? ".wav");
    },
  },
  {
    method: "GET",
    pattern: /^\/Transcriptions\.json$/,
    answer: (call) => {
      const found = [...call.core.transcriptions.values()].filter(({ accountSid }) => accountSid === call.account.sid);
      return listAnswer(call, "transcriptions", found.reverse(), transcriptionResource);
    },
  },
  {
    method: "GET",
    pattern: /^\/Transcriptions\/(?<sid>[\w-]+)\.json$/,
    answer: (call) => {
      const found = call.core.transcriptions.get(call.parts.sid ?? "");
      return found?.accountSid === call.account.sid
        ? { status: 200, body: transcriptionResource(found) }
        : notFound(call.path);
    },
  },
];

function listRecordings(call: RestCall) {
  const { core, account, query, parts } = call;
  const callSid = parts.callSid ?? query.get("CallSid");
  const found = [...core.recordings.values()].filter(
    (recording) =>
      recording.accountSid === account.sid &&
      (recording.status !== "deleted" || query.get("IncludeSoftDeleted") === "true") &&
      (!callSid || callSid === recording.callSid) &&
      fitsDates(query, "DateCreated", recording.startTime),
  );
  return listAnswer(call, "recordings", found.reverse(), (recording) => recordingResource(core, recording));
}

function findRecording({ core, account, parts }: RestCall): Recording | undefined {
  const recording = core.recordings.get(parts.sid ?? "");
  return recording?.accountSid === account.sid && recording.status !== "deleted" ? recording : undefined;
}

function mediaAnswer(recording: Recording, format: string): Answer {
  if (recording.media !== undefined)
    return { status: 200, body: recording.media.bytes, contentType: recording.media.contentType };
  return format === ".mp3"
    ? { status: 200, body: silentMp3(recording.durationSeconds), contentType: "audio/mpeg" }
    : { status: 200, body: spokenWav(recording.durationSeconds, recording.speech), contentType: "audio/x-wav" };
}
