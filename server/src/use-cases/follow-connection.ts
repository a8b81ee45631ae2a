import { reconcileJob } from "#db/jobs.ts";
import { listStreamsOf, noteConnectionError, noteLive } from "#db/stores/connections.ts";
import { transaction } from "#db/transaction.ts";
import { ProviderError } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { noteEvent } from "./note-webhook.ts";
import { forgetConnection, type OpenConnection, openConnection } from "./open-connection.ts";
import { takeNotice } from "./take-notice.ts";

/** A connection whose provider sends its events over a connection that we hold open. */
export interface Stream {
  readonly connectionId: string;
  /** Changes when anything changes that the connection is made with. */
  readonly fingerprint: string;
}

/** Every stream of every business. */
export async function listStreams(ctx: Pick<Context, "db" | "telephony">): Promise<readonly Stream[]> {
  const able = Object.values(ctx.telephony).flatMap(({ name, abilities }) =>
    abilities.events === "stream" ? [name] : [],
  );
  return able.length === 0 ? [] : await listStreamsOf(ctx.db, able);
}

export interface FollowEnd {
  /** `refused`: trying again soon would not help, and may get this address banned. `gone`: there is nothing to follow. */
  readonly because: "told-to-stop" | "broken" | "refused" | "gone";
  /** Whether events flowed before. */
  readonly wasLive: boolean;
}

/**
 * Follows one connection until it breaks or `signal` aborts, and takes each notice to its use case before the next. As
 * soon as events flow a comparison with the provider's log is planned: what happened while nobody listened is in there.
 * The connection shows whether it is live, and what keeps it from being so.
 * @throws the database's error while noting how it ended; whatever breaks a delivery ends it as `broken`.
 */
export async function followConnection(ctx: Context, connectionId: string, signal: AbortSignal): Promise<FollowEnd> {
  forgetConnection(ctx, connectionId);
  const open = await openConnection(ctx, connectionId);
  if (open === null) return { because: "gone", wasLive: false };
  const delivering = new AbortController();
  const either = AbortSignal.any([signal, delivering.signal]);
  let live: Promise<void> | null = null;
  let problem: unknown = null;
  try {
    await open.provider.follow(
      open.account,
      async (notice, payload) => {
        await live;
        await takeNotice(ctx, open, notice, payload);
        noteEvent(ctx, open);
      },
      () => {
        live = beginLive(ctx, open);
        // A stream that nobody knows to be live would hide that its past was never asked for.
        live.catch((error: unknown) => {
          problem = error;
          delivering.abort();
        });
      },
      either,
    );
  } catch (error) {
    problem ??= error;
  }
  const wasLive = live !== null;
  if (signal.aborted) {
    if (wasLive) await endLive(ctx, open, null);
    return { because: "told-to-stop", wasLive };
  }
  if (!(problem instanceof ProviderError)) ctx.events.failed("stream broke", problem, { connectionId });
  await endLive(ctx, open, problem instanceof ProviderError ? problem.message : "An event could not be taken in.");
  return { because: problem instanceof ProviderError && !problem.retryable ? "refused" : "broken", wasLive };
}

/** A comparison leaves alone what is so fresh that it may still be on its way; a second one sees it then. */
const freshSeconds = 130;

async function beginLive(ctx: Context, { accountId, connectionId, provider }: OpenConnection): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    noteConnectionError(tx, connectionId, null);
    noteLive(tx, connectionId, tx.now);
    if (!provider.abilities.callLog) return;
    tx.enqueue(
      reconcileJob(accountId, connectionId, "catch-up"),
      reconcileJob(accountId, connectionId, "recent", { runAt: tx.now.add({ seconds: freshSeconds }) }),
    );
  });
}

async function endLive(
  ctx: Context,
  { accountId, connectionId }: OpenConnection,
  problem: string | null,
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    noteLive(tx, connectionId, null);
    if (problem !== null) noteConnectionError(tx, connectionId, problem);
  });
}
