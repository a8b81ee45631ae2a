import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { classifyByRules } from "@ringback/core/classification/classify-by-rules.ts";
import { findEmergencyWording } from "@ringback/core/classification/emergency-wording.ts";
import { redact } from "@ringback/core/classification/redact.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { sql } from "kysely";
import { fetchRecordingJob } from "#db/jobs.ts";
import { lockCallbackOfEpisode } from "#db/stores/callbacks.ts";
import { appendCallEvent } from "#db/stores/calls.ts";
import { keepRecording, keepTranscript } from "#db/stores/voicemails.ts";
import type { Transaction } from "#db/transaction.ts";
import { applyAssessment } from "./apply-assessment.ts";
import type { Context } from "./context.ts";
import { givesRecordings } from "./line-abilities.ts";
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
  const state = event.state === "failed" ? "failed" : text === null ? "no-speech" : "ready";
  const transcriptId = ctx.ids.next();
  // Asked together: one wait for the database, not two.
  const [isNew, stored] = await Promise.all([
    keepTranscript(tx, {
      id: transcriptId,
      callId: row.id,
      providerTranscriptId: event.transcriptId,
      state,
      text,
      redactions: heard?.redactions ?? [],
    }),
    row.episodeId === null ? null : lockCallbackOfEpisode(tx, row.episodeId),
  ]);
  if (!isNew || row.episodeId === null || stored === null) return;
  const trade = readTrade(playbook.trade);
  const assessment = classifyByRules({
    text,
    channel: "voicemail",
    trade,
    callFacts: {
      callerNumber: row.caller,
      callerIdName: row.callerName,
      existingCustomer: around.contact === null ? null : around.contact.kind === "customer",
      recordedName: around.contact?.name ?? null,
      openIssue: around.contact?.open_issue ?? null,
      season: seasonAt(row.arrivedAt, playbook.hours.timeZone),
    },
  });
  appendCallEvent(tx, {
    id: ctx.ids.next(),
    callId: row.id,
    kind: "classified",
    at: tx.now,
    detail: ledgerLabels(assessment),
  });
  await applyAssessment(ctx, tx, {
    stored,
    assessment,
    playbook,
    callId: row.id,
    messageId: null,
    contact: around.contact,
    caller: row.caller,
  });
  if (text !== null && findEmergencyWording(text, trade)) warnOfDanger(tx, row.episodeId, call);
}

/** A text that has not gone yet says whom to dial instead (docs/rules.md E1). One that has gone is not followed by another. */
function warnOfDanger(tx: Transaction, episodeId: string, { playbook }: JudgedCall): void {
  const rendered = renderTemplate(playbook.acknowledgement.emergencyTemplate, { business: playbook.businessName });
  if (!rendered.ok) return;
  tx.write(
    sql`update ringback.message set body = ${rendered.text} where account_id = ${tx.accountId} and episode_id = ${episodeId} and purpose = 'acknowledgement' and state = 'queued'`,
  );
}

/** The ledger keeps labels, rules and places, never the words themselves. */
function ledgerLabels(assessment: Assessment): Record<string, unknown> {
  const evidence = assessment.evidence.map((piece) =>
    "start" in piece
      ? { label: piece.label, rule: piece.rule, start: piece.start, end: piece.end }
      : { label: piece.label, rule: piece.rule },
  );
  return {
    intent: assessment.intent,
    urgency: assessment.urgency,
    lane: assessment.lane,
    speech: assessment.speech,
    rulesVersion: assessment.rulesVersion,
    evidence,
  };
}

/** Northern winter months are cold, summer ones hot; only used where it can raise, never to lower what was said. */
function seasonAt(at: Temporal.Instant, timeZone: string): "cold" | "hot" | null {
  const { month } = at.toZonedDateTimeISO(timeZone);
  if (month >= 11 || month <= 3) return "cold";
  return month >= 6 && month <= 9 ? "hot" : null;
}
