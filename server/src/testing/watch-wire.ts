import type { Database } from "#db/database.ts";

/** What went over the connections of a pool since it was watched. */
export interface Wire {
  /** How often somebody waited for an answer before saying more: a write after an answer begins the next. */
  roundTrips: number;
  transactions: number;
}

/**
 * Counts round trips where the bytes leave. Give a pool of one connection that has not connected yet, and do one thing at a
 * time: what goes on at the same moment would be counted together.
 */
export function watchWire(db: Database): Wire {
  const wire: Wire = { roundTrips: 0, transactions: 0 };
  db.pool.on("connect", (client) => {
    const { stream } = client.connection;
    let answered = true;
    stream.on("data", () => {
      answered = true;
    });
    const watch = (bytes: string) => {
      if (answered) wire.roundTrips += 1;
      answered = false;
      wire.transactions += bytes.split("set local role").length - 1;
    };
    const { _write: write, _writev: writev } = stream;
    stream._write = (chunk, encoding, done) => {
      watch(String(chunk));
      write.call(stream, chunk, encoding, done);
    };
    stream._writev = (chunks, done) => {
      watch(chunks.map(({ chunk }) => String(chunk)).join(""));
      writev?.call(stream, chunks, done);
    };
  });
  return wire;
}
