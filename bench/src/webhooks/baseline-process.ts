// What the database alone can do: the rows of an arriving call from one prepared statement, committed each on its own.
import { openDatabase, send } from "@ringback/server/db/database.ts";
import { uuidV7 } from "@ringback/server/ids.ts";

const [connectionString = "", accountId = "", connectionId = "", seconds = "5"] = process.argv.slice(2);
const connections = 24;
const db = openDatabase(connectionString, connections);

// A real arrival's rows, so that both write the same bytes.
const { rows } = await db.pool.query(
  `select c.facts, e.payload, l.detail, c.dialed, c.playbook_version from ringback.call c
    join ringback.call_event l on l.call_id = c.id and l.kind = 'arrived'
    join ringback.provider_event e on e.provider_key = c.provider_call_id || ':voice:arrived' limit 1`,
);
const [like] = rows as { facts: object; payload: object; detail: object; dialed: string; playbook_version: number }[];
if (like === undefined) throw new Error("There is no arrived call to take as a pattern.");

const text = `with event as (
    insert into ringback.provider_event (account_id, id, connection_id, provider_key, kind, received_at, payload)
    values ($1, $3, $2, $4, 'arrived', $5, $6)),
  ledger as (
    insert into ringback.call_event (account_id, call_id, id, kind, at, recorded_at, detail) values ($1, $7, $8, 'arrived', $5, $5, $9)),
  call as (
    insert into ringback.call (account_id, id, connection_id, provider_call_id, dialed, caller, caller_withheld, arrived_at, state, playbook_version, facts, created_at)
    values ($1, $7, $2, $4, $10, $11, false, $5, 'ringing', $12, $13, $5)),
  told as (select pg_notify('ringback_changes', $14))
  select graphile_worker.add_job('settle-call', $15::json, run_at := now() + interval '6 minutes', max_attempts := 12, job_key := $7::text) from told`;

let committed = 0;
const endMs = performance.now() + Number(seconds) * 1000;
const line = async () => {
  const client = await db.pool.connect();
  while (performance.now() < endMs) {
    const callId = uuidV7.next();
    const values = [
      accountId,
      connectionId,
      uuidV7.next(),
      `baseline:${callId}`,
      Temporal.Now.instant(),
      like.payload,
      callId,
      uuidV7.next(),
      like.detail,
      like.dialed,
      `+1${String(2_000_000_000 + committed)}`,
      like.playbook_version,
      like.facts,
      JSON.stringify({ accountId, events: [{ kind: "call", id: callId }] }),
      JSON.stringify({ accountId, callId }),
    ];
    await send(client, { text, values });
    committed += 1;
  }
  client.release();
};
const begunMs = performance.now();
await Promise.all(Array.from({ length: connections }, line));
const perSecond = (committed * 1000) / (performance.now() - begunMs);
// Its connections stay open until their CPU time has been read.
process.once("message", () => void db.close().then(() => process.exit(0)));
process.send?.({ kind: "committed", committed, perSecond });
