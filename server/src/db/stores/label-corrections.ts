import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** One message of a matter, with what was last said of it and what the rules and the model had said by themselves. */
export interface JudgedMessage {
  readonly assessmentId: string;
  readonly callId: string | null;
  readonly messageId: string | null;
  /** Where the words of a voicemail stand. */
  readonly transcriptId: string | null;
  readonly assessment: Assessment;
  readonly saidIntent: string;
  readonly saidUrgency: string;
}

/** Which message of the matter is meant; with nothing named, the newest. */
export interface MeantMessage {
  readonly assessmentId?: string | null | undefined;
  readonly callId?: string | null | undefined;
  readonly messageId?: string | null | undefined;
}

/** Finds the message and its newest judgement; null when nothing of it was judged. */
export function findJudgedMessage(
  tx: Transaction,
  episodeId: string,
  { assessmentId = null, callId = null, messageId = null }: MeantMessage,
): Promise<JudgedMessage | null> {
  return tx.first(sql<JudgedMessage>`
    with meant as (select call_id, message_id from ringback.assessment where account_id = ${tx.accountId} and episode_id = ${episodeId}
      and (${assessmentId}::uuid is null or id = ${assessmentId}) and (${callId}::uuid is null or call_id = ${callId}) and (${messageId}::uuid is null or message_id = ${messageId})
      order by created_at desc, id desc limit 1),
    judged as materialized (select a.* from meant join ringback.assessment a on a.account_id = ${tx.accountId} and a.episode_id = ${episodeId}
      and a.call_id is not distinct from meant.call_id and a.message_id is not distinct from meant.message_id)
    select newest.id as "assessmentId", newest.call_id as "callId", newest.message_id as "messageId", newest.transcript_id as "transcriptId", newest.assessment,
      said.intent as "saidIntent", said.urgency as "saidUrgency"
    from (select * from judged order by created_at desc, id desc limit 1) newest
    join (select * from judged order by made_by = 'person', created_at desc, id desc limit 1) said on true`);
}

/** Keeps what a person said of a message's labels. What they left stays as it was said. */
export function keepLabelCorrection(
  tx: Transaction,
  given: {
    id: string;
    callbackId: string;
    holdId: string | null;
    judged: JudgedMessage;
    intent: string | undefined;
    urgency: string | undefined;
    reason: string | null;
    by: string;
  },
): void {
  const { judged } = given;
  tx.write(sql`insert into ringback.label_correction (account_id, id, callback_id, hold_id, assessment_id, call_id, message_id,
      intent_before, intent_after, urgency_before, urgency_after, reason, by_member, at)
    values (${tx.accountId}, ${given.id}, ${given.callbackId}, ${given.holdId}, ${judged.assessmentId}, ${judged.callId}, ${judged.messageId},
      ${judged.saidIntent}, ${given.intent ?? judged.saidIntent}, ${judged.saidUrgency}, ${given.urgency ?? judged.saidUrgency}, ${given.reason}, ${given.by}, ${tx.now})`);
}

/** The decision was taken back, so what it said of the labels counts no more. */
export function undoLabelCorrectionsOf(tx: Transaction, holdId: string): void {
  tx.write(
    sql`update ringback.label_correction set undone_at = ${tx.now} where account_id = ${tx.accountId} and hold_id = ${holdId} and undone_at is null`,
  );
}
