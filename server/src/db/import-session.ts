// A connection of an import's own: COPY needs one that does not pipeline, and one import is run by one process at a time.

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Database } from "./database.ts";

export interface ImportSession extends AsyncDisposable {
  /** Takes the import for this connection; false: another process runs it. It is freed with the connection. */
  take(importId: string): Promise<boolean>;
  /** As the database's owner, outside any transaction. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Writes COPY text. */
  copyPieces(statement: string, pieces: Iterable<Buffer>): Promise<void>;
  /** One transaction as the app role, bound to the account by row security. @throws what `work` throws; nothing was kept. */
  batch<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** COPY text goes out in pieces of about this many characters. */
const pieceChars = 256 * 1024;

/** Opens the connection. @throws the database's error. */
export async function openImportSession(database: Database, accountId: string): Promise<ImportSession> {
  if (!/^[0-9a-f-]{36}$/.test(accountId)) throw new Error("An import needs an account id.");
  const client = new pg.Client({ connectionString: database.connectionString, keepAlive: true });
  client.on("error", () => {}); // whoever asks next hears of it; unheard it would end the process
  await client.connect();
  // A batch on its way into the calls stays in memory; the default of 8 MB would write it to the disk and back.
  await client.query("set temp_buffers = '48MB'");
  return {
    take: async (importId) => {
      const { rows } = await client.query<{ taken: boolean }>(
        "select pg_try_advisory_lock(hashtextextended($1, 0)) as taken",
        [`import:${importId}`],
      );
      return rows[0]?.taken === true;
    },
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows,
    copyPieces: async (statement, pieces) => {
      await pipeline(Readable.from(pieces), client.query(copyFrom(statement)));
    },
    batch: async (work) => {
      await client.query(
        `begin; set local role ringback_app; select set_config('ringback.account_id', '${accountId}', true)`,
      );
      try {
        const result = await work();
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch(() => {}); // the first error is the one to tell
        throw error;
      }
    },
    close: () => client.end(),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** Lines of COPY text in pieces to send. */
export function* inPieces(lines: Iterable<string>): Generator<Buffer> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < pieceChars) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  if (piece !== "") yield Buffer.from(piece);
}

/** One line of COPY text. */
export function copyLine(values: readonly (string | number | boolean | null)[]): string {
  let line = "";
  for (const [at, value] of values.entries()) {
    if (at > 0) line += "\t";
    line += value === null ? "\\N" : typeof value === "string" ? escaped(value) : String(value);
  }
  return `${line}\n`;
}

function escaped(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text;
  return text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}
