import { setTimeout as pause } from "node:timers/promises";
import { countRun } from "#db/stores/reconciliation.ts";
import { transaction } from "#db/transaction.ts";
import { type LoggedCall, ProviderError } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import type { OpenConnection } from "./open-connection.ts";
import { type Run, reconcileBatch } from "./reconcile-batch.ts";

export interface Slice {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** Calls compared in one go. */
const batchCalls = 1_000;
/** How often one slice is begun again after a failure that may pass. */
const triesAtMost = 4;
const firstPauseMs = 1_000;
/** A provider that wants us to wait longer is left alone until the next run. */
const longestPauseMs = 60_000;

const nothing = { calls: 0, matched: 0, gaps: 0, repaired: 0 };

/**
 * Reads the provider's log of one slice of time and compares it batch by batch. A failure that may pass (too many
 * requests, an answer that never came) is waited for and the slice read again: what was compared already costs one
 * look. `seen` collects the ids of the inbound calls; one that a shifting page shows again is compared once.
 * @throws ProviderError when it does not pass, or the database's error.
 */
export async function reconcileSlice(
  ctx: Context,
  run: Run,
  { provider, account }: OpenConnection,
  slice: Slice,
  seen: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await compareBatches(ctx, run, provider.listCalls(account, slice, signal), seen, signal);
      return;
    } catch (error) {
      const pauseMs = error instanceof ProviderError ? (error.retryAfterMs ?? firstPauseMs * 2 ** (tries - 1)) : null;
      if (!(error instanceof ProviderError) || !error.retryable || pauseMs === null) throw error;
      if (tries >= triesAtMost || pauseMs > longestPauseMs) throw error;
      await pause(pauseMs, undefined, { signal });
      // A sign of life: a run that shows none for minutes counts as cut off.
      await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) => countRun(tx, run.id, nothing));
    }
  }
}

async function compareBatches(
  ctx: Context,
  run: Run,
  pages: AsyncIterable<readonly LoggedCall[]>,
  seen: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  let batch: LoggedCall[] = [];
  // A batch that was read is compared also when the next page fails.
  let failure: { error: unknown } | null = null;
  try {
    for await (const page of pages) {
      for (const call of page) {
        if (seen.has(call.callId)) continue;
        batch.push(call);
        seen.add(call.callId);
      }
      while (batch.length >= batchCalls) {
        signal.throwIfAborted();
        await reconcileBatch(ctx, run, batch.slice(0, batchCalls));
        batch = batch.slice(batchCalls);
      }
    }
  } catch (error) {
    failure = { error };
  }
  const last = batch;
  if (last.length > 0 && (failure === null || failure.error instanceof ProviderError))
    await reconcileBatch(ctx, run, last);
  if (failure !== null) throw failure.error;
}
