import { applyChanges } from "@ringback/core/measurement/replay/apply-changes.ts";
import type { ScenarioChange } from "@ringback/core/measurement/replay/change.ts";
import { prepareInSteps } from "@ringback/core/measurement/replay/replay-calls.ts";
import { replayTargets } from "@ringback/core/measurement/replay/replay-targets.ts";
import { scenarioInSteps } from "@ringback/core/measurement/replay/scenario-result.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { loadPastCallbacks } from "#db/queries/past-callbacks.ts";
import { loadPast } from "#db/queries/past-calls.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { failScenario, findScenario, finishScenario, noteScenarioProgress } from "#db/stores/scenarios.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { inSteps } from "#in-steps.ts";
import type { Context } from "./context.ts";

/** Progress is written down after so many calls. */
const progressEvery = 10_000;
const failedWords = "The replay broke off. Make it again; if it happens twice, tell whoever runs Ringback for you.";

/** Replays a scenario. One that is not running any more is left alone; one that fails says so, and is not tried again. */
export async function runScenario(
  ctx: Context,
  { accountId, scenarioId }: { readonly accountId: string; readonly scenarioId: string },
): Promise<void> {
  const inAccount = <Result>(work: (tx: Transaction) => Promise<Result>) =>
    transaction(ctx.db, accountId, ctx.clock.now(), work);
  const scenario = await inAccount((tx) => findScenario(tx, scenarioId));
  if (scenario === null || scenario.state !== "running") return;
  const { changes } = scenario;
  const range = { from: scenario.from, to: scenario.to };
  try {
    const loaded = await inAccount((tx) =>
      loadPast(tx, range, null, async (done) => {
        if (done === 0 || done % progressEvery !== 0) return;
        await inAccount(async (other) => {
          noteScenarioProgress(other, scenarioId, done);
          other.changed({ kind: "scenario", id: scenarioId });
        });
      }),
    );
    const past = await inSteps(prepareInSteps(loaded.past));
    const targets = changesPromises(changes)
      ? await inAccount(async (tx) => {
          const callbacks = await loadPastCallbacks(tx, range);
          const playbooks = new Map<number, Playbook>(loaded.past.playbooks);
          for (const { playbookVersion } of callbacks)
            if (!playbooks.has(playbookVersion))
              playbooks.set(playbookVersion, await loadPlaybook(tx, playbookVersion));
          return replayTargets(
            callbacks,
            playbooks,
            past.current,
            applyChanges(past.current, changes).playbook,
            tx.now,
          );
        })
      : null;
    const found = await inSteps(scenarioInSteps(past, changes, { names: loaded.names, targets, cutTo: loaded.cutTo }));
    await inAccount(async (tx) => {
      finishScenario(tx, scenarioId, found, past.currentVersion);
      tx.changed({ kind: "scenario", id: scenarioId });
    });
  } catch (error) {
    await inAccount(async (tx) => {
      failScenario(tx, scenarioId, failedWords);
      tx.changed({ kind: "scenario", id: scenarioId });
    });
    throw error;
  }
}

/** Whether changes can make a callback due at another time. */
function changesPromises(changes: readonly ScenarioChange[]): boolean {
  return changes.some(({ kind }) => kind === "targets" || kind === "hours" || kind === "open-also");
}
