import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { sql } from "kysely";
import { settleCallJob } from "#db/jobs.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { type OpenConnection, openConnection } from "./open-connection.ts";
import { recordCallEvents } from "./record-call-event.ts";

/** A call still running is looked at again; four hours is the provider's longest call (docs/rules.md T1.11). */
const lookAgainMinutes = 15;
const giveUpHours = 5;

/**
 * Closes the gap of a webhook that never came: asks the provider what became of the call and folds its answer in.
 * A call the provider does not know, or that never ends, is ended here after five hours so that no call stays "ringing".
 */
export async function settleCall(ctx: Context, job: { accountId: string; callId: string }): Promise<void> {
  const now = ctx.clock.now();
  const call = await transaction(ctx.db, job.accountId, now, (tx) =>
    tx.first<{ connection_id: string; provider_call_id: string; state: string; arrived_at: Temporal.Instant }>(
      sql`select connection_id, provider_call_id, state, arrived_at from ringback.call where account_id = ${job.accountId} and id = ${job.callId}`,
    ),
  );
  if (call === null || call.state === "ended") return;
  const connection = await openConnection(ctx, call.connection_id);
  const events = connection ? await askLog(ctx, connection, job.callId, call.provider_call_id) : [];
  const keyed = (event: CallEvent) => ({
    key: `log:${call.provider_call_id}:${event.kind}:${"legId" in event ? event.legId : ""}:${"status" in event ? event.status : ""}`,
    event,
    payload: { source: "provider-log" },
  });
  const where = {
    accountId: job.accountId,
    connectionId: call.connection_id,
    providerCallId: call.provider_call_id,
    entered: "provider-log",
  } as const;
  if (events.length > 0) await recordCallEvents(ctx, { ...where, events: events.map(keyed) });
  if (events.some((event) => event.kind === "ended")) return;
  if (Temporal.Instant.compare(now, call.arrived_at.add({ hours: giveUpHours })) >= 0) {
    const end = keyed({ kind: "ended", at: now, status: "failed", durationSeconds: null });
    await recordCallEvents(ctx, { ...where, events: [end] });
    return;
  }
  await transaction(ctx.db, job.accountId, now, async (tx) =>
    tx.enqueue(settleCallJob(job.accountId, job.callId, now.add({ minutes: lookAgainMinutes }))),
  );
}

/** A log that cannot be read (no network, a token that is refused) is looked at again like a call that still runs, and
 * must not keep the call from ending here at last: a call that never ends is a caller whom nobody calls back. */
async function askLog(
  ctx: Context,
  { provider, account }: OpenConnection,
  callId: string,
  providerCallId: string,
): Promise<readonly CallEvent[]> {
  try {
    return (await provider.fetchCall(account, providerCallId)) ?? [];
  } catch (error) {
    ctx.events.failed("call look-up failed", error, { callId });
    return [];
  }
}
