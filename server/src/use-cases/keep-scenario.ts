import type { ScenarioChange } from "@ringback/core/measurement/replay/change.ts";
import { runScenarioJob } from "#db/jobs.ts";
import { countPastCalls } from "#db/queries/past-calls.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { insertScenario, removeScenario as remove, renameScenario as rename } from "#db/stores/scenarios.ts";
import { memberIds } from "#db/stores/team.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";

type KeepRefusal = "scenario-not-found" | "range-backwards" | "scenario-names-stranger";
type Kept<Value = object> = ({ readonly ok: true } & Value) | { readonly ok: false; readonly refusal: KeepRefusal };

/** Saves a scenario and has it replayed in the background. */
export async function createScenario(
  { db, clock, ids }: Pick<Context, "db" | "clock" | "ids">,
  actor: AccountActor,
  asked: {
    readonly name: string;
    readonly changes: readonly ScenarioChange[];
    readonly from: string;
    readonly to: string;
  },
): Promise<Kept<{ readonly id: string }>> {
  if (asked.from > asked.to) return { ok: false, refusal: "range-backwards" };
  return await transaction(db, actor.accountId, clock.now(), async (tx): Promise<Kept<{ readonly id: string }>> => {
    const team = new Set(await memberIds(tx));
    if (asked.changes.some((change) => "memberIds" in change && change.memberIds.some((id) => !team.has(id))))
      return { ok: false, refusal: "scenario-names-stranger" };
    const { version } = await currentPlaybook(tx);
    const id = ids.next();
    const callsTotal = await countPastCalls(tx, asked);
    insertScenario(tx, { id, ...asked, callsTotal, playbookVersion: version, by: actor.memberId });
    tx.enqueue(runScenarioJob(actor.accountId, id));
    tx.changed({ kind: "scenario", id });
    return { ok: true, id };
  });
}

export async function renameScenario(
  { db, clock }: Pick<Context, "db" | "clock">,
  { accountId }: AccountActor,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Kept> {
  return await transaction(db, accountId, clock.now(), async (tx): Promise<Kept> => {
    if (!(await rename(tx, id, name))) return { ok: false, refusal: "scenario-not-found" };
    tx.changed({ kind: "scenario", id });
    return { ok: true };
  });
}

/** Removes a scenario. Rules that it was applied to stay as they are. */
export async function removeScenario(
  { db, clock }: Pick<Context, "db" | "clock">,
  { accountId }: AccountActor,
  id: string,
): Promise<Kept> {
  return await transaction(db, accountId, clock.now(), async (tx): Promise<Kept> => {
    if (!(await remove(tx, id))) return { ok: false, refusal: "scenario-not-found" };
    tx.changed({ kind: "scenario", id });
    return { ok: true };
  });
}
