import { twinWithinSeconds } from "@ringback/core/measurement/reconciliation/compare-call.ts";
import {
  callIdsOfConnection,
  countRun,
  findTwins,
  loadUnjudged,
  type NewGap,
  type OurCall,
  type OurCallId,
  openGaps,
} from "#db/stores/reconciliation.ts";
import { transaction } from "#db/transaction.ts";
import type { LoggedCall } from "#providers/telephony/provider.ts";
import type { Context } from "./context.ts";
import type { OpenConnection } from "./open-connection.ts";
import { type Run, reconcileBatch } from "./reconcile-batch.ts";

const callsAtOnce = 5_000;
/** How many calls a run asks the provider about one by one; the rest waits for the next run. */
const asksAtMost = 200;

/**
 * Looks which of our calls of a stretch the provider's log did not show, and asks for each by its id before it counts as
 * absent: pages that change while they are read can hide a call. The stretch ends where a log may still lag; `seen` holds
 * the ids of the log from around it.
 * @throws ProviderError, or the database's error.
 */
export async function reconcileAbsent(
  ctx: Context,
  run: Run,
  connection: OpenConnection,
  stretch: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
  seen: readonly ReadonlySet<string>[],
): Promise<void> {
  let asks = asksAtMost;
  let after: OurCallId | null = null;
  do {
    const place: OurCallId | null = after;
    const page: OurCallId[] = await transaction(ctx.db, run.accountId, ctx.clock.now(), (tx) =>
      callIdsOfConnection(tx, { ...stretch, connectionId: run.connectionId, after: place, limit: callsAtOnce }),
    );
    const missing = page.filter(({ providerCallId }) => !seen.some((ids) => ids.has(providerCallId)));
    if (missing.length > 0) {
      const ids = missing.map(({ id }) => id);
      const unjudged = await transaction(ctx.db, run.accountId, ctx.clock.now(), (tx) => loadUnjudged(tx, ids, asks));
      await judge(ctx, run, connection, unjudged);
      asks -= unjudged.length;
    }
    after = page.length < callsAtOnce ? null : (page.at(-1) ?? null);
  } while (after !== null && asks > 0);
}

async function judge(ctx: Context, run: Run, connection: OpenConnection, missing: readonly OurCall[]): Promise<void> {
  const absent: OurCall[] = [];
  for (const call of missing) {
    const found = await fetchLogged(connection, call.providerCallId);
    if (found === null) absent.push(call);
    else await reconcileBatch(ctx, run, [found]);
  }
  if (absent.length === 0) return;
  await transaction(ctx.db, run.accountId, ctx.clock.now(), async (tx) => {
    const twins = await findTwins(
      tx,
      absent.filter(({ caller }) => caller !== ""),
      twinWithinSeconds,
    );
    const gaps = absent.map(({ id, providerCallId, numberId, dialed, arrivedAt, outcome }): NewGap & { id: string } => {
      const twin = twins.get(providerCallId);
      return {
        id: ctx.ids.next(),
        kind: twin === undefined ? "not-in-their-log" : "duplicate",
        providerCallId,
        callId: id,
        numberId,
        dialed,
        arrivedAt,
        detail: { here: outcome, ...(twin === undefined ? {} : { double: twin }) },
      };
    });
    countRun(tx, run.id, { calls: 0, matched: 0, gaps: await openGaps(tx, run, gaps), repaired: 0 });
  });
}

/** One call of the log by its id; null when the provider knows none. */
async function fetchLogged({ provider, account }: OpenConnection, callId: string): Promise<LoggedCall | null> {
  const events = await provider.fetchCall(account, callId);
  const arrived = events?.find((event) => event.kind === "arrived");
  if (!events || arrived?.kind !== "arrived") return null;
  const { at, from, to } = arrived;
  const ended = events.some(({ kind }) => kind === "ended");
  return { direction: "inbound", callId, arrivedAt: at, from, to, ended, events };
}
