import { HEALTHY } from "@ringback/core/ai-services/circuit-breaker.ts";
import { type AiPrice, listeningCost, readingCost } from "@ringback/core/ai-services/price.ts";
import { serviceWords } from "@ringback/core/ai-services/service-words.ts";
import { judgeMessage } from "@ringback/core/classification/judge-message.ts";
import { mergeModelClaims } from "@ringback/core/classification/model/merge-model-claims.ts";
import { askAboutMessage } from "@ringback/core/classification/model/question.ts";
import { readModelAnswer } from "@ringback/core/classification/model/read-model-answer.ts";
import { redactForLeaving } from "@ringback/core/classification/model/redact-for-leaving.ts";
import { type AiKind, lockAiService, saveHealth } from "#db/stores/ai-services.ts";
import { transaction } from "#db/transaction.ts";
import { AiServiceError } from "#providers/ai-service.ts";
import type { Context } from "./context.ts";
import { sampleTone } from "./sample-tone.ts";
import { type AiOutcome, withAiService } from "./with-ai-service.ts";

export type CheckAiServiceResult =
  | { readonly ok: true; readonly works: boolean; readonly findings: readonly string[] }
  | { readonly ok: false; readonly refusal: "ai-service-not-found" };

/** As long as a person waits at a button. */
const deadlineMs = 60_000;

/**
 * Tries a service with a sample of ours, in which nobody's words stand, and says in words what is wrong. It goes the way of
 * every request, so switches, agreement and budget speak too; only a pause after failures is ended first, as a person asks.
 */
export async function checkAiService(
  ctx: Context,
  { accountId, kind }: { readonly accountId: string; readonly kind: AiKind },
): Promise<CheckAiServiceResult> {
  const stored = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const service = await lockAiService(tx, kind);
    if (service !== null) saveHealth(tx, kind, HEALTHY);
    return service;
  });
  if (stored === null) return { ok: false, refusal: "ai-service-not-found" };
  const outcome = kind === "speech" ? await tryHearing(ctx, accountId) : await tryReading(ctx, accountId);
  if (!outcome.ok) {
    const word = outcome.refusal === "service-failed" ? outcome.failure : outcome.refusal;
    return { ok: true, works: false, findings: [serviceWords(word)] };
  }
  const { works, findings } = outcome.answer;
  return { ok: true, works, findings: [...findings, ...priceNote(kind, stored.price, stored.baseUrl)] };
}

interface Tried {
  readonly works: boolean;
  readonly findings: readonly string[];
}

const sample = "Hi, my kitchen faucet drips since yesterday. Could somebody come and look at it this week?";

async function tryReading(ctx: Context, accountId: string): Promise<AiOutcome<Tried>> {
  const leaving = redactForLeaving(sample);
  const fence = ctx.ids.next().replaceAll("-", "").slice(-16);
  const question = askAboutMessage({ text: leaving.text, channel: "voicemail", trade: "home-services", fence });
  const most = (price: AiPrice) => readingCost(price, JSON.stringify(question).length + 200, question.outputTokensMax);
  return await withAiService(
    ctx,
    { accountId, kind: "language-model", costMax: most, deadlineMs },
    async ({ vendor, service }, signal) => {
      const provider = ctx.languageModels[vendor];
      if (provider === undefined) throw new AiServiceError("misconfigured", "Unknown vendor.", { retryable: false });
      const asked = await provider.ask(service, question, signal);
      const { inputTokens, outputTokens } = asked;
      const counts = inputTokens !== null && outputTokens !== null;
      const notes = counts ? [] : ["It does not count tokens, so every request counts as the most that it can cost."];
      return {
        answer: { ...judge(asked.text, asked.isCut), notes },
        cost: (price) => (counts ? readingCost(price, inputTokens, outputTokens) : most(price)),
      };
    },
  ).then((outcome) =>
    outcome.ok
      ? {
          ok: true,
          answer: { works: outcome.answer.works, findings: [...outcome.answer.findings, ...outcome.answer.notes] },
        }
      : outcome,
  );

  function judge(text: string, isCut: boolean): Tried {
    const read = readModelAnswer(text);
    if (!read.ok || read.claims.claims.length === 0) {
      const why = isCut
        ? "Its answer is cut short before the first claim."
        : "It answers, but not in the form it was asked for.";
      return { works: false, findings: [`${why} Nothing it says would be let in; try a larger model.`] };
    }
    const { text: kept, assessment: rules } = judgeMessage({
      text: sample,
      channel: "voicemail",
      trade: "home-services",
    });
    const merged = mergeModelClaims({
      text: kept,
      leaving,
      rules,
      model: read.claims,
      callFacts: {},
      trade: "home-services",
      channel: "voicemail",
    });
    const claimed = read.claims.claims.length;
    const invented = merged.dropped.filter(({ why }) => why === "quote-not-in-text").length;
    const told = `It works. Claims about our sample: ${claimed}; quotes that stand in it: ${claimed - invented}.`;
    const warning = "It invents quotes; they are not let in. A larger model may do better.";
    return { works: invented < claimed, findings: invented === 0 ? [told] : [told, warning] };
  }
}

async function tryHearing(ctx: Context, accountId: string): Promise<AiOutcome<Tried>> {
  const { audio, contentType, seconds } = sampleTone();
  const cost = (price: AiPrice) => listeningCost(price, seconds);
  return await withAiService(
    ctx,
    { accountId, kind: "speech", costMax: cost, deadlineMs },
    async ({ vendor, service }, signal) => {
      const provider = ctx.speech[vendor];
      if (provider === undefined) throw new AiServiceError("misconfigured", "Unknown vendor.", { retryable: false });
      const heard = await provider.transcribe(service, { audio, contentType, language: null }, signal);
      const times = provider.givesWordTimes && heard.words === null && heard.text !== "";
      const findings = [
        "It works: it took our sample, a second of a tone.",
        ...(heard.text.trim() === ""
          ? []
          : ["It heard words where there is only a tone; recordings without a voice are not sent to it."]),
        ...(times
          ? ["It gives no times for words, so a recording with a private number cannot be silenced, only locked away."]
          : []),
      ];
      return { answer: { works: true, findings }, cost };
    },
  );
}

function priceNote(kind: AiKind, price: AiPrice, baseUrl: string): string[] {
  const isPriced =
    kind === "speech"
      ? price.microdollarsPerMinute !== undefined
      : price.microdollarsPerMillionInputTokens !== undefined || price.microdollarsPerMillionOutputTokens !== undefined;
  if (isPriced || !baseUrl.startsWith("https:")) return [];
  return ["No price is set, so the day's budget limits nothing."];
}
