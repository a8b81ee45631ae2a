// What a real Asterisk 22 said of real calls, live and in its files; for tests. `real-calls-*` were made by
// `tools/real-asterisk.ts`, without the events that nothing reads.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import type { LoggedCall, OutboundCall, ProviderNotice } from "#providers/telephony/provider.ts";
import { type AmiBlock, createAmiReader } from "./ami-protocol.ts";
import { createCallTracker } from "./call-tracker.ts";
import { readCdrRow } from "./cdr-row.ts";
import { foldLog } from "./fold-log.ts";
import { readQueueEntry } from "./queue-entry.ts";
import { readSettings } from "./settings.ts";
import { epochOf } from "./unique-id.ts";

export interface RecordedCalls {
  /** Events of the manager, by the call's id. */
  readonly live: ReadonlyMap<string, readonly CallEvent[]>;
  readonly made: ReadonlyMap<string, OutboundCall>;
  /** The same calls from Master.csv and queue_log. */
  readonly logged: ReadonlyMap<string, LoggedCall | null>;
  readonly keys: readonly string[];
}

const fixture = (name: string) => readFileSync(join(import.meta.dirname, "fixtures", name), "utf8");

/** The events of a recording. */
export function recordedBlocks(set: "real-calls" | "sample-calls"): readonly AmiBlock[] {
  const reader = createAmiReader();
  reader.push(Buffer.from("Asterisk Call Manager/11.0.0\r\n"));
  const read = reader.push(Buffer.from(fixture(`${set}-ami.txt`)));
  if (!read.ok) throw new Error(read.problem);
  return read.blocks;
}

/** What the manager's events say of each call. */
export function heardCalls(
  blocks: readonly AmiBlock[],
  settings: Readonly<Record<string, string>> = {},
): Pick<RecordedCalls, "live" | "made" | "keys"> {
  const tracker = createCallTracker(readSettings({ apiBaseUrl: "pbx", settings }).lines);
  const notices: ProviderNotice[] = blocks.flatMap((block) => {
    const stamp = block.get("Timestamp");
    const at =
      stamp === undefined
        ? epochOf(block.get("Linkedid") ?? "")
        : Temporal.Instant.fromEpochMilliseconds(Math.round(Number(stamp) * 1000));
    return tracker.take(block, at ?? Temporal.Instant.fromEpochMilliseconds(0));
  });
  const live = new Map<string, CallEvent[]>();
  const made = new Map<string, OutboundCall>();
  for (const notice of notices) {
    if (notice.kind === "call") live.set(notice.callId, [...(live.get(notice.callId) ?? []), notice.event]);
    if (notice.kind === "outbound-call") made.set(notice.call.callId, notice.call);
  }
  return { live, made, keys: notices.map(({ key }) => key) };
}

/** Every call of a recording, live and from the files. */
export function recordedCalls(
  set: "real-calls" | "sample-calls",
  settings: Readonly<Record<string, string>> = {},
): RecordedCalls {
  const { lines } = readSettings({ apiBaseUrl: "pbx", settings });
  const rows = fixture(`${set}-Master.csv`)
    .trim()
    .split("\n")
    .map((line) => readCdrRow(line) ?? failToRead(line));
  const entries = fixture(`${set}-queue_log.txt`)
    .trim()
    .split("\n")
    .flatMap((line) => readQueueEntry(line) ?? []);
  const ids = new Set(rows.map((row) => row.linkedId ?? ""));
  const logged = new Map<string, LoggedCall | null>(
    [...ids].map((id) => [
      id,
      foldLog(
        {
          id,
          rows: rows.filter((row) => row.linkedId === id),
          queueEntries: entries.filter(({ callId }) => callId === id),
        },
        lines,
      ),
    ]),
  );
  return { ...heardCalls(recordedBlocks(set), settings), logged };
}

function failToRead(line: string): never {
  throw new Error(`Not read: ${line}`);
}
