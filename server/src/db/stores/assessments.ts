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
    /** `rules`, `person`, or the name of the language model that refined what the rules said. */
    madeBy: string;
    /** The judgement of the rules that a model's refines; there is one refinement at most. */
    refines?: string | null;
  },
): void {
  const { assessment } = given;
  tx.write(sql`insert into ringback.assessment (account_id, id, episode_id, call_id, message_id, transcript_id, assessment, intent, urgency, lane, method, made_by, refines, created_at)
    values (${tx.accountId}, ${given.id}, ${given.episodeId}, ${given.callId}, ${given.messageId}, ${given.transcriptId ?? null}, ${assessment}, ${assessment.intent}, ${assessment.urgency}, ${assessment.lane}, ${assessment.method ?? "rules"}, ${given.madeBy}, ${given.refines ?? null}, ${tx.now})`);
}

/** What the rules and models made of the words of a call so far, newest first. */
export async function loadAssessmentsOfCall(tx: Transaction, episodeId: string, callId: string): Promise<Assessment[]> {
  const rows = await tx.rows(sql<{ assessment: Assessment }>`select assessment from ringback.assessment
    where account_id = ${tx.accountId} and episode_id = ${episodeId} and call_id = ${callId} and made_by <> 'person' order by created_at desc, id desc limit 10`);
  return rows.map((row) => row.assessment);
}

/** The same for any message: the call's or the text's. */
export async function loadAssessmentsOfMessage(
  tx: Transaction,
  message: { readonly episodeId: string; readonly callId: string | null; readonly messageId: string | null },
): Promise<Assessment[]> {
  const rows = await tx.rows(sql<{ assessment: Assessment }>`select assessment from ringback.assessment
    where account_id = ${tx.accountId} and episode_id = ${message.episodeId} and call_id is not distinct from ${message.callId}::uuid
      and message_id is not distinct from ${message.messageId}::uuid and made_by <> 'person' order by created_at desc, id desc limit 10`);
  return rows.map((row) => row.assessment);
}

/** A judgement of the rules with the words it was made of, and what has become of it since. */
export interface AssessmentToRefine {
  readonly id: string;
  readonly episodeId: string;
  readonly callId: string | null;
  readonly messageId: string | null;
  readonly transcriptId: string | null;
  readonly assessment: Assessment;
  readonly createdAt: Temporal.Instant;
  /** Redacted; null when there are none. */
  readonly text: string | null;
  readonly caller: string | null;
  readonly callerName: string | null;
  readonly arrivedAt: Temporal.Instant;
  readonly contact: { readonly kind: string; readonly name: string | null; readonly open_issue: string | null } | null;
  readonly isRefined: boolean;
  /** A person set labels of the matter since. */
  readonly isCorrected: boolean;
  /** Other words of the matter were judged since. */
  readonly isFollowed: boolean;
  readonly isClosed: boolean;
}

/** Finds a judgement that a language model may refine; null when it is none of the rules', or gone. */
export function findAssessmentToRefine(tx: Transaction, id: string): Promise<AssessmentToRefine | null> {
  return tx.first(sql<AssessmentToRefine>`
    select a.id, a.episode_id as "episodeId", a.call_id as "callId", a.message_id as "messageId", a.transcript_id as "transcriptId", a.assessment,
      a.created_at as "createdAt", coalesce(t.text, m.body) as text, b.caller, c.caller_name as "callerName", coalesce(c.arrived_at, m.created_at, a.created_at) as "arrivedAt",
      case when k.id is not null then jsonb_build_object('kind', k.kind, 'name', k.name, 'open_issue', k.open_issue) end as contact,
      exists (select from ringback.assessment r where r.account_id = a.account_id and r.refines = a.id) as "isRefined",
      exists (select from ringback.assessment p where p.account_id = a.account_id and p.episode_id = a.episode_id and p.made_by = 'person' and p.created_at >= a.created_at) as "isCorrected",
      exists (select from ringback.assessment n where n.account_id = a.account_id and n.episode_id = a.episode_id and n.created_at >= a.created_at and n.id > a.id) as "isFollowed",
      b.state = 'closed' as "isClosed"
    from ringback.assessment a
    join ringback.callback b on b.account_id = a.account_id and b.episode_id = a.episode_id
    left join ringback.transcript t on t.account_id = a.account_id and t.id = a.transcript_id
    left join ringback.message m on m.account_id = a.account_id and m.id = a.message_id
    left join ringback.call c on c.account_id = a.account_id and c.id = a.call_id
    left join ringback.contact k on k.account_id = b.account_id and k.id = b.contact_id
    where a.account_id = ${tx.accountId} and a.id = ${id} and a.made_by = 'rules'`);
}

/** Why no language model read these words, in a word; for the case to say. */
export function noteModelProblem(tx: Transaction, assessmentId: string, problem: string): void {
  tx.write(
    sql`update ringback.assessment set model_problem = ${problem} where account_id = ${tx.accountId} and id = ${assessmentId}`,
  );
}
