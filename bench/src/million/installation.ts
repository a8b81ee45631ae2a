import { openDatabase } from "@ringback/server/db/database.ts";
import { migrate } from "@ringback/server/db/migrate.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { createAccount, type NewAccount } from "@ringback/server/use-cases/create-account.ts";

/** A business in a database of its own. */
export interface Installation extends AsyncDisposable {
  readonly context: Context;
  readonly connectionString: string;
  readonly accountId: string;
  readonly connectionId: string;
  readonly owner: NewAccount["owner"];
}

export const lines = Array.from({ length: 10 }, (_, index) => `+1312555${1001 + index}`);
const labels = [
  "Main line",
  "Google Ads",
  "Yard signs",
  "Website",
  "Furnace line",
  "Emergency",
  "West side",
  "East side",
  "Van 1",
  "Van 2",
];

/** Makes a database on the server of `connectionString`, with a plumber in Chicago and ten lines. */
export async function makeInstallation(base: Context, connectionString: string, name: string): Promise<Installation> {
  const url = new URL(connectionString);
  await base.db.pool.query(`create database ${name}`);
  url.pathname = `/${name}`;
  await migrate(url.href);
  const db = openDatabase(url.href, 4);
  const context: Context = { ...base, db };
  const owner = { userId: `bench-${name}`, name: "Olive Owner", email: `owner@${name}.test` };
  const business = { name: "Northside Heating", timeZone: "America/Chicago", trade: "home_services" } as const;
  const created = await createAccount(context, { ...business, owner });
  if (!created.ok) throw new Error(created.refusal);
  const connectionId = context.ids.next();
  const { accountId } = created;
  await transaction(db, accountId, context.clock.now(), async (tx) => {
    tx.write({
      text: `insert into ringback.connection (account_id, id, provider, label, external_account_id, secret, api_base_url, simulated, created_at)
        values ($1, $2, 'twilio', 'Twilio', $3, $4, 'http://127.0.0.1:9', true, $5)`,
      values: [accountId, connectionId, `AC${connectionId.replaceAll("-", "")}`, Buffer.from("sealed"), tx.now],
    });
    for (const [index, number] of lines.entries())
      tx.write({
        text: `insert into ringback.phone_number (account_id, id, number, label, mode, registration, connection_id, created_at)
          values ($1, $2, $3, $4, 'answers', 'exempt', $5, $6)`,
        values: [accountId, context.ids.next(), number, labels[index], connectionId, tx.now],
      });
  });
  return {
    context,
    connectionString: url.href,
    accountId,
    connectionId,
    owner,
    [Symbol.asyncDispose]: () => db.close(),
  };
}
