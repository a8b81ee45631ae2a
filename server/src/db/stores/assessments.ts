import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Keeps an assessment with its evidence; the ones before stay. */
export function keepAssessment(
  tx: Transaction,
  given: {
    id: string;
    episodeId: string;
    callId: string | null;
    messageId: string | null;
    transcriptId?: string | null;
    assessment: Assessment;
    madeBy: string;
  },
): void {
  const { assessment } = given;
  tx.write(sql`insert into ringback.assessment (account_id, id, episode_id, call_id, message_id, transcript_id, assessment, intent, urgency, lane, made_by, created_at)
    values (${tx.accountId}, ${given.id}, ${given.episodeId}, ${given.callId}, ${given.messageId}, ${given.transcriptId ?? null}, ${assessment}, ${assessment.intent}, ${assessment.urgency}, ${assessment.lane}, ${given.madeBy}, ${tx.now})`);
}

/** What the rules and models made of the words of a call so far, newest first. */
export async function loadAssessmentsOfCall(tx: Transaction, episodeId: string, callId: string): Promise<Assessment[]> {
  const rows = await tx.rows(sql<{ assessment: Assessment }>`select assessment from ringback.assessment
    where account_id = ${tx.accountId} and episode_id = ${episodeId} and call_id = ${callId} and made_by <> 'person' order by created_at desc, id desc limit 10`);
  return rows.map((row) => row.assessment);
}
