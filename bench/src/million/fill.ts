// `DATABASE_URL=… npx node bench/src/million/fill.ts [calls]`: fills the first business of a database with a year of calls
// over ten numbers, to look at the screens with. It is for a database of its own; what was there stays.
import { openDatabase } from "@ringback/server/db/database.ts";
import { fillYear } from "./fill-year.ts";

const connectionString = process.env["DATABASE_URL"] ?? "";
const calls = Number(process.argv[2] ?? 1_000_000);
const db = openDatabase(connectionString, 1);
const { rows } = await db.pool.query<{ id: string }>("select id from ringback.account order by created_at limit 1");
const accountId = rows[0]?.id;
if (accountId === undefined) throw new Error("There is no business in this database yet.");
await db.pool.query(
  `insert into ringback.phone_number (account_id, id, number, label, mode, registration, connection_id, created_at)
   select $1, uuidv7(), '+1312555' || (1000 + n), (array['Main line', 'Google Ads', 'Yard signs', 'Website', 'Furnace line', 'Emergency', 'West side', 'East side', 'Van 1', 'Van 2'])[n],
     'answers', 'exempt', (select id from ringback.connection where account_id = $1 limit 1), now()
   from generate_series(1, 10) n on conflict do nothing`,
  [accountId],
);
await db.close();
const started = performance.now();
await fillYear({ connectionString, accountId, calls, say: (line) => process.stderr.write(`  ${line}\n`) });
process.stderr.write(`filled in ${Math.round((performance.now() - started) / 1000)} s\n`);
