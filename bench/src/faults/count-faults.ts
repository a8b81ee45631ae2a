import { judgeStandings } from "@ringback/server/db/queries/ledger-standings.ts";
import { tallyDifferences } from "@ringback/server/db/queries/ledger-tally.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { Tally } from "#crash/count.ts";
import type { FaultTown } from "./fault-town.ts";

interface KeptCall {
  readonly sid: string;
  readonly outcome: "answered" | "missed" | null;
  readonly ended: boolean;
  readonly entered: string;
  readonly callbacks: number;
  readonly accounted: number;
}

/** Compares the ledger with what the network itself knows, call by call, and counts what was promised. */
export async function countFaults(town: FaultTown): Promise<Tally> {
  const tally = new Tally();
  await countCalls(town, tally);
  await countTexts(town, tally);
  await countBooks(town, tally);
  return tally;
}

/** Compares the ledger with what the network itself knows, call by call. */
export async function countCalls({ context, network }: FaultTown, tally: Tally): Promise<void> {
  const { rows } = await context.db.pool.query<KeptCall>(`
    select c.provider_call_id as sid, c.outcome, c.state = 'ended' as ended, c.entered, count(b.id)::int as callbacks,
      (count(*) filter (where (b.state = 'closed' and b.disposition is not null) or (b.state <> 'closed' and b.due_at is not null and b.owner_id is not null)))::int as accounted
    from ringback.call c left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id
    group by c.account_id, c.id`);
  const kept = new Map(rows.map((row) => [row.sid, row]));
  const theirs = network.calls.filter(({ leg }) => leg.facts.direction === "inbound");
  const talked = new Set(
    theirs.filter(({ transcript }) => transcript.some(({ kind }) => kind === "bridged")).map(({ sid }) => sid),
  );
  tally.count("calls at the provider", theirs.length);
  tally.count("calls answered there", talked.size);
  tally.count("calls answered here", rows.filter(({ outcome }) => outcome === "answered").length);
  tally.count("calls entered from the log", rows.filter(({ entered }) => entered === "provider-log").length);
  const differ = (what: string, is: (sid: string, row: KeptCall | undefined) => boolean) =>
    tally.none(
      what,
      theirs.filter(({ sid }) => is(sid, kept.get(sid))).map(({ sid }) => sid),
    );
  differ("call at the provider and not here", (_sid, row) => row === undefined);
  differ("call without an end here", (_sid, row) => row !== undefined && (!row.ended || row.outcome === null));
  differ("answered there and missed here", (sid, row) => talked.has(sid) && row?.outcome === "missed");
  differ("missed there and answered here", (sid, row) => !talked.has(sid) && row?.outcome === "answered");
  const sids = new Set(theirs.map(({ sid }) => sid));
  tally.none(
    "call here that the provider does not know, or twice",
    rows.filter((row) => !sids.has(row.sid) || kept.get(row.sid) !== row).map(({ sid }) => sid),
  );
  tally.none(
    "missed call without exactly one callback, open with owner and clock or closed with an outcome",
    rows
      .filter((row) => row.outcome === "missed" && (row.callbacks !== 1 || row.accounted !== 1))
      .map(({ sid }) => sid),
  );
}

async function countTexts({ context, network }: FaultTown, tally: Tally): Promise<void> {
  const { rows } = await context.db.pool.query<{ episode: string; sids: string[]; bodies: string[] }>(`
    select episode_id as episode, array_agg(provider_message_id) as sids, array_agg(body) as bodies from ringback.message
    where direction = 'out' and purpose = 'acknowledgement' and provider_message_id is not null group by 1`);
  const sent = network.messages.filter(({ direction }) => direction === "outbound-api");
  tally.count("texts sent", sent.length);
  tally.none(
    "episode with a second text",
    rows.filter(({ sids }) => sids.length > 1).map(({ episode }) => episode),
  );
  const known = new Set(rows.flatMap(({ sids }) => sids));
  tally.none(
    "text at the provider and unknown here",
    sent.filter(({ sid }) => !known.has(sid)).map(({ sid }) => sid),
  );
  // The whole simulation is shorter than the day in which a caller is texted once at most.
  const to = sent.map((message) => message.to);
  tally.none(
    "caller texted twice",
    to.filter((number, index) => to.indexOf(number) !== index),
  );
}

async function countBooks({ context, business, clock }: FaultTown, tally: Tally): Promise<void> {
  const { standings, differences } = await transaction(context.db, business.accountId, clock.now(), async (tx) => ({
    standings: await judgeStandings(tx, 10),
    differences: await tallyDifferences(tx),
  }));
  tally.none(
    "call that stands wrong in the books",
    standings.wrong.map(({ id }) => id),
  );
  tally.none(
    "daily count that is not what counting gives",
    differences.map(({ day, number, standing }) => `${day} ${number} ${standing}`),
  );
  const { rows } = await context.db.pool.query<{ kind: string; state: string; count: number }>(
    "select kind, state, count(*)::int from ringback.reconciliation_gap group by 1, 2 order by 1, 2",
  );
  for (const { kind, state, count } of rows) tally.count(`gaps ${kind}, ${state}`, count);
  // Pages are refused and cut; a comparison may fail of it, and the next one goes on.
  const runs = await context.db.pool.query<{ state: string; count: number }>(
    "select state, count(*)::int from ringback.reconciliation_run group by 1 order by 1",
  );
  for (const { state, count } of runs.rows) tally.count(`comparisons ${state}`, count);
}
