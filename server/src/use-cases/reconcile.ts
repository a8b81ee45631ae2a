import { absenceGraceMinutes } from "@ringback/core/measurement/reconciliation/compare-call.ts";
import { collectGarbage } from "#collect-garbage.ts";
import {
  advanceLog,
  beginRun,
  endRun,
  logPlace,
  noteLogError,
  ownNumbers,
  type ReconciliationKind,
  settleKnownNumbers,
  startLog,
  sweepRuns,
  takeRun,
} from "#db/stores/reconciliation.ts";
import { transaction } from "#db/transaction.ts";
import { ProviderError } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import { type OpenConnection, openConnection } from "./open-connection.ts";
import { reconcileAbsent } from "./reconcile-absent.ts";
import type { Run } from "./reconcile-batch.ts";
import { rangeOf, slices } from "./reconcile-range.ts";
import { reconcileSlice, type Slice } from "./reconcile-slice.ts";

export interface ReconcileOrder {
  readonly accountId: string;
  readonly connectionId: string;
  readonly kind: ReconciliationKind;
  /** For `manual`; the other kinds know their own range. */
  readonly from?: Temporal.Instant | undefined;
  readonly to?: Temporal.Instant | undefined;
  /** A run that was begun when a person asked for it. */
  readonly runId?: string | undefined;
}

export type ReconcileResult =
  | { readonly ok: true; readonly runId: string }
  | {
      readonly ok: false;
      readonly refusal:
        | "connection-not-found"
        | "call-log-not-readable"
        | "reconciliation-running"
        | "nothing-to-compare";
    }
  | { readonly ok: false; readonly refusal: "call-log-failed"; readonly runId: string; readonly detail: string };

/** A call arrives here and there some seconds apart, so at the edges of what was read nothing can be missed. */
const edgeMinutes = 5;
/** After a slice with more calls than that its garbage is collected. */
const manyCalls = 5_000;
/** A run that takes longer is ended; the next one goes on where it came to. */
const longestRunMinutes = 30;

/**
 * Compares the provider's own log of a connection with our calls, slice by slice, and repairs what differs. What was
 * done stays when it fails in the middle; the connection then shows why, and the next run begins where this one came to.
 * `stopping` ends it in order.
 * @throws the database's error, and what is no failure of the provider; the run is marked failed before.
 */
export async function reconcile(ctx: Context, order: ReconcileOrder, stopping?: AbortSignal): Promise<ReconcileResult> {
  const { accountId, connectionId } = order;
  const connection = await openConnection(ctx, connectionId);
  if (connection === null || connection.accountId !== accountId) return { ok: false, refusal: "connection-not-found" };
  if (!connection.provider.abilities.callLog) return { ok: false, refusal: "call-log-not-readable" };
  const begun = await begin(ctx, order);
  if ("refusal" in begun) return { ok: false, refusal: begun.refusal };
  const { run, range } = begun;
  const tooLong = AbortSignal.timeout(longestRunMinutes * 60_000);
  const signal = stopping === undefined ? tooLong : AbortSignal.any([stopping, tooLong]);
  try {
    await compareAll(ctx, run, connection, range, signal);
    await finish(ctx, run, null);
    return { ok: true, runId: run.id };
  } catch (error) {
    const detail = signal.aborted ? "It was ended before it was through; the next one goes on." : words(error);
    await finish(ctx, run, detail, signal.aborted).catch(() => {});
    if (!(error instanceof ProviderError) && !signal.aborted) throw error;
    return { ok: false, refusal: "call-log-failed", runId: run.id, detail };
  }
}

async function begin(
  ctx: Context,
  order: ReconcileOrder,
): Promise<
  { run: Run; range: Slice } | { refusal: "connection-not-found" | "reconciliation-running" | "nothing-to-compare" }
> {
  const { accountId, connectionId, kind } = order;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const place = await logPlace(tx, connectionId);
    if (place === null) return { refusal: "connection-not-found" };
    const taken = order.runId === undefined ? null : await takeRun(tx, order.runId);
    const range = taken ?? rangeOf(order, place, tx.now);
    if (range === null) return { refusal: "nothing-to-compare" };
    const id = order.runId ?? ctx.ids.next();
    if (taken === null) {
      if (order.runId !== undefined) return { refusal: "reconciliation-running" };
      if (!(await beginRun(tx, { id, connectionId, kind, ...range }))) return { refusal: "reconciliation-running" };
    }
    if (kind !== "manual") startLog(tx, connectionId, range.from);
    await settleKnownNumbers(tx, connectionId);
    const run = { id, accountId, connectionId, numbers: await ownNumbers(tx), remembers: !place.simulated };
    return { run, range };
  });
}

/** Slice after slice, so that what was read is marked as read even when a later slice fails. */
async function compareAll(
  ctx: Context,
  run: Run,
  connection: OpenConnection,
  range: Slice,
  signal: AbortSignal,
): Promise<void> {
  let before = new Set<string>();
  let checked = range.from.add({ minutes: edgeMinutes });
  for (const slice of slices(range, () => before.size)) {
    const seen = new Set<string>();
    await reconcileSlice(ctx, run, connection, slice, seen, signal);
    const until = earlier(
      slice.to.subtract({ minutes: edgeMinutes }),
      ctx.clock.now().subtract({ minutes: absenceGraceMinutes }),
    );
    if (run.remembers && Temporal.Instant.compare(checked, until) < 0) {
      await reconcileAbsent(ctx, run, connection, { from: checked, to: until }, [seen, before]);
      checked = until;
    }
    await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) =>
      advanceLog(tx, run.connectionId, slice.from, slice.to),
    );
    before = seen;
    if (seen.size > manyCalls) collectGarbage();
  }
}

async function finish(ctx: Context, run: Run, error: string | null, ended = false): Promise<void> {
  await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) => {
    endRun(tx, run.id, error);
    // A run that we ended says nothing about their log.
    if (!ended) noteLogError(tx, run.connectionId, error);
    sweepRuns(tx, run.connectionId);
  });
}

/** Why a run failed, in plain words. */
function words(error: unknown): string {
  if (!(error instanceof ProviderError)) return "Ringback itself failed while it compared; the server's log says why.";
  if (error.retryable)
    return `The phone system's log of calls cannot be read at the moment: ${error.message} It is tried again by itself.`;
  return `The phone system refuses to give its log of calls: ${error.message} If the token was changed or revoked there, give the new one under Connections.`;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}
