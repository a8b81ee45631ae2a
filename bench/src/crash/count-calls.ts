import type { Rig } from "#rig/rig.ts";
import type { Tally } from "./count.ts";
import type { NetworkCall } from "./network-view.ts";

interface KeptCall {
  readonly sid: string;
  readonly state: string;
  readonly outcome: "answered" | "missed" | null;
  readonly callbacks: number;
  readonly owned: number;
  readonly accounted: number;
}

/** Promise 1: every call the network knows is in one end class, and every miss has one callback with an owner. */
export async function countCalls(rig: Rig, calls: readonly NetworkCall[], tally: Tally): Promise<void> {
  const { rows } = await rig.context.db.pool.query<KeptCall>(`
    select c.provider_call_id as sid, c.state, c.outcome, count(b.id)::int as callbacks,
      count(b.owner_id)::int as owned,
      (count(*) filter (where (b.state = 'closed' and b.disposition is not null) or (b.state <> 'closed' and b.due_at is not null)))::int as accounted
    from ringback.call c left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id
    group by 1, 2, 3`);
  const kept = new Map(rows.map((row) => [row.sid, row]));
  const of = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  tally.count("calls at the provider", calls.length);
  tally.count("calls answered", of("answered"));
  tally.count("calls missed", of("missed"));
  tally.none(
    "call at the provider and not here",
    calls.filter(({ sid }) => !kept.has(sid)).map(({ sid }) => sid),
  );
  tally.none(
    "call without an end class",
    rows.filter((row) => row.state !== "ended" || row.outcome === null).map((row) => row.sid),
  );
  const missed = rows.filter((row) => row.outcome === "missed");
  tally.none(
    "missed call without exactly one callback",
    missed.filter((row) => row.callbacks !== 1).map((row) => row.sid),
  );
  tally.none(
    "callback without an owner or clock",
    missed.filter((row) => row.owned !== 1 || row.accounted !== 1).map((row) => row.sid),
  );
  tally.none(
    "call that a person answered, counted as missed",
    calls.filter((call) => talked(call) && kept.get(call.sid)?.outcome !== "answered").map(({ sid }) => sid),
  );
  tally.none(
    "call that nobody answered, counted as answered",
    calls.filter((call) => !talked(call) && kept.get(call.sid)?.outcome === "answered").map(({ sid }) => sid),
  );
}

function talked(call: NetworkCall): boolean {
  return call.heard.some((event) => event.kind === "bridged");
}
