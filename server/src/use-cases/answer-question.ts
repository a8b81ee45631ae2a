import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { readAnswer, withAnswer } from "@ringback/core/conversations/read-answer.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import { tellStaffJob } from "#db/jobs.ts";
import { appendCallbackEvent, type StoredCallback } from "#db/stores/callbacks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/**
 * Reads a text as the answer to the question at the end of the acknowledgement, where one was asked and nothing was
 * answered yet: what it says joins what the rules understood. It changes the case only; nobody's work begins anew.
 */
export async function answerQuestion(
  ctx: Context,
  tx: Transaction,
  given: {
    readonly stored: StoredCallback;
    readonly text: string;
    readonly messageId: string;
    readonly assessment: Assessment;
    readonly playbook: Playbook;
  },
): Promise<Assessment> {
  const { stored, text, assessment, playbook } = given;
  const answer = readAnswer(text, playbook.conversation.question.choices);
  if (answer === null || !(await isAsked(tx, stored.episodeId, given.messageId))) return assessment;
  const answered = withAnswer(assessment, text, answer);
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: stored.callback.id,
    kind: "question-answered",
    by: null,
    detail: { messageId: given.messageId, number: answer.number, label: answer.choice.label, how: answer.how },
  });
  if (answered.intent !== stored.intent && stored.callback.state !== "closed")
    tx.enqueue(
      tellStaffJob(tx.accountId, {
        callbackId: stored.callback.id,
        memberIds: [stored.callback.state === "claimed" ? stored.callback.claimedBy : stored.callback.ownerId],
        about: "caller-answered",
        step: given.messageId,
      }),
    );
  return answered;
}

/** The acknowledgement asked and may have arrived, and this is the first thing they wrote since. */
async function isAsked(tx: Transaction, episodeId: string, messageId: string): Promise<boolean> {
  const rows =
    await tx.rows(sql`select from ringback.message a where a.account_id = ${tx.accountId} and a.episode_id = ${episodeId}
    and a.purpose = 'acknowledgement' and a.decision->>'asks' = 'true' and a.state in ('sending', 'sent', 'delivered', 'unknown')
    and not exists (select from ringback.message m where m.account_id = a.account_id and m.episode_id = a.episode_id and m.direction = 'in'
      and m.id <> ${messageId} and m.created_at >= a.created_at)`);
  return rows.length > 0;
}
