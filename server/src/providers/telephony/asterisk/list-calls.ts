import { type LoggedCall, ProviderError } from "#providers/telephony/provider.ts";
import { type CdrRow, readCdrRow } from "./cdr-row.ts";
import { foldLog } from "./fold-log.ts";
import { linesSince } from "./log-files.ts";
import { type QueueEntry, readQueueEntry } from "./queue-entry.ts";
import type { AsteriskSettings, PhoneLines } from "./settings.ts";
import { epochOf } from "./unique-id.ts";

interface Range {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** Rows of one call are written together; those of a second channel of it (a transfer) when that one ends. */
const togetherMs = 2 * 3_600_000;
/** Rows stand by their end, and the search only knows when a call began: so much before counts, and so much behind. */
const searchSlack = { hours: 6 };
const readOn = { hours: 24 };
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
  let readMs = 0;
  let rowsWithoutId = 0;
  const fold = (id: string, rows: readonly CdrRow[]) => {
    const call = foldLog({ id, rows, queueEntries: queues.take(id) }, lines);
    if (call !== null) page.push(call);
  };
  const turnPage = () => page.splice(0);

  const rowLines = linesSince({ path: cdrPath, since: range.from.subtract(searchSlack), timeOf: timeOfRow, signal });
  for await (const line of rowLines) {
    const row = readCdrRow(line);
    if (row === null) continue;
    const id = row.linkedId ?? row.uniqueId;
    const startedAt = id === null ? null : epochOf(id);
    if (id === null || startedAt === null) {
      rowsWithoutId += 1;
      continue;
    }
    const endedMs = startedAt.epochMilliseconds + row.durationSeconds * 1000;
    if (Temporal.Instant.compare(startedAt, range.to.add(readOn)) > 0) break;
    readMs = Math.max(readMs, endedMs);
    if (!isIn(range, startedAt)) continue;
    const call = open.get(id) ?? { rows: [], lastMs: endedMs };
    call.rows.push(row);
    // Moved to the end: the first ones are those that were not touched for longest.
    open.delete(id);
    open.set(id, { rows: call.rows, lastMs: Math.max(call.lastMs, endedMs) });
    for (const [each, { rows, lastMs }] of open) {
      if (lastMs > readMs - togetherMs) break;
      open.delete(each);
      await queues.readUntil(readMs);
      fold(each, rows);
    }
    if (page.length >= pageCalls) yield turnPage();
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
    const startedAt = epochOf(id);
    if (startedAt !== null && isIn(range, startedAt) && queues.lastMs(id) < nowMs - rowComesMs) fold(id, []);
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

/** The queue's lines beside the rows, read as far as the rows are. */
function openQueueLog(path: string | null, range: Range, signal: AbortSignal): QueueLog {
  const entries = new Map<string, QueueEntry[]>();
  const source =
    path === null
      ? null
      : linesSince({ path, since: range.from, timeOf: (line) => readQueueEntry(line)?.at ?? null, signal });
  let isDone = source === null;
  let ahead: QueueEntry | null = null;
  const keep = (entry: QueueEntry) => entries.set(entry.callId, [...(entries.get(entry.callId) ?? []), entry]);
  return {
    async readUntil(untilMs) {
      if (ahead !== null && ahead.at.epochMilliseconds <= untilMs) {
        keep(ahead);
        ahead = null;
      }
      while (source !== null && !isDone && ahead === null) {
        const { value, done } = await source.next();
        if (done === true) {
          isDone = true;
          break;
        }
        const entry = readQueueEntry(value);
        if (entry === null || !isIn(range, epochOf(entry.callId))) continue;
        if (entry.at.epochMilliseconds > untilMs) ahead = entry;
        else keep(entry);
      }
    },
    take(callId) {
      const taken = entries.get(callId) ?? [];
      entries.delete(callId);
      return taken;
    },
    ids: () => [...entries.keys()],
    lastMs: (callId) => entries.get(callId)?.at(-1)?.at.epochMilliseconds ?? 0,
    async close() {
      await source?.return(undefined);
    },
  };
}

function timeOfRow(line: string): Temporal.Instant | null {
  const row = readCdrRow(line);
  const startedAt = row === null ? null : epochOf(row.linkedId ?? row.uniqueId ?? "");
  return row === null || startedAt === null ? null : startedAt.add({ seconds: row.durationSeconds });
}

function isIn({ from, to }: Range, at: Temporal.Instant | null): boolean {
  return at !== null && Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, to) < 0;
}
