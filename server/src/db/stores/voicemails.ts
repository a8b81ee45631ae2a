import type { Redaction } from "@ringback/core/classification/redact.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

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

/** Keeps a transcript, redacted already. Answers false when it was known. */
export async function keepTranscript(
  tx: Transaction,
  transcript: {
    id: string;
    callId: string;
    providerTranscriptId: string;
    state: "ready" | "no-speech" | "failed";
    text: string | null;
    redactions: readonly Redaction[];
  },
): Promise<boolean> {
  const rows =
    await tx.rows(sql`insert into ringback.transcript (account_id, id, call_id, provider_transcript_id, state, text, redactions, created_at)
    values (${tx.accountId}, ${transcript.id}, ${transcript.callId}, ${transcript.providerTranscriptId}, ${transcript.state}, ${transcript.text}, ${JSON.stringify(transcript.redactions)}::jsonb, ${tx.now})
    on conflict (account_id, call_id, provider_transcript_id) do nothing returning id`);
  return rows.length > 0;
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
  audio: { sealed: Buffer; contentType: string; peaks: readonly number[] | null; durationSeconds: number | null },
): void {
  tx.write(sql`update ringback.recording set state = 'fetched', audio = ${audio.sealed}, content_type = ${audio.contentType}, peaks = ${audio.peaks === null ? null : JSON.stringify(audio.peaks)}::jsonb,
    duration_seconds = coalesce(duration_seconds, ${audio.durationSeconds}), fetched_at = ${tx.now} where account_id = ${tx.accountId} and id = ${recordingId}`);
}

export function failRecording(tx: Transaction, recordingId: string): void {
  tx.write(
    sql`update ringback.recording set state = 'failed' where account_id = ${tx.accountId} and id = ${recordingId} and state = 'announced'`,
  );
}
