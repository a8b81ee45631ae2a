// The database room: stores load and save one thing, queries serve one screen. Everything goes through `transaction`,
// which binds row security to one account and passes the application clock to SQL.
import { createHash } from "node:crypto";
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from "kysely";
import pg from "pg";

/** A pool whose connections pipeline, so that a transaction costs as few round trips as it has questions. */
export type Database = { readonly pool: pg.Pool; readonly connectionString: string; close(): Promise<void> };

const timestamptz = 1184;
const bigint = 20;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: string) => {
    if (oid === timestamptz) return (text: string) => Temporal.Instant.from(text);
    if (oid === bigint) return Number;
    return pg.types.getTypeParser(oid, format as "text");
  }) as pg.CustomTypesConfig["getTypeParser"],
};

/** Opens a pool of at most `connections` connections; nothing is sent before the first query. */
export function openDatabase(connectionString: string, connections = 12): Database {
  const pool = new pg.Pool({ connectionString, max: connections, types, pipeline: true } as pg.PoolConfig);
  // A connection that the server closed is replaced at its next use, and whoever works on it hears it from the next
  // answer. Without listeners it would end the process: the pool's for idle ones, the client's between two questions.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return { pool, connectionString, close: () => pool.end() };
}

/** Kysely only builds text and parameters here; the executor is ours, because it pipelines and names each statement. */
const builder = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** One statement with its parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export function toStatement(query: RawBuilder<unknown>): Statement {
  const compiled = query.compile(builder);
  return { text: compiled.sql, values: compiled.parameters };
}

/**
 * Sends a statement as a named prepared one, in one packet with all others that are sent at this moment. Instants travel
 * as ISO text, objects as JSON.
 */
export async function send<Row>(client: pg.PoolClient, statement: Statement): Promise<Row[]> {
  gather(client);
  const { rows } = await client.query({
    name: nameOf(statement.text),
    text: statement.text,
    values: statement.values.map(toParameter),
  });
  return rows as Row[];
}

/** Sends words without parameters (begin, commit), in one packet with what is sent at this moment. */
export async function sendWords(client: pg.PoolClient, text: string): Promise<void> {
  gather(client);
  await client.query(text);
}

/** A dozen small writes to a socket cost more than everything else a webhook does here. */
function gather({ connection }: pg.PoolClient): void {
  const { stream } = connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha256").update(text).digest("base64url").slice(0, 22);
    // Texts are written in the code, so there are few; the bound only guards against a query that builds endless ones.
    if (names.size < 5_000) names.set(text, name);
  }
  return name;
}

function toParameter(value: unknown): unknown {
  if (value instanceof Temporal.Instant) return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return value.map(toParameter);
  if (value !== null && typeof value === "object") return JSON.stringify(value);
  return value;
}
