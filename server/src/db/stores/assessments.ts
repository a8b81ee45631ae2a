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
    assessment: Assessment;
    madeBy: string;
  },
): void {
  const { assessment } = given;
  tx.write(sql`insert into ringback.assessment (account_id, id, episode_id, call_id, message_id, assessment, intent, urgency, lane, made_by, created_at)
    values (${tx.accountId}, ${given.id}, ${given.episodeId}, ${given.callId}, ${given.messageId}, ${assessment}, ${assessment.intent}, ${assessment.urgency}, ${assessment.lane}, ${given.madeBy}, ${tx.now})`);
}
