import type { LiveEvent } from "@ringback/contract/live.ts";
import type { RawBuilder } from "kysely";
import type pg from "pg";
import { type Database, type Statement, send, sendWords, toStatement } from "./database.ts";
import type { Job } from "./job.ts";

/** The work of one account at one moment of the application clock. Given to stores and use cases, never kept. */
export interface Transaction {
  readonly accountId: string;
  readonly now: Temporal.Instant;
  /** Asks and waits for the rows. */
  rows<Row>(query: RawBuilder<Row> | Statement): Promise<Row[]>;
  /** Asks for at most one row. */
  first<Row>(query: RawBuilder<Row> | Statement): Promise<Row | null>;
  /** Writes without waiting: it is sent at once and awaited with the commit. A failure fails the transaction. */
  write(query: RawBuilder<unknown> | Statement): void;
  /** Enqueues a job that exists if and only if this transaction commits. Of several with one key the last counts. */
  enqueue(...jobs: Job[]): void;
  /** Takes back jobs by key, if they have not started. */
  cancelJobs(...keys: string[]): void;
  /** Tells open screens, after commit, that something changed. */
  changed(...events: LiveEvent[]): void;
}

/**
 * Runs `work` in one transaction as the app role, bound to one account by row security. The begin travels with the first
 * question and the commit with the last write, so the common case costs two round trips. One that `sees` one moment answers
 * all its questions as of the first; it is for reading.
 * @throws what `work` throws, or the database's error; then nothing was kept.
 */
export async function transaction<Result>(
  database: Database,
  accountId: string,
  now: Temporal.Instant,
  work: (tx: Transaction) => Promise<Result>,
  { sees = "what is committed" }: { readonly sees?: "what is committed" | "one moment" } = {},
): Promise<Result> {
  if (!/^[0-9a-f-]{36}$/.test(accountId)) throw new Error("A transaction needs an account id.");
  const client = await database.pool.connect();
  const pending: Promise<unknown>[] = [];
  const write = (sent: Promise<unknown>) => {
    sent.catch(() => {}); // awaited below; this only keeps an early failure from being called unhandled
    pending.push(sent);
  };
  try {
    write(
      sendWords(
        client,
        `begin${sees === "one moment" ? " isolation level repeatable read" : ""}; set local role ringback_app; select set_config('ringback.account_id', '${accountId}', true)`,
      ),
    );
    const jobs = new Map<string | symbol, Job>();
    const events: LiveEvent[] = [];
    const cancelled: string[] = [];
    const result = await work(accountTransaction(client, accountId, now, { write, jobs, events, cancelled }));
    if (cancelled.length > 0) write(send(client, { text: "select ringback.cancel_jobs($1)", values: [cancelled] }));
    if (jobs.size > 0) {
      write(send(client, { text: "select ringback.enqueue($1)", values: [JSON.stringify([...jobs.values()])] }));
    }
    for (const told of inNotices(events)) write(send(client, notifyStatement(accountId, told)));
    write(sendWords(client, "commit"));
    await Promise.all(pending);
    client.release();
    return result;
  } catch (error) {
    throw (await rollBack(client, pending)) ?? error;
  }
}

function accountTransaction(
  client: pg.PoolClient,
  accountId: string,
  now: Temporal.Instant,
  out: {
    write: (sent: Promise<unknown>) => void;
    jobs: Map<string | symbol, Job>;
    events: LiveEvent[];
    cancelled: string[];
  },
): Transaction {
  const rows = <Row>(query: RawBuilder<Row> | Statement) => send<Row>(client, statementOf(query));
  return {
    accountId,
    now,
    rows,
    first: async (query) => (await rows(query))[0] ?? null,
    write: (query) => out.write(send(client, statementOf(query))),
    // The queue refuses two of one key in one statement.
    enqueue: (...jobs) => {
      for (const job of jobs) out.jobs.set(job.key ?? Symbol(job.kind), job);
    },
    cancelJobs: (...keys) => {
      for (const key of keys) out.jobs.delete(key);
      out.cancelled.push(...keys);
    },
    changed: (...events) => void out.events.push(...events),
  };
}

/**
 * Runs owner-level work that belongs to no single account (finding a connection by its id, listing a person's accounts or
 * counting them together, maintenance). Row security does not bind it: where it answers a person, their memberships do.
 */
export async function acrossAccounts<Row>(database: Database, query: RawBuilder<Row> | Statement): Promise<Row[]> {
  const client = await database.pool.connect();
  try {
    return await send<Row>(client, statementOf(query));
  } finally {
    client.release();
  }
}

function statementOf(query: RawBuilder<unknown> | Statement): Statement {
  return "text" in query ? query : toStatement(query);
}

/** A notice of the database holds less than 8000 bytes; forty events of at most a hundred stay well below. */
const eventsInNotice = 40;

/** In as many notices as it takes: handing over a hundred callbacks must reach all their screens. */
function inNotices(events: readonly LiveEvent[]): LiveEvent[][] {
  return Array.from({ length: Math.ceil(events.length / eventsInNotice) }, (_, index) =>
    events.slice(index * eventsInNotice, (index + 1) * eventsInNotice),
  );
}

function notifyStatement(accountId: string, events: LiveEvent[]): Statement {
  return {
    text: "select pg_notify('ringback_changes', $1)",
    values: [JSON.stringify({ accountId, events })],
  };
}

/** Answers the first failure of a write: what came after it only says that the transaction was aborted. */
async function rollBack(client: pg.PoolClient, pending: Promise<unknown>[]): Promise<unknown> {
  const failed = (await Promise.allSettled(pending)).find(({ status }) => status === "rejected");
  try {
    await client.query("rollback");
    client.release();
  } catch (broken) {
    client.release(broken instanceof Error ? broken : true);
  }
  return failed?.status === "rejected" ? failed.reason : null;
}
