import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { type CallFacts, noFacts } from "@ringback/core/calls/call-facts.ts";
import {
  type CallSurroundings,
  compareCall,
  type FoundGap,
  type LoggedInbound,
} from "@ringback/core/measurement/reconciliation/compare-call.ts";
import { missingEvents } from "@ringback/core/measurement/reconciliation/missing-events.ts";
import type { Context } from "./context.ts";
import { type RecordedCallEvent, recordCallEvents } from "./record-call-event.ts";

/** One call that differs, and what is to be done about it. */
export interface DifferingCall {
  readonly logged: LoggedInbound;
  /** Our connection that has it; the compared one for a call we never heard of. */
  readonly connectionId: string;
  /** null for a call we never heard of. */
  readonly facts: CallFacts | null;
  readonly gaps: readonly FoundGap[];
  readonly around: CallSurroundings;
}

/**
 * Repairs one call by what the provider's log knows of it: a call never heard of is entered late and goes through the
 * whole loop; to one we have, what is missing is added. Answers the call's id and which of its gaps are settled by that;
 * one about which the two books still disagree is not.
 * @throws the database's error.
 */
export async function repairCall(
  ctx: Context,
  accountId: string,
  call: DifferingCall,
): Promise<{ callId: string | null; settled: FoundGap[] }> {
  const { logged, gaps, around } = call;
  const repairable = gaps.filter(({ repair }) => repair !== null);
  const missing = missingEvents(call.facts ?? noFacts, logged.events);
  if (repairable.length === 0 || missing.length === 0) return { callId: null, settled: [] };
  const recorded = await recordMissing(ctx, accountId, call, missing);
  const now = { outcome: recorded.verdict.outcome, ended: recorded.verdict.state === "ended" };
  const left = compareCall(logged, now, around);
  const still = left.result === "differ" ? left.gaps : [];
  return {
    callId: recorded.callId,
    settled: repairable.filter(({ kind }) => !still.some((gap) => gap.kind === kind)),
  };
}

/** All at once: one transaction, judged when everything is known. */
async function recordMissing(
  ctx: Context,
  accountId: string,
  { logged, connectionId }: DifferingCall,
  missing: readonly CallEvent[],
): Promise<RecordedCallEvent> {
  return await recordCallEvents(ctx, {
    accountId,
    connectionId,
    providerCallId: logged.callId,
    entered: "provider-log",
    arrival: logged.events.find((event) => event.kind === "arrived") ?? null,
    events: missing.map((event) => ({
      key: logKey(logged.callId, event),
      event,
      payload: { source: "provider-log" },
    })),
  });
}

/** The identity of an event that a log proves: the same fact, the same key, however often the log is read. */
function logKey(callId: string, event: CallEvent): string {
  return `log:${callId}:${event.kind}:${"legId" in event ? event.legId : ""}:${"status" in event ? event.status : ""}`;
}
