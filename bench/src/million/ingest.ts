import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { recordCallEvent } from "@ringback/server/use-cases/record-call-event.ts";
import { type Installation, lines } from "./installation.ts";

/**
 * Takes in one call: it comes in and ends unanswered, which opens a callback and queues a text. Every second caller is
 * one of the year's. Answers the milliseconds of the two transactions.
 */
export async function takeCall({ context, accountId, connectionId }: Installation, turn: number): Promise<number> {
  const providerCallId = `CA${context.ids.next().replaceAll("-", "")}`;
  const at = context.clock.now();
  const from = turn % 2 === 0 ? `+1312${2_000_000 + ((turn * 7_919) % 240_000)}` : `+1773${2_000_000 + turn}`;
  const events = [
    {
      kind: "arrived",
      at,
      from,
      to: lines[turn % lines.length] ?? "",
      forwardedFrom: null,
      callerName: null,
      callerIdTrust: "full",
    },
    { kind: "ended", at, status: "completed", durationSeconds: 9 },
  ] as CallEvent[]; // two of the union, with all they need
  const started = performance.now();
  for (const [index, event] of events.entries())
    await recordCallEvent(context, {
      accountId,
      connectionId,
      providerCallId,
      key: `${providerCallId}:${index}`,
      event,
      payload: { From: from, CallStatus: "ringing", ApiVersion: "2010-04-01" },
    });
  return performance.now() - started;
}
