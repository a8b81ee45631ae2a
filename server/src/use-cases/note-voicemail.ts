import { redact } from "@ringback/core/classification/redact.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { fetchRecordingJob } from "#db/jobs.ts";
import { keepRecording, keepTranscript, listTranscripts } from "#db/stores/voicemails.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { judgeVoicemail, lockVoicemailMatter } from "./judge-voicemail.ts";
import { givesRecordings } from "./line-abilities.ts";
import { protectRecordings } from "./protect-recordings.ts";
import type { JudgedCall } from "./record-call-event.ts";

/** Takes a voicemail in as it comes: the recording to fetch, then the words, which are judged in the same transaction. */
export async function noteVoicemail(ctx: Context, tx: Transaction, call: JudgedCall): Promise<void> {
  const { event, row } = call;
  if (event.kind === "recording-ready") {
    const id = ctx.ids.next();
    const state = event.state === "ready" ? "announced" : event.state;
    const kept = await keepRecording(tx, {
      id,
      callId: row.id,
      providerRecordingId: event.recordingId,
      state,
      durationSeconds: event.durationSeconds,
    });
    if (kept && event.state === "ready" && givesRecordings(ctx, call.around.provider))
      tx.enqueue(fetchRecordingJob(tx.accountId, id));
  }
  if (event.kind === "transcript-ready") await noteTranscript(ctx, tx, call, event);
  const callbackId = call.around.episode?.callback_id;
  if (callbackId) tx.changed({ kind: "callback", id: callbackId });
}

async function noteTranscript(
  ctx: Context,
  tx: Transaction,
  call: JudgedCall,
  event: Extract<JudgedCall["event"], { kind: "transcript-ready" }>,
): Promise<void> {
  const { row, around, playbook } = call;
  // Redacted before it is stored, indexed or judged: what is cut out exists nowhere here.
  const heard =
    event.state === "ready" && event.text !== null
      ? redact(event.text.slice(0, 50_000), {
          knownNumbers: row.caller === null ? [] : [row.caller],
          trade: readTrade(playbook.trade),
        })
      : null;
  const text = heard?.text.trim() ? heard.text : null;
  // Asked together: one wait for the database, not three.
  const [id, transcripts, matter] = await Promise.all([
    keepTranscript(tx, {
      id: ctx.ids.next(),
      callId: row.id,
      providerTranscriptId: event.transcriptId,
      source: "provider",
      recording: { providerId: event.recordingId },
      state: event.state === "failed" ? "failed" : text === null ? "no-speech" : "ready",
      text,
      redactions: heard?.redactions ?? [],
    }),
    listTranscripts(tx, row.id),
    row.episodeId === null ? null : lockVoicemailMatter(tx, { callId: row.id, episodeId: row.episodeId }),
  ]);
  if (id === null) return;
  await protectRecordings(ctx, tx, row.id, transcripts);
  if (matter === null) return;
  await judgeVoicemail(ctx, tx, {
    callId: row.id,
    matter,
    caller: row.caller,
    callerName: row.callerName,
    arrivedAt: row.arrivedAt,
    contact: around.contact,
    playbook,
    text,
    transcript: { id, source: "provider" },
    transcripts,
  });
}
