import { renderTemplate } from "@ringback/core/acknowledgement/render-template.ts";
import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { findEmergencyWording } from "@ringback/core/classification/emergency-wording.ts";
import { judgeMessage } from "@ringback/core/classification/judge-message.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import { loadAssessmentsOfCall } from "#db/stores/assessments.ts";
import { appendCallEvent } from "#db/stores/calls.ts";
import type { Surroundings } from "#db/stores/ingest.ts";
import { lockMatterToJudge, type MatterToJudge } from "#db/stores/judgement-facts.ts";
import type { OtherTranscript } from "#db/stores/voicemails.ts";
import type { Transaction } from "#db/transaction.ts";
import { applyAssessment } from "./apply-assessment.ts";
import type { Context } from "./context.ts";
import { seasonAt } from "./season-at.ts";

/** The matter of a call that left a voicemail. */
export interface VoicemailMatter extends MatterToJudge {
  /** What was made of other words of the same call. */
  readonly earlier: readonly Assessment[];
}

/** Locks a matter to judge a voicemail beside it, in one round trip; null when there is none. */
export async function lockVoicemailMatter(
  tx: Transaction,
  { callId, episodeId }: { readonly callId: string; readonly episodeId: string },
): Promise<VoicemailMatter | null> {
  const [matter, earlier] = await Promise.all([
    lockMatterToJudge(tx, { episodeId }),
    loadAssessmentsOfCall(tx, episodeId, callId),
  ]);
  return matter && { ...matter, earlier };
}

export interface VoicemailWords {
  readonly callId: string;
  readonly matter: VoicemailMatter;
  readonly caller: string | null;
  readonly callerName: string | null;
  readonly arrivedAt: Temporal.Instant;
  readonly contact: Surroundings["contact"];
  readonly playbook: Playbook;
  /** Redacted; null: nobody said anything. */
  readonly text: string | null;
  /** The transcript that holds the text; null when the sound itself shows that nobody spoke. */
  readonly transcript: Pick<OtherTranscript, "id" | "source"> | null;
  /** All transcripts of the call that are kept. */
  readonly transcripts: readonly OtherTranscript[];
}

/**
 * Judges the words of a voicemail, whoever wrote them down, in the transaction that keeps them. A call may have two
 * transcripts: both are judged, so that either may raise the urgency, but what was alarmed or held for the first is not
 * again for the second, and the labels stay those of the better one, which is the speech service's.
 */
export async function judgeVoicemail(ctx: Context, tx: Transaction, words: VoicemailWords): Promise<void> {
  const { callId, matter, contact, playbook, text, transcript } = words;
  const trade = readTrade(playbook.trade);
  const { assessment } = judgeMessage({
    text,
    channel: "voicemail",
    trade,
    extraPhrases: playbook.classification.phrases,
    callFacts: {
      callerNumber: words.caller,
      callerIdName: words.callerName,
      existingCustomer: contact === null ? null : contact.kind === "customer",
      recordedName: contact?.name ?? null,
      openIssue: contact?.open_issue ?? null,
      season: seasonAt(words.arrivedAt, playbook.hours.timeZone),
    },
  });
  appendCallEvent(tx, { id: ctx.ids.next(), callId, kind: "classified", at: tx.now, detail: ledgerLabels(assessment) });
  await applyAssessment(ctx, tx, {
    matter,
    assessment,
    playbook,
    callId,
    messageId: null,
    transcriptId: transcript?.id ?? null,
    contact,
    caller: words.caller,
    earlier: matter.earlier,
    keepsLabels: isSuperseded(words),
  });
  if (text !== null && findEmergencyWording(text, trade)) warnOfDanger(tx, matter.stored.episodeId, playbook);
}

/** Whether the speech service has said already what the phone system's transcript now says less well. */
function isSuperseded({ transcript, transcripts }: VoicemailWords): boolean {
  return (
    transcript?.source === "provider" &&
    transcripts.some(({ source, state }) => source === "speech-service" && state === "ready")
  );
}

/** A text that has not gone yet says whom to dial instead (docs/rules.md E1). One that has gone is not followed by another. */
function warnOfDanger(tx: Transaction, episodeId: string, playbook: Playbook): void {
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
