import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTestHttp } from "#testing/http.ts";
import { firstOwner, someone } from "#testing/visitor.ts";
import { transaction } from "./transaction.ts";

interface Table {
  readonly schema: string;
  readonly name: string;
}

const ourTables = `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'ringback' and c.relkind in ('r', 'p') and not c.relispartition
    and exists (select from pg_attribute a where a.attrelid = c.oid and (a.attname = 'account_id' or c.relname = 'account'))`;

test("a question without a condition sees only the rows of the transaction's account", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const stan = await someone(http, "stan@example.com");
  await stan.openBusiness("Other business");
  const { db, clock } = http.context;
  const names = (account: string | null) =>
    transaction(db, account ?? "", clock.now(), async (tx) => ({
      accounts: (await tx.rows(sql<{ name: string }>`select name from ringback.account`)).map(({ name }) => name),
      members: (await tx.rows(sql<{ name: string }>`select name from ringback.member`)).map(({ name }) => name),
    }));
  expect(await names(ann.account)).toEqual({ accounts: ["Ace Plumbing"], members: ["ann"] });
  expect(await names(stan.account)).toEqual({ accounts: ["Other business"], members: ["stan"] });
  expect(await names("00000000-0000-4000-8000-000000000000")).toEqual({ accounts: [], members: [] });
});

test("rows of another account can be neither changed nor written", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const stan = await someone(http, "stan@example.com");
  await stan.openBusiness("Other business");
  const { db, clock, ids } = http.context;
  const asAnn = <Result>(work: Parameters<typeof transaction<Result>>[3]) =>
    transaction(db, ann.account ?? "", clock.now(), work);
  const touched = await asAnn((tx) =>
    tx.rows(sql`update ringback.member set name = 'Mallory' where account_id = ${stan.account} returning id`),
  );
  expect(touched).toEqual([]);
  const write = asAnn((tx) =>
    tx.rows(sql`insert into ringback.audit_event (account_id, id, at, action)
      values (${stan.account}, ${ids.next()}, ${tx.now}, 'forged') returning id`),
  );
  await expect(write).rejects.toThrow(/row-level security/);
});

test("what happened is appended and never rewritten, and sign-ins are out of reach", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const { db, clock } = http.context;
  for (const question of [
    sql`update ringback.audit_event set action = 'nothing'`,
    sql`delete from ringback.audit_event`,
    sql`select * from auth."user"`,
    sql`select * from auth.session`,
    sql`select * from graphile_worker.jobs`,
  ]) {
    const asked = transaction(db, ann.account ?? "", clock.now(), (tx) => tx.rows(question));
    await expect(asked).rejects.toThrow(/permission denied/);
  }
});

test("every table of an account has row security with a rule for reading and one for writing", async () => {
  await using http = await createTestHttp();
  const { pool } = http.context.db;
  const { rows: tables } = await pool.query<Table>(ourTables);
  expect(tables.length).toBeGreaterThan(20);
  const { rows: open } = await pool.query<Table>(
    `select t.name from (${ourTables}) t join pg_class c on c.relname = t.name
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = t.schema
     where not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid and p.polqual is not null and p.polwithcheck is not null)`,
  );
  expect(open.map(({ name }) => name)).toEqual([]);
});
