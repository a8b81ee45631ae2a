import {
  afterFailure,
  afterSuccess,
  mayAsk,
  type ServiceHealth,
  startProbe,
} from "@ringback/core/ai-services/circuit-breaker.ts";
import { type StaysInHouse, whyStaysInHouse } from "@ringback/core/ai-services/may-leave.ts";
import type { AiPrice } from "@ringback/core/ai-services/price.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import {
  type AiKind,
  lockAiService,
  noteAiFailure,
  noteAiSuccess,
  saveHealth,
  sendsContent,
} from "#db/stores/ai-services.ts";
import { reserveCost, settleCost, usageDay } from "#db/stores/ai-usage.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import { type AiFailure, type AiService, AiServiceError } from "#providers/ai-service.ts";
import { isInTheHouse } from "./api-base-url.ts";
import type { Context } from "./context.ts";

export interface AskAiService {
  readonly accountId: string;
  readonly kind: AiKind;
  /** The most this request can cost, in millionths of a dollar; set aside in the day's budget before it is sent. */
  readonly costMax: (price: AiPrice) => number;
  /** For the whole request with its answer. */
  readonly deadlineMs: number;
  /** Aborts when the worker stops. */
  readonly signal?: AbortSignal | undefined;
}

/** What the service answered, and what that cost. */
export interface AiAnswer<Answer> {
  readonly answer: Answer;
  readonly cost: (price: AiPrice) => number;
}

/** Why there is no answer. `resting`: it failed several times in a row and is left alone until `retryAt`. */
export type NoAiAnswer =
  | {
      readonly ok: false;
      readonly refusal: StaysInHouse | "budget-used" | "resting";
      readonly retryAt: Temporal.Instant | null;
    }
  | {
      readonly ok: false;
      readonly refusal: "service-failed";
      readonly failure: AiFailure;
      /** null: the same request would fail again. */
      readonly retryAt: Temporal.Instant | null;
    };

export type AiOutcome<Answer> = { readonly ok: true; readonly answer: Answer } | NoAiAnswer;

/** What `ask` is given: which adapter the account chose, and its service with the key opened. */
export interface OpenAiService {
  readonly vendor: string;
  readonly service: AiService;
}

/** What the key of a service is sealed for. */
export function aiSecretPurpose(kind: AiKind): string {
  return `ai-service:${kind}`;
}

/**
 * Asks the account's service for one thing, if content may leave, the day's budget has room and the service is not left
 * alone after failures. The request runs outside any transaction, within its deadline; cost, success and failure are
 * written down after it. Neither what is asked nor what comes back is written or logged here.
 * @throws the signal's reason when the worker stops, and what `ask` throws that is no `AiServiceError`
 */
export async function withAiService<Answer>(
  ctx: Context,
  asked: AskAiService,
  ask: (open: OpenAiService, signal: AbortSignal) => Promise<AiAnswer<Answer>>,
): Promise<AiOutcome<Answer>> {
  const opened = await open(ctx, asked);
  if (!opened.ok) return opened;
  try {
    const { answer, cost } = await withDeadline(asked, (signal) => ask(opened, signal));
    await settle(ctx, asked, opened, { real: cost(opened.price), failed: null });
    return { ok: true, answer };
  } catch (error) {
    // The worker stops: nothing is known of the service. What was set aside stays, as it may have been billed.
    if (asked.signal?.aborted === true) throw error;
    const failed =
      error instanceof AiServiceError
        ? error
        : new AiServiceError("broken-answer", "The adapter failed.", { retryable: false });
    await settle(ctx, asked, opened, { real: isFree(failed.failure) ? 0 : opened.reserved, failed });
    if (failed !== error) throw error;
    const retryAt = failed.retryable ? ctx.clock.now().add({ milliseconds: failed.retryAfterMs ?? 0 }) : null;
    return { ok: false, refusal: "service-failed", failure: failed.failure, retryAt };
  }
}

interface Opened extends OpenAiService {
  readonly ok: true;
  readonly price: AiPrice;
  readonly day: string;
  readonly reserved: number;
  readonly isProbe: boolean;
}

/** Decides, sets the cost aside and opens the key: everything before the request, in one short transaction. */
async function open(ctx: Context, asked: AskAiService): Promise<Opened | NoAiAnswer> {
  const { accountId, kind } = asked;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx): Promise<Opened | NoAiAnswer> => {
    const [stored, sends, { playbook }] = await Promise.all([
      lockAiService(tx, kind),
      sendsContent(tx),
      currentPlaybook(tx),
    ]);
    const why = whyStaysInHouse({
      sendsContent: sends,
      trade: readTrade(playbook.trade),
      service: stored && {
        enabled: stored.enabled,
        isInTheHouse: isInTheHouse(stored.baseUrl),
        hasAgreement: stored.agreement !== null,
      },
    });
    if (why !== null || stored === null) return { ok: false, refusal: why ?? "no-service", retryAt: null };
    const decision = mayAsk(stored, tx.now);
    if (decision === "wait") return { ok: false, refusal: "resting", retryAt: stored.closedUntil };
    const day = usageDay(tx.now);
    const reserved = Math.max(0, Math.ceil(asked.costMax(stored.price)));
    const budgetMicrodollars = stored.dailyBudgetMicrodollars;
    if (!(await reserveCost(tx, { kind, day, costMicrodollars: reserved, budgetMicrodollars })))
      return { ok: false, refusal: "budget-used", retryAt: nextDay(tx.now) };
    const isProbe = decision === "probe";
    if (isProbe) saveHealth(tx, kind, startProbe(stored, tx.now, asked.deadlineMs));
    const { baseUrl, path, model, secret, vendor, price } = stored;
    const apiKey = secret && ctx.secretBox.open(accountId, aiSecretPurpose(kind), secret).toString();
    return { ok: true, vendor, service: { baseUrl, path, model, apiKey }, price, day, reserved, isProbe };
  });
}

/** Runs `ask` with a signal, and does not wait for it any longer than the deadline, whatever it does with the signal. */
async function withDeadline<Answer>(
  { deadlineMs, signal }: AskAiService,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const deadline = new AbortController();
  const both = AbortSignal.any([deadline.signal, ...(signal ? [signal] : [])]);
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(both.reason);
  both.addEventListener("abort", onAbort);
  const timer = setTimeout(
    () => deadline.abort(new AiServiceError("timeout", "The service took too long.", { retryable: true })),
    deadlineMs,
  );
  try {
    both.throwIfAborted();
    return await Promise.race([stopped, ask(both)]);
  } finally {
    clearTimeout(timer);
    both.removeEventListener("abort", onAbort);
  }
}

/** Writes down how it went, against the service as it is by now: another process may have failed or succeeded meanwhile. */
async function settle(
  ctx: Context,
  { accountId, kind }: AskAiService,
  opened: Opened,
  { real, failed }: { real: number; failed: AiServiceError | null },
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const stored = await lockAiService(tx, kind);
    const changeMicrodollars = Math.ceil(real) - opened.reserved;
    settleCost(tx, { kind, day: opened.day, changeMicrodollars, failed: failed !== null });
    if (stored === null) return;
    if (failed === null) noteAiSuccess(tx, kind, afterSuccess());
    else noteAiFailure(tx, kind, healthAfter(stored, tx.now, failed, opened.isProbe), failed.failure);
  });
}

/** A model that refuses to read one message works; else strangers could switch it off with what they say. */
function healthAfter(
  stored: ServiceHealth,
  now: Temporal.Instant,
  { failure, retryAfterMs }: AiServiceError,
  wasProbe: boolean,
): ServiceHealth {
  return failure === "refused" ? afterSuccess() : afterFailure(stored, now, { wasProbe, retryAfterMs });
}

/** Whether a request that failed so surely cost nothing. */
function isFree(failure: AiFailure): boolean {
  return (
    failure === "unreachable" || failure === "unauthorized" || failure === "rate-limited" || failure === "unavailable"
  );
}

/** When the next day's budget begins. */
function nextDay(now: Temporal.Instant): Temporal.Instant {
  return now.toZonedDateTimeISO("UTC").startOfDay().add({ days: 1 }).toInstant();
}
