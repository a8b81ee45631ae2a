import type { ScenarioChange } from "@ringback/core/measurement/replay/change.ts";
import type { ScenarioResult } from "@ringback/core/measurement/replay/scenario-result.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredScenario {
  readonly id: string;
  readonly name: string;
  readonly changes: readonly ScenarioChange[];
  readonly from: string;
  readonly to: string;
  readonly state: "running" | "done" | "failed";
  readonly callsDone: number;
  readonly callsTotal: number;
  readonly result: ScenarioResult | null;
  readonly error: string | null;
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string | null;
  readonly playbookVersion: number;
  readonly appliedAt: Temporal.Instant | null;
  readonly appliedBy: string | null;
  readonly appliedVersion: number | null;
  readonly undoneAt: Temporal.Instant | null;
}

/** As many are listed. */
const mostListed = 200;

const columns = sql`s.id, s.name, s.changes, s.from_day::text as "from", s.to_day::text as "to", s.state, s.calls_done as "callsDone", s.calls_total as "callsTotal", s.result, s.error,
  s.made_at as "madeAt", made.name as "madeBy", s.playbook_version as "playbookVersion", s.applied_at as "appliedAt", applied.name as "appliedBy",
  s.applied_version as "appliedVersion", s.undone_at as "undoneAt"`;

function ask(tx: Transaction, which: RawBuilder<unknown>): RawBuilder<StoredScenario> {
  return sql<StoredScenario>`select ${columns} from ringback.scenario s
    left join ringback.member made on made.account_id = s.account_id and made.id = s.made_by
    left join ringback.member applied on applied.account_id = s.account_id and applied.id = s.applied_by
    where s.account_id = ${tx.accountId} ${which}`;
}

/** Scenarios, newest first. */
export async function listScenarios(tx: Transaction): Promise<StoredScenario[]> {
  return await tx.rows(ask(tx, sql`order by s.made_at desc, s.id limit ${mostListed}`));
}

export async function findScenarios(tx: Transaction, ids: readonly string[]): Promise<StoredScenario[]> {
  return await tx.rows(ask(tx, sql`and s.id = any(${[...ids]}::uuid[])`));
}

export async function findScenario(tx: Transaction, id: string): Promise<StoredScenario | null> {
  return await tx.first(ask(tx, sql`and s.id = ${id}::uuid`));
}

export function insertScenario(
  tx: Transaction,
  scenario: Pick<StoredScenario, "id" | "name" | "changes" | "from" | "to" | "callsTotal" | "playbookVersion"> & {
    readonly by: string | null;
  },
): void {
  const { id, name, changes, from, to, callsTotal, playbookVersion, by } = scenario;
  tx.write(sql`insert into ringback.scenario (account_id, id, name, changes, from_day, to_day, state, calls_total, made_at, made_by, playbook_version)
    values (${tx.accountId}, ${id}, ${name}, ${JSON.stringify(changes)}, ${from}::date, ${to}::date, 'running', ${callsTotal}, ${tx.now}, ${by}, ${playbookVersion})`);
}

export function noteScenarioProgress(tx: Transaction, id: string, callsDone: number): void {
  tx.write(sql`update ringback.scenario set calls_done = ${callsDone}, calls_total = greatest(calls_total, ${callsDone})
    where account_id = ${tx.accountId} and id = ${id} and state = 'running'`);
}

/** What a replay found, under which rules. */
export function finishScenario(tx: Transaction, id: string, result: ScenarioResult, playbookVersion: number): void {
  const { calls } = result.reproduced;
  tx.write(sql`update ringback.scenario set state = 'done', result = ${result}, error = null, calls_done = ${calls}, calls_total = ${calls}, playbook_version = ${playbookVersion}
    where account_id = ${tx.accountId} and id = ${id} and state = 'running'`);
}

export function failScenario(tx: Transaction, id: string, error: string): void {
  tx.write(
    sql`update ringback.scenario set state = 'failed', error = ${error} where account_id = ${tx.accountId} and id = ${id} and state = 'running'`,
  );
}

/** Answers whether there is such a scenario. */
export async function renameScenario(tx: Transaction, id: string, name: string): Promise<boolean> {
  const rows = await tx.rows(
    sql`update ringback.scenario set name = ${name} where account_id = ${tx.accountId} and id = ${id} returning id`,
  );
  return rows.length > 0;
}

export async function removeScenario(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(
    sql`delete from ringback.scenario where account_id = ${tx.accountId} and id = ${id} returning id`,
  );
  return rows.length > 0;
}

export function noteApplied(tx: Transaction, id: string, by: string | null, version: number): void {
  tx.write(sql`update ringback.scenario set applied_at = ${tx.now}, applied_by = ${by}, applied_version = ${version}, undone_at = null
    where account_id = ${tx.accountId} and id = ${id}`);
}

export function noteUndone(tx: Transaction, id: string): void {
  tx.write(sql`update ringback.scenario set undone_at = ${tx.now} where account_id = ${tx.accountId} and id = ${id}`);
}
