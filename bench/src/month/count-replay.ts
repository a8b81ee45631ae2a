import { preparePast } from "@ringback/core/measurement/replay/replay-calls.ts";
import { loadPast } from "@ringback/server/db/queries/past-calls.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import type { Tally } from "#crash/count.ts";
import type { FaultTown } from "#faults/fault-town.ts";

/** Plays every call of the month through the rules of its day: those that do not come out as they did are named with why. */
export async function countReplay({ context }: FaultTown, tally: Tally): Promise<void> {
  const { rows } = await context.db.pool.query<{ id: string }>("select id from ringback.account");
  const left = new Map<string, string[]>();
  let same = 0;
  for (const { id } of rows) {
    const range = { from: "2000-01-01", to: "2100-01-01" };
    const { past } = await transaction(context.db, id, context.clock.now(), (tx) => loadPast(tx, range, null));
    const { reproduction } = preparePast(past);
    same += reproduction.same.length;
    for (const { why, call } of reproduction.leftOut) left.set(why, [...(left.get(why) ?? []), call.id]);
  }
  tally.count("calls that their own rules reproduce", same);
  for (const [why, ids] of left) tally.none(`call that its rules do not reproduce: ${why}`, ids);
}
