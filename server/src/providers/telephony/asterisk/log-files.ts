// Files that Asterisk appends to and logrotate moves away: found, searched by time and read line by line, so that memory
// stays the same however long they are.
import type { FileHandle } from "node:fs/promises";
import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createGunzip } from "node:zlib";
import { ProviderError } from "#providers/telephony/provider.ts";

/** What is asked of a file: lines written since `since`, oldest first. */
export interface LogQuestion {
  readonly path: string;
  readonly since: Temporal.Instant;
  /** About when a line was written; null: it does not say. Lines stand nearly in this order. */
  readonly timeOf: (line: string) => Temporal.Instant | null;
  readonly signal: AbortSignal;
}

const chunkBytes = 256 * 1024;
const lineBytesMax = 20_000;
/** Searching ends where reading is as quick. */
const searchBytes = 256 * 1024;
const rotated = /^(\.\d{1,4}|-\d{8}(-\d+)?)(\.gz)?$/;

/**
 * The lines written since a time, in handfuls, of the file and of those that were rotated away since. A last line that is still being
 * written is left out.
 * @throws ProviderError `log-not-readable` with the path; `retryable`, since a disk or a mount may come back.
 */
export async function* linesSince(question: LogQuestion): AsyncGenerator<readonly string[]> {
  const files = await openFiles(question).catch((error: unknown) => {
    throw unreadable(question.path, error);
  });
  try {
    for (const file of files) {
      question.signal.throwIfAborted();
      if (file.isPacked)
        yield* splitLines(file.handle.createReadStream({ autoClose: false }).pipe(createGunzip()), true);
      else yield* splitLines(read(file.handle, await findStart(file, question), question.signal), false);
    }
  } catch (error) {
    throw error instanceof Error && "code" in error ? unreadable(question.path, error) : error;
  } finally {
    for (const { handle } of files) await handle.close().catch(() => {});
  }
}

/** Whether the file can be read now; words for a person when not. */
export async function whyNotReadable(path: string): Promise<string | null> {
  try {
    if (!(await stat(path)).isFile()) return `${path} is no file.`;
    await (await open(path, "r")).close();
    return null;
  } catch (error) {
    return unreadable(path, error).message;
  }
}

interface LogFile {
  readonly handle: FileHandle;
  readonly bytes: number;
  readonly isPacked: boolean;
}

/** All are opened before the first is read, so that a rotation meanwhile moves none of them away. */
async function openFiles({ path, since }: LogQuestion): Promise<LogFile[]> {
  const name = basename(path);
  const older = (await readdir(dirname(path))).filter(
    (each) => each.startsWith(name) && rotated.test(each.slice(name.length)),
  );
  const found: { path: string; changedMs: number }[] = [];
  for (const each of [...older.map((file) => join(dirname(path), file)), path]) {
    const { mtimeMs } = await stat(each).catch((error: unknown) => {
      if (each === path) throw error;
      return { mtimeMs: 0 }; // rotated on since it was listed
    });
    if (each === path || mtimeMs >= since.epochMilliseconds)
      found.push({ path: each, changedMs: each === path ? Infinity : mtimeMs });
  }
  found.sort((a, b) => a.changedMs - b.changedMs);
  const files: LogFile[] = [];
  for (const each of found) {
    const handle = await open(each.path, "r");
    const about = await handle.stat();
    if (!about.isFile()) {
      await handle.close();
      throw Object.assign(new Error("no file"), { code: "EISDIR" });
    }
    files.push({ handle, bytes: about.size, isPacked: each.path.endsWith(".gz") });
  }
  return files;
}

/** The offset of a line before which everything is too old, by halving. */
async function findStart({ handle, bytes }: LogFile, { since, timeOf }: LogQuestion): Promise<number> {
  let low = 0;
  let high = bytes;
  while (high - low > searchBytes) {
    const middle = Math.floor((low + high) / 2);
    const seen = await timeAfter(handle, middle, timeOf);
    if (seen !== null && Temporal.Instant.compare(seen, since) < 0) low = middle;
    else high = middle;
  }
  if (low === 0) return 0;
  const buffer = Buffer.alloc(lineBytesMax);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, low);
  return low + buffer.subarray(0, bytesRead).indexOf("\n") + 1;
}

async function timeAfter(
  handle: FileHandle,
  offset: number,
  timeOf: LogQuestion["timeOf"],
): Promise<Temporal.Instant | null> {
  const buffer = Buffer.alloc(lineBytesMax * 2);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
  const lines = buffer.toString("utf8", 0, bytesRead).split("\n").slice(1, -1);
  for (const line of lines) {
    const time = timeOf(line.replace(/\r$/, ""));
    if (time !== null) return time;
  }
  return null;
}

/** Every chunk stands in the same memory: it must be used up before the next is asked for. */
async function* read(handle: FileHandle, start: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let offset = start; ; ) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, offset);
    if (bytesRead === 0) return;
    offset += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Lines of whole bytes, as many as a chunk brought; one that is too long for any log is passed over. */
async function* splitLines(chunks: AsyncIterable<Buffer>, takesLast: boolean): AsyncGenerator<readonly string[]> {
  let begun = Buffer.alloc(0);
  let isTooLong = false;
  for await (const chunk of chunks) {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const bytes = chunk.subarray(start, end);
      const line = begun.length === 0 ? bytes : Buffer.concat([begun, bytes]);
      if (!isTooLong && line.length <= lineBytesMax) lines.push(line.toString("utf8").replace(/\r$/, ""));
      begun = Buffer.alloc(0);
      isTooLong = false;
      start = end + 1;
    }
    begun = Buffer.concat([begun, chunk.subarray(start)]);
    if (begun.length > lineBytesMax) {
      begun = Buffer.alloc(0);
      isTooLong = true;
    }
    yield lines;
  }
  if (takesLast && begun.length > 0 && !isTooLong) yield [begun.toString("utf8")];
}

function unreadable(path: string, cause: unknown): ProviderError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const why =
    {
      ENOENT: "it is not there",
      EACCES: "Ringback's user may not read it",
      EISDIR: "it is no file",
      ENOTDIR: "it is not there",
    }[code] ?? "it cannot be read";
  return new ProviderError(`Asterisk's log ${path}: ${why}.`, { code: "log-not-readable", retryable: true, cause });
}
