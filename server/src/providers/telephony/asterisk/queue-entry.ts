// One line of Asterisk's queue_log (docs/rules.md T5.3).
import type { QueueResult } from "@ringback/core/calls/call-event.ts";

export interface QueueEntry {
  /** Milliseconds since 1970, known to the second; no zone is asked for. */
  readonly atMs: number;
  /** The id of the caller's channel. */
  readonly callId: string;
  readonly queue: string;
  readonly what:
    | { readonly kind: "joined"; readonly caller: string }
    | { readonly kind: "left"; readonly result: QueueResult; readonly waitedSeconds: number | null }
    /** An agent's phone rang and nobody took the call. */
    | { readonly kind: "tried"; readonly agent: string; readonly rangMs: number | null };
}

/** Reads a line; null: of another kind (logins, pauses, transfers), or no line of this format. */
export function readQueueEntry(line: string): QueueEntry | null {
  const [epoch = "", callId = "", queue = "", agent = "", event = "", ...parameters] = line.split("|", 16);
  if (!/^\d{9,11}$/.test(epoch) || callId === "" || callId === "NONE" || queue === "") return null;
  const what = readers.get(event)?.(agent, parameters);
  if (what === undefined) return null;
  return { atMs: Number(epoch) * 1000, callId, queue, what };
}

type Reader = (agent: string, parameters: readonly string[]) => QueueEntry["what"];

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>(
  Object.entries({
    ENTERQUEUE: (_agent, [, caller = ""]) => ({ kind: "joined", caller }),
    CONNECT: (_agent, [held]) => left("answered", held),
    ABANDON: (_agent, [, , waited]) => left("abandoned", waited),
    EXITWITHTIMEOUT: (_agent, [, , waited]) => left("timed-out", waited),
    EXITEMPTY: (_agent, [, , waited]) => left("no-agents", waited),
    EXITWITHKEY: (_agent, [, , , waited]) => left("left-by-key", waited),
    JOINEMPTY: () => left("no-agents"),
    FULL: () => left("full"),
    WITHDRAW: (_agent, [, , waited]) => left("failed", waited),
    SYSCOMPAT: () => left("failed"),
    RINGNOANSWER: (agent, [rang]) => ({ kind: "tried", agent, rangMs: count(rang) }),
    RINGCANCELED: (agent, [rang]) => ({ kind: "tried", agent, rangMs: count(rang) }),
  } satisfies Record<string, Reader>),
);

function left(result: QueueResult, waited?: string): QueueEntry["what"] {
  return { kind: "left", result, waitedSeconds: count(waited) };
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
