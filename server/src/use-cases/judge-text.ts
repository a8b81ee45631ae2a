import { classifyByRules } from "@ringback/core/classification/classify-by-rules.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { appendCallbackEvent } from "#db/stores/callbacks.ts";
import type { MatterToJudge } from "#db/stores/judgement-facts.ts";
import { forgetNextTry } from "#db/stores/next-tries.ts";
import type { Transaction } from "#db/transaction.ts";
import { answerQuestion } from "./answer-question.ts";
import { applyAssessment } from "./apply-assessment.ts";
import type { Context } from "./context.ts";
import type { TextToHandle } from "./place-text.ts";

/** The words of a text change the case, never a promise made: urgency may rise, holds may open. */
export async function judgeText(
  ctx: Context,
  tx: Transaction,
  inbound: TextToHandle,
  matter: MatterToJudge,
): Promise<{ readonly alarmed: boolean }> {
  const { around, text, number, playbook } = inbound;
  const { stored } = matter;
  const callbackId = stored.callback.id;
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "caller-texted",
    by: null,
    detail: { messageId: inbound.id },
  });
  forgetNextTry(tx, stored.episodeId);
  const read = classifyByRules({
    text,
    channel: "sms",
    trade: readTrade(playbook.trade),
    extraPhrases: playbook.classification.phrases,
    callFacts: {
      callerNumber: number,
      existingCustomer: around.contact?.kind === "customer",
      recordedName: around.contact?.name ?? null,
      openIssue: around.contact?.open_issue ?? null,
    },
  });
  const assessment =
    inbound.answer !== null && inbound.isAnswer
      ? answerQuestion(ctx, tx, { stored, text, messageId: inbound.id, assessment: read, answer: inbound.answer })
      : read;
  const judged = await applyAssessment(ctx, tx, {
    matter,
    assessment,
    playbook,
    callId: null,
    messageId: inbound.id,
    contact: around.contact,
    caller: number,
  });
  tx.changed({ kind: "callback", id: callbackId });
  return judged;
}
