import { listeningCost } from "@ringback/core/ai-services/price.ts";
import { readHeard } from "@ringback/core/classification/read-heard.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { transcribeJob } from "#db/jobs.ts";
import { appendCallEvent } from "#db/stores/calls.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import {
  findRecording,
  type KeptRecording,
  keepTranscript,
  listTranscripts,
  lockVoicemailCall,
  stopAwaitingWords,
  type VoicemailCall,
} from "#db/stores/voicemails.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { AiServiceError } from "#providers/ai-service.ts";
import type { HeardSpeech } from "#providers/speech/provider.ts";
import { measureAudio } from "#providers/telephony/measure-audio.ts";
import type { Context } from "./context.ts";
import { judgeVoicemail, lockVoicemailMatter } from "./judge-voicemail.ts";
import { audioPurpose, protectRecordings } from "./protect-recordings.ts";
import { type NoAiAnswer, withAiService } from "./with-ai-service.ts";

export interface TranscribeJob {
  readonly accountId: string;
  readonly recordingId: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** A computer in the house may need as long as the recording is, and the model's start. */
const deadlineMs = (seconds: number) => Math.min(600_000, 60_000 + 3_000 * seconds);

/** After each try that failed, in seconds. The next one that fails is the last. */
const waitsSeconds = [10, 60, 300, 1_200, 3_600, 14_400];

/** Words that come later help nobody: the callback was made, or is long overdue. */
const usefulHours = 36;

/**
 * Has a voicemail written down by the account's speech service. What comes back is redacted before it is kept, judged like
 * a provider's transcript, and shows where in the audio a private number is. A failure is kept as one, is tried again, and
 * costs nothing else: the recording can be played. @throws the database's error
 */
export async function transcribe(ctx: Context, job: TranscribeJob, signal?: AbortSignal): Promise<void> {
  const { accountId, recordingId } = job;
  const found = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => findRecording(tx, recordingId));
  if (found?.audio == null || !found.words_awaited) return;
  const audio = ctx.secretBox.open(accountId, audioPurpose(recordingId), found.audio);
  const seconds = lengthOf(found, audio);
  const outcome = await withAiService<HeardSpeech>(
    ctx,
    {
      accountId,
      kind: "speech",
      costMax: (price) => listeningCost(price, seconds),
      deadlineMs: deadlineMs(seconds),
      signal,
    },
    async ({ vendor, service }, ended) => {
      const provider = ctx.speech[vendor];
      if (provider === undefined)
        throw new AiServiceError("misconfigured", `This release knows no speech service ${vendor}.`, {
          retryable: false,
        });
      const contentType = found.content_type ?? "audio/wav";
      const answer = await provider.transcribe(service, { audio, contentType, language: null }, ended);
      return { answer, cost: (price) => listeningCost(price, seconds) };
    },
  );
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const call = await lockVoicemailCall(tx, recordingId);
    const recording = await findRecording(tx, recordingId);
    // Another run of this job was first, or the audio had to go.
    if (call === null || !recording?.words_awaited) return;
    if (outcome.ok) await keepWords(ctx, tx, call, recording, outcome.answer);
    else await keepFailure(ctx, tx, call, recording, job, outcome);
    tx.changed(
      { kind: "call", id: call.id },
      ...(call.callback_id ? ([{ kind: "callback", id: call.callback_id }] as const) : []),
    );
  });
}

/** How long it is; for audio we cannot read, as long as it could be at the fewest bits that a voice is kept in. */
function lengthOf(recording: KeptRecording, audio: Buffer): number {
  return measureAudio(audio)?.durationSeconds ?? recording.duration_seconds ?? Math.ceil(audio.length / 1_000);
}

async function keepWords(
  ctx: Context,
  tx: Transaction,
  call: VoicemailCall,
  recording: KeptRecording,
  heard: HeardSpeech,
): Promise<void> {
  const { playbook } = await currentPlaybook(tx);
  const knownNumbers = call.caller === null ? [] : [call.caller];
  const read = readHeard(heard, { knownNumbers, trade: readTrade(playbook.trade) });
  const id = await keepTranscript(tx, {
    ...ofService(ctx, call, recording),
    state: read.text === null ? "no-speech" : "ready",
    text: read.text,
    redactions: read.redactions,
    words: read.words,
    language: heard.language,
    model: heard.model,
  });
  stopAwaitingWords(tx, recording.id);
  if (id === null) return;
  const { text, words } = read;
  appendCallEvent(tx, {
    id: ctx.ids.next(),
    callId: call.id,
    kind: "transcribed",
    at: tx.now,
    detail: {
      recordingId: recording.id,
      model: heard.model,
      language: heard.language,
      characters: text?.length ?? 0,
      wordTimes: words !== null,
    },
  });
  const transcripts = await listTranscripts(tx, call.id);
  await protectRecordings(ctx, tx, call.id, transcripts);
  // A phone system that heard words is believed; that the service heard none then changes nothing.
  const others = transcripts.some((other) => other.source === "provider" && other.state === "ready");
  if (call.episode_id === null || (text === null && others)) return;
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
    text,
    transcript: { id, source: "speech-service" },
    transcripts,
  });
}

async function keepFailure(
  ctx: Context,
  tx: Transaction,
  call: VoicemailCall,
  recording: KeptRecording,
  job: TranscribeJob,
  outcome: NoAiAnswer,
): Promise<void> {
  await keepTranscript(tx, {
    ...ofService(ctx, call, recording),
    state: "failed",
    text: null,
    redactions: [],
    problem: outcome.refusal === "service-failed" ? outcome.failure : outcome.refusal,
  });
  const nextAt = nextTry(tx.now, job, recording, outcome);
  if (nextAt !== null) {
    // A service that rests or has no budget left was not asked, so that was no try.
    const attempt = outcome.refusal === "service-failed" ? job.attempt + 1 : job.attempt;
    tx.enqueue(transcribeJob(tx.accountId, recording.id, nextAt, attempt));
    return;
  }
  stopAwaitingWords(tx, recording.id);
  await protectRecordings(ctx, tx, call.id, await listTranscripts(tx, call.id));
}

/** When it makes sense to ask again; null: never. */
function nextTry(
  now: Temporal.Instant,
  { attempt }: TranscribeJob,
  recording: KeptRecording,
  { refusal, retryAt }: NoAiAnswer,
): Temporal.Instant | null {
  const waitSeconds = refusal === "service-failed" ? waitsSeconds[attempt - 1] : 10;
  if (retryAt === null || waitSeconds === undefined) return null;
  const earliest = now.add({ seconds: waitSeconds });
  const nextAt = Temporal.Instant.compare(retryAt, earliest) > 0 ? retryAt : earliest;
  const uselessAt = recording.created_at.add({ hours: usefulHours });
  return Temporal.Instant.compare(nextAt, uselessAt) < 0 ? nextAt : null;
}

/** The service's transcript of a recording has one row, whatever becomes of it. */
function ofService(ctx: Context, call: VoicemailCall, { id }: KeptRecording) {
  return {
    id: ctx.ids.next(),
    callId: call.id,
    providerTranscriptId: `speech:${id}`,
    source: "speech-service",
    recording: { id },
  } as const;
}
