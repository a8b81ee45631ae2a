import { readingCost } from "@ringback/core/ai-services/price.ts";
import type { CallFacts } from "@ringback/core/classification/assessment.ts";
import { mergeModelClaims } from "@ringback/core/classification/model/merge-model-claims.ts";
import { askAboutMessage, type QuestionAboutMessage } from "@ringback/core/classification/model/question.ts";
import { readModelAnswer } from "@ringback/core/classification/model/read-model-answer.ts";
import { type LeavingText, redactForLeaving } from "@ringback/core/classification/model/redact-for-leaving.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { askModelJob } from "#db/jobs.ts";
import {
  type AssessmentToRefine,
  findAssessmentToRefine,
  loadAssessmentsOfMessage,
  noteModelProblem,
} from "#db/stores/assessments.ts";
import { lockMatterToJudge } from "#db/stores/judgement-facts.ts";
import { currentPlaybook, loadPlaybook } from "#db/stores/playbooks.ts";
import { shareTeam } from "#db/stores/team.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { AiServiceError } from "#providers/ai-service.ts";
import type { ModelAnswer } from "#providers/language-model/provider.ts";
import { applyAssessment } from "./apply-assessment.ts";
import type { Context } from "./context.ts";
import { seasonAt } from "./season-at.ts";
import { type NoAiAnswer, withAiService } from "./with-ai-service.ts";

export interface AskModelJob {
  readonly accountId: string;
  /** The judgement of the rules to refine. */
  readonly assessmentId: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** A model on the business's own machine may read and write a while. */
const deadlineMs = 90_000;

/** After each try that failed, in seconds. The next one that fails is the last. */
const waitsSeconds = [10, 60, 300];

/** A reading that comes later finds the callback made, or overdue and looked at. */
const usefulMinutes = 120;

/**
 * Has the account's language model read what the rules have judged, and lets in what the words show. What leaves is
 * redacted more strictly than what is kept. The rules' judgement stands whatever happens: while the model has not answered,
 * when it fails (the case says why), and where a person has set the labels meanwhile. Running it twice changes nothing
 * more. @throws the database's error, and the signal's reason when the worker stops
 */
export async function askModel(ctx: Context, job: AskModelJob, signal?: AbortSignal): Promise<void> {
  const { accountId, assessmentId } = job;
  const found = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const base = await findAssessmentToRefine(tx, assessmentId);
    return base === null ? null : { base, trade: readTrade((await currentPlaybook(tx)).playbook.trade) };
  });
  if (found === null || found.base.text === null || isSettled(found.base) || found.base.isClosed) return;
  const leaving = redactForLeaving(found.base.text);
  const question = askAboutMessage({
    text: leaving.text,
    channel: found.base.messageId === null ? "voicemail" : "sms",
    trade: found.trade,
    fence: ctx.ids.next().replaceAll("-", "").slice(-16),
  });
  const outcome = await withAiService<ModelAnswer>(
    ctx,
    { accountId, kind: "language-model", costMax: (price) => mostCost(price, question), deadlineMs, signal },
    async ({ vendor, service }, ended) => {
      const provider = ctx.languageModels[vendor];
      if (provider === undefined)
        throw new AiServiceError("misconfigured", `This release knows no language model ${vendor}.`, {
          retryable: false,
        });
      const answer = await provider.ask(service, question, ended);
      return { answer, cost: (price) => realCost(price, question, answer) };
    },
  );
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (outcome.ok) await keepReading(ctx, tx, assessmentId, leaving, outcome.answer);
    else keepFailure(tx, job, found.base, outcome);
    const about = found.base.callId === null ? null : ({ kind: "call", id: found.base.callId } as const);
    tx.changed(...(about === null ? [] : [about]));
  });
}

/** Somebody or something has read it after the rules did. */
function isSettled({ isRefined, isCorrected }: AssessmentToRefine): boolean {
  return isRefined || isCorrected;
}

type Price = Parameters<typeof readingCost>[0];

/** No tokenizer makes more tokens of a text than it has bytes; the frame of a chat costs some more. */
function mostCost(price: Price, { instructions, data, schema, outputTokensMax }: QuestionAboutMessage): number {
  const bytes = new TextEncoder().encode(`${instructions}${data}${JSON.stringify(schema)}`).length;
  return readingCost(price, bytes + 200, outputTokensMax);
}

/** What a service does not count is paid as the most it can be. */
function realCost(price: Price, question: QuestionAboutMessage, { inputTokens, outputTokens }: ModelAnswer): number {
  if (inputTokens === null || outputTokens === null) return mostCost(price, question);
  return readingCost(price, inputTokens, outputTokens);
}

async function keepReading(
  ctx: Context,
  tx: Transaction,
  assessmentId: string,
  leaving: LeavingText,
  answer: ModelAnswer,
): Promise<void> {
  shareTeam(tx);
  const first = await findAssessmentToRefine(tx, assessmentId);
  const matter = first === null ? null : await lockMatterToJudge(tx, first);
  // Again, as of now that the callback is locked: a person may have been quicker.
  const base = await findAssessmentToRefine(tx, assessmentId);
  if (matter === null || base?.text == null || isSettled(base)) return;
  const read = readModelAnswer(answer.text);
  if (!read.ok) return noteModelProblem(tx, assessmentId, answer.isCut ? "cut-answer" : "unreadable-answer");
  const [playbook, earlier] = await Promise.all([
    loadPlaybook(tx, matter.stored.playbookVersion),
    loadAssessmentsOfMessage(tx, base),
  ]);
  const assessment = mergeModelClaims({
    text: base.text,
    leaving,
    rules: base.assessment,
    model: read.claims,
    callFacts: factsOf(base, playbook.hours.timeZone),
    trade: readTrade(playbook.trade),
    channel: base.messageId === null ? "voicemail" : "sms",
  });
  await applyAssessment(ctx, tx, {
    matter,
    assessment,
    playbook,
    callId: base.callId,
    messageId: base.messageId,
    transcriptId: base.transcriptId,
    contact: base.contact,
    caller: base.caller,
    earlier,
    refinedBy: { model: answer.model, assessmentId },
    // Newer words have set the labels; these may still raise the urgency.
    keepsLabels: base.isFollowed || matter.stored.intent !== base.assessment.intent,
  });
}

function factsOf(base: AssessmentToRefine, timeZone: string): CallFacts {
  const { contact } = base;
  return {
    callerNumber: base.caller,
    callerIdName: base.callerName,
    existingCustomer: contact === null ? null : contact.kind === "customer",
    recordedName: contact?.name ?? null,
    openIssue: contact?.open_issue ?? null,
    season: seasonAt(base.arrivedAt, timeZone),
  };
}

/** The rules' judgement stands; the case says why it stands alone, and it is tried again while that helps anybody. */
function keepFailure(tx: Transaction, job: AskModelJob, base: AssessmentToRefine, outcome: NoAiAnswer): void {
  noteModelProblem(tx, base.id, outcome.refusal === "service-failed" ? outcome.failure : outcome.refusal);
  const waitSeconds = waitsSeconds[job.attempt - 1];
  if (outcome.retryAt === null || waitSeconds === undefined) return;
  const earliest = tx.now.add({ seconds: waitSeconds });
  const nextAt = Temporal.Instant.compare(outcome.retryAt, earliest) > 0 ? outcome.retryAt : earliest;
  const uselessAt = base.createdAt.add({ minutes: usefulMinutes });
  if (Temporal.Instant.compare(nextAt, uselessAt) >= 0) return;
  // A service that rests was not asked, so that was no try.
  const attempt = outcome.refusal === "service-failed" ? job.attempt + 1 : job.attempt;
  tx.enqueue(askModelJob(tx.accountId, base.id, nextAt, attempt));
}
