import { protectAudio } from "@ringback/core/classification/protect-audio.ts";
import type { AudioSpan } from "@ringback/core/classification/spoken-text.ts";
import { appendCallEvent } from "#db/stores/calls.ts";
import {
  type KeptRecording,
  lockAudioOfCall,
  muteAudio,
  type OtherTranscript,
  quarantineAudio,
  withholdAudio,
} from "#db/stores/voicemails.ts";
import type { Transaction } from "#db/transaction.ts";
import { measureAudio } from "#providers/telephony/measure-audio.ts";
import { readWav } from "#providers/telephony/wav.ts";
import type { Context } from "./context.ts";

/**
 * Sees to it that a private number which was cut out of the words cannot be heard either (docs/rules.md P6, P7). Called
 * whenever a transcript or the audio came, in whatever order: it looks at all transcripts of the call each time. The
 * caller's transaction holds the call's lock.
 */
export async function protectRecordings(
  ctx: Context,
  tx: Transaction,
  callId: string,
  transcripts: readonly OtherTranscript[],
): Promise<void> {
  if (transcripts.every(({ redactions }) => redactions.length === 0)) return;
  for (const recording of await lockAudioOfCall(tx, callId)) {
    // A transcript that came before its recording was known may be of any.
    const ofThis = transcripts.filter(({ recording_id }) => recording_id === null || recording_id === recording.id);
    protect(ctx, tx, callId, recording, ofThis);
  }
}

function protect(
  ctx: Context,
  tx: Transaction,
  callId: string,
  recording: KeptRecording,
  transcripts: readonly OtherTranscript[],
): void {
  const { id, state } = recording;
  const audio = recording.audio && ctx.secretBox.open(tx.accountId, audioPurpose(id), recording.audio);
  const wav = audio && readWav(audio);
  const protection = protectAudio({
    transcripts: transcripts.map(({ redactions }) =>
      redactions.map(({ kind, span }) => ({ kind, span: span ?? null })),
    ),
    wordsAwaited: recording.words_awaited,
    isEditable: wav !== null,
  });
  const note = (kind: string, detail: Record<string, unknown>) =>
    appendCallEvent(tx, { id: ctx.ids.next(), callId, kind, at: tx.now, detail: { recordingId: id, ...detail } });
  if (protection.do === "quarantine") {
    quarantineAudio(tx, id, protection.because);
    note("recording-quarantined", { because: protection.because });
  }
  if (protection.do === "withhold" && state !== "withheld") {
    withholdAudio(tx, id, "withheld");
    note("recording-withheld", {});
  }
  if (protection.do === "mute" && wav !== null) {
    const muted = protection.spans.filter(({ fromMs }) => fromMs < (wav.frames / wav.sampleRate) * 1000);
    if (state === "fetched" && JSON.stringify(muted) === JSON.stringify(recording.muted)) return;
    const quiet = wav.silenced(muted.map((span) => toFrames(span, wav.sampleRate)));
    const sealed = ctx.secretBox.seal(tx.accountId, audioPurpose(id), quiet);
    muteAudio(tx, id, { sealed, peaks: measureAudio(quiet)?.peaks ?? null, muted });
    note("recording-muted", { spans: muted });
  }
}

/** What the audio of a recording is sealed for. */
export function audioPurpose(recordingId: string): string {
  return `recording:${recordingId}`;
}

function toFrames({ fromMs, toMs }: AudioSpan, rate: number): { fromFrame: number; toFrame: number } {
  return { fromFrame: Math.floor((fromMs * rate) / 1000), toFrame: Math.ceil((toMs * rate) / 1000) };
}
