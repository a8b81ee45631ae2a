import type { AudioVerdict } from "@ringback/core/classification/judge-audio.ts";
import type { QuarantineReason } from "@ringback/core/classification/protect-audio.ts";
import type { Redaction } from "@ringback/core/classification/redact.ts";
import type { AudioSpan, TimedWord } from "@ringback/core/classification/spoken-text.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { Surroundings } from "./ingest.ts";
import { shareTeam } from "./team.ts";

/** Notes that a recording exists. Answers false when it was known. */
export async function keepRecording(
  tx: Transaction,
  recording: {
    id: string;
    callId: string;
    providerRecordingId: string;
    state: "announced" | "absent" | "failed";
    durationSeconds: number | null;
  },
): Promise<boolean> {
  // The call's row is written later in this transaction; its foreign key is checked then.
  const rows =
    await tx.rows(sql`insert into ringback.recording (account_id, id, call_id, provider_recording_id, state, duration_seconds, created_at)
    values (${tx.accountId}, ${recording.id}, ${recording.callId}, ${recording.providerRecordingId}, ${recording.state}, ${recording.durationSeconds}, ${tx.now})
    on conflict (account_id, call_id, provider_recording_id) do nothing returning id`);
  return rows.length > 0;
}

/** A redaction as it is kept: where it stands in the text, and in the sound where that is known. */
export type StoredRedaction = Redaction & { readonly span?: AudioSpan | null };

export interface NewTranscript {
  readonly id: string;
  readonly callId: string;
  readonly providerTranscriptId: string;
  readonly source: "provider" | "speech-service";
  /** The provider's id of the recording where it tells that, else ours. */
  readonly recording: { readonly providerId: string } | { readonly id: string };
  readonly state: "ready" | "no-speech" | "failed";
  readonly text: string | null;
  readonly redactions: readonly StoredRedaction[];
  /** When what was said: offsets of `text`; never the words themselves, so that nothing private stands here. */
  readonly words?: readonly TimedWord[] | null;
  readonly language?: string | null;
  readonly model?: string | null;
  /** Why it failed, as a word. */
  readonly problem?: string | null;
}

/**
 * Keeps a transcript, redacted already; answers its id. null: it was known. One that failed makes room for the next try.
 */
export async function keepTranscript(tx: Transaction, transcript: NewTranscript): Promise<string | null> {
  const { recording, words = null } = transcript;
  const recordingId =
    "id" in recording
      ? sql`${recording.id}::uuid`
      : sql`(select id from ringback.recording where account_id = ${tx.accountId} and call_id = ${transcript.callId} and provider_recording_id = ${recording.providerId})`;
  const row = await tx.first<{ id: string }>(sql`
    insert into ringback.transcript (account_id, id, call_id, provider_transcript_id, source, recording_id, state, text, redactions, words, language, model, problem, created_at)
    values (${tx.accountId}, ${transcript.id}, ${transcript.callId}, ${transcript.providerTranscriptId}, ${transcript.source}, ${recordingId}, ${transcript.state}, ${transcript.text},
      ${JSON.stringify(transcript.redactions)}::jsonb, ${words === null ? null : JSON.stringify(words)}::jsonb, ${transcript.language ?? null}, ${transcript.model ?? null}, ${transcript.problem ?? null}, ${tx.now})
    on conflict (account_id, call_id, provider_transcript_id) do update set state = excluded.state, text = excluded.text, redactions = excluded.redactions,
      words = excluded.words, language = excluded.language, model = excluded.model, problem = excluded.problem, created_at = excluded.created_at
      where transcript.state = 'failed' and transcript.source = 'speech-service'
    returning id`);
  return row?.id ?? null;
}

export interface OtherTranscript {
  readonly id: string;
  readonly source: "provider" | "speech-service";
  readonly state: "ready" | "no-speech" | "failed";
  readonly recording_id: string | null;
  readonly redactions: readonly StoredRedaction[];
}

/** All transcripts of a call. */
export async function listTranscripts(tx: Transaction, callId: string): Promise<OtherTranscript[]> {
  return await tx.rows(sql<OtherTranscript>`select id, source, state, recording_id, redactions from ringback.transcript
    where account_id = ${tx.accountId} and call_id = ${callId} order by created_at, id`);
}

export interface RecordingToFetch {
  readonly id: string;
  readonly state: string;
  readonly provider_recording_id: string;
  readonly connection_id: string;
  readonly call_id: string;
  readonly callback_id: string | null;
}

export function findRecordingToFetch(tx: Transaction, recordingId: string): Promise<RecordingToFetch | null> {
  return tx.first(sql<RecordingToFetch>`
    select r.id, r.state, r.provider_recording_id, c.connection_id, c.id as call_id, b.id as callback_id
    from ringback.recording r join ringback.call c on c.account_id = r.account_id and c.id = r.call_id
    left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id
    where r.account_id = ${tx.accountId} and r.id = ${recordingId}`);
}

export function keepAudio(
  tx: Transaction,
  recordingId: string,
  audio: {
    sealed: Buffer;
    contentType: string;
    peaks: readonly number[] | null;
    durationSeconds: number | null;
    heard: AudioVerdict;
    wordsAwaited: boolean;
  },
): void {
  tx.write(sql`update ringback.recording set state = 'fetched', audio = ${audio.sealed}, content_type = ${audio.contentType}, peaks = ${audio.peaks === null ? null : JSON.stringify(audio.peaks)}::jsonb,
    duration_seconds = coalesce(duration_seconds, ${audio.durationSeconds}), heard = ${audio.heard}, words_awaited = ${audio.wordsAwaited}, fetched_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${recordingId} and state = 'announced'`);
}

export function failRecording(tx: Transaction, recordingId: string): void {
  tx.write(
    sql`update ringback.recording set state = 'failed' where account_id = ${tx.accountId} and id = ${recordingId} and state = 'announced'`,
  );
}

export interface KeptRecording {
  readonly id: string;
  readonly state: "announced" | "fetched" | "withheld" | "failed" | "absent" | "quarantined";
  readonly audio: Buffer | null;
  readonly content_type: string | null;
  readonly duration_seconds: number | null;
  readonly heard: AudioVerdict | null;
  readonly muted: readonly AudioSpan[];
  readonly words_awaited: boolean;
  readonly created_at: Temporal.Instant;
}

const kept = sql`id, state, audio, content_type, duration_seconds, heard, muted, words_awaited, created_at`;

/** A recording with its sealed audio. */
export async function findRecording(tx: Transaction, recordingId: string): Promise<KeptRecording | null> {
  return await tx.first(
    sql<KeptRecording>`select ${kept} from ringback.recording where account_id = ${tx.accountId} and id = ${recordingId}`,
  );
}

/** The recordings of a call that have audio here, locked: a transcript and the audio may come at the same time. */
export async function lockAudioOfCall(tx: Transaction, callId: string): Promise<KeptRecording[]> {
  return await tx.rows(sql<KeptRecording>`select ${kept} from ringback.recording
    where account_id = ${tx.accountId} and call_id = ${callId} and audio is not null order by id for update`);
}

/** Puts silenced audio in the place of what was there. */
export function muteAudio(
  tx: Transaction,
  recordingId: string,
  audio: { sealed: Buffer; peaks: readonly number[] | null; muted: readonly AudioSpan[] },
): void {
  tx.write(sql`update ringback.recording set state = 'fetched', audio = ${audio.sealed}, peaks = ${audio.peaks === null ? null : JSON.stringify(audio.peaks)}::jsonb,
    muted = ${JSON.stringify(audio.muted)}::jsonb where account_id = ${tx.accountId} and id = ${recordingId}`);
}

/** Keeps the audio and lets nobody play it, or lets people play it again. */
export function withholdAudio(tx: Transaction, recordingId: string, state: "withheld" | "fetched"): void {
  tx.write(
    sql`update ringback.recording set state = ${state} where account_id = ${tx.accountId} and id = ${recordingId}`,
  );
}

/** Deletes the audio; the recording stays, with the reason. */
export function quarantineAudio(tx: Transaction, recordingId: string, because: QuarantineReason): void {
  tx.write(sql`update ringback.recording set state = 'quarantined', audio = null, peaks = null, muted = '[]', words_awaited = false,
    quarantined_at = ${tx.now}, quarantine_reason = ${because} where account_id = ${tx.accountId} and id = ${recordingId}`);
}

/** No transcript of the speech service is to be expected any more. */
export function stopAwaitingWords(tx: Transaction, recordingId: string): void {
  tx.write(
    sql`update ringback.recording set words_awaited = false where account_id = ${tx.accountId} and id = ${recordingId} and words_awaited`,
  );
}

/** The call of a voicemail with what judging its words needs. */
export interface VoicemailCall {
  readonly id: string;
  readonly episode_id: string | null;
  readonly callback_id: string | null;
  readonly caller: string | null;
  readonly caller_name: string | null;
  readonly arrived_at: Temporal.Instant;
  readonly contact: Surroundings["contact"];
}

/** Locks the call of a recording and its caller, in the order of `lockAndLoad`, and answers what the rules need. */
export async function lockVoicemailCall(tx: Transaction, recordingId: string): Promise<VoicemailCall | null> {
  const ofRecording = sql`ringback.call c where c.account_id = ${tx.accountId}
    and c.id = (select call_id from ringback.recording where account_id = ${tx.accountId} and id = ${recordingId})`;
  tx.write(
    sql`select pg_advisory_xact_lock(hashtextextended('call:' || c.connection_id || ':' || c.provider_call_id, 0)) from ${ofRecording}`,
  );
  tx.write(
    sql`select pg_advisory_xact_lock(hashtextextended('caller:' || c.account_id || ':' || coalesce(c.caller, c.provider_call_id), 0)) from ${ofRecording}`,
  );
  shareTeam(tx);
  return await tx.first(sql<VoicemailCall>`
    select c.id, c.episode_id, c.caller, c.caller_name, c.arrived_at,
      (select b.id from ringback.callback b where b.account_id = c.account_id and b.episode_id = c.episode_id) as callback_id,
      (select jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind, 'open_issue', o.open_issue, 'sms_capable', p.sms_capable,
          'open_lead', (select title from ringback.lead l where l.account_id = o.account_id and l.contact_id = o.id and l.state = 'open' order by opened_at desc limit 1))
        from ringback.contact_phone p join ringback.contact o on o.account_id = p.account_id and o.id = p.contact_id
        where p.account_id = c.account_id and p.number = c.caller) as contact
    from ${ofRecording}`);
}

/** Whether the account has a speech service that may be asked, as far as its switches tell. */
export async function hasSpeechService(tx: Transaction): Promise<boolean> {
  const row = await tx.first<{
    has: boolean;
  }>(sql`select account.sends_content and exists (select from ringback.ai_service s
    where s.account_id = account.id and s.kind = 'speech' and s.enabled) as has from ringback.account where id = ${tx.accountId}`);
  return row?.has ?? false;
}
