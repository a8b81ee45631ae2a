import type { Assessment } from "@ringback/core/classification/assessment.ts";
import { type ReadAnswer, withAnswer } from "@ringback/core/conversations/read-answer.ts";
import { tellStaffJob } from "#db/jobs.ts";
import { appendCallbackEvent, type StoredCallback } from "#db/stores/callbacks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/**
 * Takes a text for the answer to the question at the end of the acknowledgement: what it says joins what the rules
 * understood. It changes the case only; nobody's work begins anew.
 */
export function answerQuestion(
  ctx: Context,
  tx: Transaction,
  given: {
    readonly stored: StoredCallback;
    readonly text: string;
    readonly messageId: string;
    readonly assessment: Assessment;
    readonly answer: ReadAnswer;
  },
): Assessment {
  const { stored, text, assessment, answer } = given;
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
