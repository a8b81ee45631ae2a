import { readFile } from "node:fs/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "#testing/database.ts";
import { describeSchema } from "./describe-schema.ts";
import { migrate, NewerSchemaError, requireCurrentSchema } from "./migrate.ts";

async function connect(connectionString: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

test("schema.sql is what the migrations make", async () => {
  await using database = await createTestDatabase();
  await using client = await connect(database.connectionString);
  const file = await readFile(new URL("./schema.sql", import.meta.url), "utf8");
  expect(await describeSchema(client), "Write it anew with: npx node tools/dump-schema.ts").toBe(file);
});

test("migrating a migrated database changes nothing, also from two processes at once", async () => {
  await using database = await createTestDatabase();
  await using client = await connect(database.connectionString);
  const applied = () => client.query("select * from public.ringback_migration order by name");
  const before = [(await applied()).rows, await describeSchema(client)];
  await Promise.all([migrate(database.connectionString), migrate(database.connectionString)]);
  expect([(await applied()).rows, await describeSchema(client)]).toEqual(before);
  await requireCurrentSchema(client);
});

test("data of a newer release is refused and left alone", async () => {
  await using database = await createTestDatabase();
  await using client = await connect(database.connectionString);
  await client.query("insert into public.ringback_migration (name, checksum) values ('9999-from-the-future.sql', 'x')");
  await expect(migrate(database.connectionString)).rejects.toThrow(NewerSchemaError);
  await expect(migrate(database.connectionString)).rejects.toThrow(/9999-from-the-future/);
  await expect(requireCurrentSchema(client)).rejects.toThrow(NewerSchemaError);
});

test("a migration that was edited after it ran is refused", async () => {
  await using database = await createTestDatabase();
  await using client = await connect(database.connectionString);
  await client.query("update public.ringback_migration set checksum = 'edited' where name like '0001%'");
  await expect(migrate(database.connectionString)).rejects.toThrow(/0001.*was edited after it ran/);
});

test("a process that does not migrate refuses a database that lacks a migration", async () => {
  await using database = await createTestDatabase();
  await using client = await connect(database.connectionString);
  await client.query("delete from public.ringback_migration where name like '0002%'");
  await expect(requireCurrentSchema(client)).rejects.toThrow(/lacks 0002-sign-in.sql/);
});
