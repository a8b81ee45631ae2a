import { failRecording, findRecordingToFetch, keepAudio } from "#db/stores/voicemails.ts";
import { transaction } from "#db/transaction.ts";
import { measureAudio } from "#providers/telephony/measure-audio.ts";
import { ProviderError } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { openConnection } from "./open-connection.ts";

/** Fetches a voicemail's audio from the provider and keeps it sealed. @throws ProviderError to be tried again later. */
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
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    if (fetched === null) failRecording(tx, recording.id);
    else {
      const measured = measureAudio(fetched.audio);
      const sealed = ctx.secretBox.seal(job.accountId, `recording:${recording.id}`, fetched.audio);
      keepAudio(tx, recording.id, {
        sealed,
        contentType: fetched.contentType,
        peaks: measured?.peaks ?? null,
        durationSeconds: measured?.durationSeconds ?? null,
      });
    }
    tx.changed(
      { kind: "call", id: recording.call_id },
      ...(recording.callback_id ? ([{ kind: "callback", id: recording.callback_id }] as const) : []),
    );
  });
}
