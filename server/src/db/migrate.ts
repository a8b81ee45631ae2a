import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { runMigrations } from "graphile-worker";
import pg from "pg";

const folder = new URL("./migrations/", import.meta.url);
/** Any process that migrates this database waits for this lock. The number only has to be ours. */
const migrationLock = 7_464_622;

/** The database was made by a newer Ringback than this one. */
export class NewerSchemaError extends Error {
  override name = "NewerSchemaError";
}

/**
 * Brings the database to this release's schema: the numbered files of `migrations/`, forward only, each in its own
 * transaction, under a lock, so that several processes may start at once. Also the job queue's own migrations.
 * @throws NewerSchemaError when the database holds a migration this release does not know.
 * @throws Error when a migration that already ran was edited since.
 */
export async function migrate(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => {}); // the next statement fails with it; unheard it would end the process
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await refuseOldServer(client);
    await runMigrations({ connectionString });
    await applyFiles(client);
    await client.query("select ringback.ensure_month_partitions((current_date - 1)::date, (current_date + 62)::date)");
  } finally {
    await client.end();
  }
}

/** Refuses a schema that this release does not know exactly; a worker or web process that does not migrate calls this. */
export async function requireCurrentSchema(client: pg.ClientBase): Promise<void> {
  const known = (await migrationFiles()).map((file) => file.name);
  const { rows } = await client.query<{ name: string }>("select name from public.ringback_migration order by name");
  const applied = rows.map((row) => row.name);
  const missing = known.filter((name) => !applied.includes(name));
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new NewerSchemaError(
      `The database is from a newer Ringback (it has ${newer.join(", ")}). Start that release, or restore a backup made by this one.`,
    );
  if (missing.length > 0) throw new Error(`The database lacks ${missing.join(", ")}. Run: npx ringback migrate`);
}

async function applyFiles(client: pg.Client): Promise<void> {
  await client.query(
    "create table if not exists public.ringback_migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())",
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "select name, checksum from public.ringback_migration",
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const files = await migrationFiles();
  const newer = [...applied.keys()].filter((name) => !files.some((file) => file.name === name));
  if (newer.length > 0)
    throw new NewerSchemaError(
      `The data is from a newer Ringback (it has ${newer.join(", ")}). Start that release, or restore a backup made by this one.`,
    );
  for (const file of files) {
    const before = applied.get(file.name);
    if (before === file.checksum) continue;
    if (before !== undefined)
      throw new Error(
        `Migration ${file.name} was edited after it ran. Migrations are forward only: put it back and add a new file.`,
      );
    await applyOne(client, file);
  }
}

async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query("begin");
  try {
    await client.query(file.text);
    await client.query("insert into public.ringback_migration (name, checksum) values ($1, $2)", [
      file.name,
      file.checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`Migration ${file.name} failed; nothing of it was kept.`, { cause: error });
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
  const version = Number(rows[0]?.version);
  if (version < 150_000)
    throw new Error(`Ringback needs PostgreSQL 15 or newer; this server is ${Math.floor(version / 10_000)}.`);
}

interface MigrationFile {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

async function migrationFiles(): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return await Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), "utf8");
      return { name, text, checksum: createHash("sha256").update(text).digest("hex").slice(0, 16) };
    }),
  );
}
