import { type LoggedCall, ProviderError } from "#providers/telephony/provider.ts";
import { type CdrRow, readCdrRow } from "./cdr-row.ts";
import { foldLog } from "./fold-log.ts";
import { linesSince } from "./log-files.ts";
import { type QueueEntry, readQueueEntry } from "./queue-entry.ts";
import type { AsteriskSettings, PhoneLines } from "./settings.ts";
import { epochMsOf } from "./unique-id.ts";

interface Range {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** Rows of one call are written together; those of a second channel of it (a transfer) when that one ends. */
const togetherMs = 2 * 3_600_000;
/** Rows stand by their end, and the search only knows when a call began: so much before counts, and so much behind. */
const searchSlack = { hours: 6 };
const readOnMs = 24 * 3_600_000;
/** A call in queue_log without a CDR row may still go on; after this time it counts as one that never gets a row. */
const rowComesMs = 3_600_000;
const pageCalls = 500;

/**
 * The calls of Asterisk's own files that began in the range. Memory holds two hours of calls, whatever the range.
 * @throws ProviderError `no-call-log`: no file is set; `no-call-ids`: the file holds no ids; `log-not-readable`.
 */
export async function* listCalls(
  { cdrPath, queueLogPath, lines }: AsteriskSettings,
  range: Range,
  nowMs: number,
  signal: AbortSignal,
): AsyncGenerator<readonly LoggedCall[]> {
  if (cdrPath === null)
    throw new ProviderError(
      "No call log: set the path of Master.csv for this Asterisk, so that Ringback can read it.",
      {
        code: "no-call-log",
        retryable: false,
      },
    );
  const queues = openQueueLog(queueLogPath, range, signal);
  try {
    yield* foldRows({ cdrPath, lines }, queues, range, nowMs, signal);
  } finally {
    await queues.close();
  }
}

async function* foldRows(
  { cdrPath, lines }: { readonly cdrPath: string; readonly lines: PhoneLines },
  queues: QueueLog,
  range: Range,
  nowMs: number,
  signal: AbortSignal,
): AsyncGenerator<readonly LoggedCall[]> {
  const open = new Map<string, { rows: CdrRow[]; lastMs: number }>();
  const page: LoggedCall[] = [];
  const [fromMs, toMs] = [range.from.epochMilliseconds, range.to.epochMilliseconds];
  let readMs = 0;
  let rowsWithoutId = 0;
  const fold = (id: string, rows: readonly CdrRow[]) => {
    const call = foldLog({ id, rows, queueEntries: queues.take(id) }, lines);
    if (call !== null) page.push(call);
  };
  const turnPage = () => page.splice(0);

  const handfuls = linesSince({ path: cdrPath, since: range.from.subtract(searchSlack), timeOf: timeOfRow, signal });
  read: for await (const handful of handfuls) {
    for (const line of handful) {
      const row = readCdrRow(line);
      if (row === null) continue;
      const id = row.linkedId ?? row.uniqueId;
      const startedMs = id === null ? null : epochMsOf(id);
      if (id === null || startedMs === null) {
        rowsWithoutId += 1;
        continue;
      }
      if (startedMs > toMs + readOnMs) break read;
      const endedMs = startedMs + row.durationSeconds * 1000;
      readMs = Math.max(readMs, endedMs);
      if (startedMs < fromMs || startedMs >= toMs) continue;
      const call = open.get(id);
      if (call === undefined) open.set(id, { rows: [row], lastMs: endedMs });
      else {
        call.rows.push(row);
        call.lastMs = Math.max(call.lastMs, endedMs);
      }
    }
    await queues.readUntil(readMs);
    for (const [id, { rows, lastMs }] of open) {
      if (lastMs > readMs - togetherMs) break;
      open.delete(id);
      fold(id, rows);
      if (page.length >= pageCalls) yield turnPage();
    }
  }
  if (open.size === 0 && rowsWithoutId > 0)
    throw new ProviderError(
      "Asterisk's call log holds no ids: set loguniqueid=yes in cdr.conf, [csv], and reload it. Calls from then on are compared.",
      { code: "no-call-ids", retryable: false },
    );
  await queues.readUntil(Number.POSITIVE_INFINITY);
  for (const [id, { rows }] of open) {
    fold(id, rows);
    if (page.length >= pageCalls) yield turnPage();
  }
  for (const id of queues.ids()) {
    if (queues.lastMs(id) < nowMs - rowComesMs) fold(id, []);
    if (page.length >= pageCalls) yield turnPage();
  }
  if (page.length > 0) yield turnPage();
}

interface QueueLog {
  readUntil(untilMs: number): Promise<void>;
  take(callId: string): readonly QueueEntry[];
  ids(): readonly string[];
  lastMs(callId: string): number;
  close(): Promise<void>;
}

/** The queue's lines beside the rows, read as far as the rows are and a handful further. */
function openQueueLog(path: string | null, range: Range, signal: AbortSignal): QueueLog {
  const entries = new Map<string, QueueEntry[]>();
  const [fromMs, toMs] = [range.from.epochMilliseconds, range.to.epochMilliseconds];
  const timeOf = (line: string) => {
    const entry = readQueueEntry(line);
    return entry === null ? null : Temporal.Instant.fromEpochMilliseconds(entry.atMs);
  };
  const source = path === null ? null : linesSince({ path, since: range.from, timeOf, signal });
  let isDone = source === null;
  let readMs = 0;
  return {
    async readUntil(untilMs) {
      while (source !== null && !isDone && readMs <= untilMs) {
        const { value = [], done } = await source.next();
        isDone = done === true;
        for (const line of value) {
          const entry = readQueueEntry(line);
          const startedMs = entry === null ? null : epochMsOf(entry.callId);
          if (entry === null || startedMs === null) continue;
          readMs = Math.max(readMs, entry.atMs);
          if (startedMs < fromMs || startedMs >= toMs) continue;
          const known = entries.get(entry.callId);
          if (known === undefined) entries.set(entry.callId, [entry]);
          else known.push(entry);
        }
        if (readMs > toMs + readOnMs) isDone = true;
      }
    },
    take(callId) {
      const taken = entries.get(callId) ?? [];
      entries.delete(callId);
      return taken;
    },
    ids: () => [...entries.keys()],
    lastMs: (callId) => entries.get(callId)?.at(-1)?.atMs ?? 0,
    async close() {
      await source?.return(undefined);
    },
  };
}

function timeOfRow(line: string): Temporal.Instant | null {
  const row = readCdrRow(line);
  const startedMs = row === null ? null : epochMsOf(row.linkedId ?? row.uniqueId ?? "");
  if (row === null || startedMs === null) return null;
  return Temporal.Instant.fromEpochMilliseconds(startedMs + row.durationSeconds * 1000);
}
