import { type AudioVerdict, judgeAudio, mayHoldSpeech } from "@ringback/core/classification/judge-audio.ts";
import { transcribeJob } from "#db/jobs.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import {
  failRecording,
  findRecording,
  findRecordingToFetch,
  hasSpeechService,
  keepAudio,
  listTranscripts,
  lockVoicemailCall,
  type RecordingToFetch,
  type VoicemailCall,
} from "#db/stores/voicemails.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { measureAudio } from "#providers/telephony/measure-audio.ts";
import { measureSound } from "#providers/telephony/measure-sound.ts";
import { ProviderError } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { judgeVoicemail, lockVoicemailMatter } from "./judge-voicemail.ts";
import { openConnection } from "./open-connection.ts";
import { audioPurpose, protectRecordings } from "./protect-recordings.ts";

/**
 * Fetches a voicemail's audio from the provider, listens whether anybody speaks in it, and keeps it sealed. Only where
 * somebody may speak is it going to be transcribed. @throws ProviderError to be tried again later.
 */
export async function fetchRecording(ctx: Context, job: { accountId: string; recordingId: string }): Promise<void> {
  const recording = await transaction(ctx.db, job.accountId, ctx.clock.now(), (tx) =>
    findRecordingToFetch(tx, job.recordingId),
  );
  if (recording === null || recording.state !== "announced") return;
  const connection = await openConnection(ctx, recording.connection_id);
  if (connection === null) return;
  const fetched = await connection.provider
    .fetchRecording(connection.account, recording.provider_recording_id)
    .catch(async (error: unknown) => {
      if (error instanceof ProviderError && !error.retryable) return null;
      throw error;
    });
  const heard = fetched === null ? null : judgeAudio(await measureSound(fetched.audio));
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    if (fetched === null || heard === null) failRecording(tx, recording.id);
    else await keepHeardAudio(ctx, tx, recording, { ...fetched, heard });
    tx.changed(
      { kind: "call", id: recording.call_id },
      ...(recording.callback_id ? ([{ kind: "callback", id: recording.callback_id }] as const) : []),
    );
  });
}

async function keepHeardAudio(
  ctx: Context,
  tx: Transaction,
  { id }: RecordingToFetch,
  { audio, contentType, heard }: { audio: Buffer; contentType: string; heard: AudioVerdict },
): Promise<void> {
  const call = await lockVoicemailCall(tx, id);
  const [before, transcripts, hasService] = await Promise.all([
    findRecording(tx, id),
    listTranscripts(tx, call?.id ?? id),
    hasSpeechService(tx),
  ]);
  // Fetched twice at the same time: the other was first.
  if (call === null || before?.state !== "announced") return;
  const measured = measureAudio(audio);
  const wordsAwaited = hasService && mayHoldSpeech(heard);
  keepAudio(tx, id, {
    sealed: ctx.secretBox.seal(tx.accountId, audioPurpose(id), audio),
    contentType,
    peaks: measured?.peaks ?? null,
    durationSeconds: measured?.durationSeconds ?? null,
    heard,
    wordsAwaited,
  });
  if (wordsAwaited) tx.enqueue(transcribeJob(tx.accountId, id, tx.now));
  if (!mayHoldSpeech(heard) && !transcripts.some(({ state }) => state === "ready")) await judgeSilence(ctx, tx, call);
  await protectRecordings(ctx, tx, call.id, transcripts);
}

/** Nobody spoke, by the sound itself: said so without a transcript, because nobody made one. */
async function judgeSilence(ctx: Context, tx: Transaction, call: VoicemailCall): Promise<void> {
  if (call.episode_id === null) return;
  const { playbook } = await currentPlaybook(tx);
  const matter = await lockVoicemailMatter(tx, { callId: call.id, episodeId: call.episode_id });
  if (matter === null) return;
  await judgeVoicemail(ctx, tx, {
    callId: call.id,
    matter,
    caller: call.caller,
    callerName: call.caller_name,
    arrivedAt: call.arrived_at,
    contact: call.contact,
    playbook,
    text: null,
    transcript: null,
    transcripts: [],
  });
}
