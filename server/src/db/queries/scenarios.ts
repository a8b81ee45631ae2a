import type { Scenario } from "@ringback/contract/scenarios.ts";
import { changeWords, type Names } from "@ringback/core/measurement/replay/change-words.ts";
import type { Database } from "#db/database.ts";
import { findScenario, findScenarios, listScenarios as list, type StoredScenario } from "#db/stores/scenarios.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { loadNames } from "./past-calls.ts";

/** Saved scenarios, newest first. */
export async function listScenarios(db: Database, accountId: string, now: Temporal.Instant): Promise<Scenario[]> {
  return await transaction(db, accountId, now, async (tx) => await shown(tx, await list(tx)));
}

export async function oneScenario(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  id: string,
): Promise<Scenario | null> {
  return await transaction(db, accountId, now, async (tx) => {
    const found = await findScenario(tx, id);
    return found === null ? null : ((await shown(tx, [found]))[0] ?? null);
  });
}

/** Several scenarios, the one that avoids most first, with what has to be known to compare them. */
export async function compareScenarios(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  ids: readonly string[],
): Promise<{ scenarios: Scenario[]; cautions: string[] }> {
  const scenarios = await transaction(db, accountId, now, async (tx) => await shown(tx, await findScenarios(tx, ids)));
  const net = ({ result }: Scenario) =>
    result === null
      ? Number.NEGATIVE_INFINITY
      : result.avoided.low + result.avoided.high - result.lost.low - result.lost.high;
  scenarios.sort((a, b) => net(b) - net(a) || (a.id < b.id ? -1 : 1));
  const differ = (of: (one: Scenario) => unknown) => new Set(scenarios.map(of)).size > 1;
  return {
    scenarios,
    cautions: [
      ...(differ(({ from, to }) => `${from} ${to}`) ? ["They were replayed over different days."] : []),
      ...(differ(({ playbookVersion }) => playbookVersion) ? ["They were replayed against different rules."] : []),
      ...(scenarios.some(({ result }) => result === null) ? ["Not all of them are replayed yet."] : []),
      ...(scenarios.length > 1 ? ["What they avoid cannot be added up: they may reach the same calls."] : []),
    ],
  };
}

async function shown(tx: Transaction, stored: readonly StoredScenario[]): Promise<Scenario[]> {
  const names = await loadNames(tx);
  return stored.map((one) => toScenario(one, names));
}

function toScenario(stored: StoredScenario, names: Names): Scenario {
  const { callsDone, callsTotal, madeAt, appliedAt, appliedBy, appliedVersion, undoneAt, ...plain } = stored;
  const { changes, result } = structuredClone(plain) as unknown as Pick<Scenario, "changes" | "result">; // takes the read-only marks off
  return {
    ...plain,
    changes,
    result,
    changeWords: stored.changes.map((change) => changeWords(change, names)),
    progress: { done: callsDone, total: callsTotal },
    madeAt: madeAt.toString(),
    applied:
      appliedAt === null || appliedVersion === null
        ? null
        : { at: appliedAt.toString(), by: appliedBy, version: appliedVersion, undoneAt: undoneAt?.toString() ?? null },
  };
}
