import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { type Replay, replayDecision } from "@ringback/core/replay/replay-decision.ts";
import type { DecisionKind } from "@ringback/core/replay/replayers.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";

/** Which decisions: of these days in UTC, both included, and of one kind. */
export interface ReplayScope {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: DecisionKind | undefined;
}

export interface ReplayReport {
  readonly decisions: number;
  readonly byKind: Readonly<Record<string, Readonly<Count>>>;
  /** The first that did not come out the same. */
  readonly findings: readonly ReplayFinding[];
}

interface Count {
  decisions: number;
  same: number;
  different: number;
  unreadable: number;
}

export interface ReplayFinding {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly subjectId: string;
  readonly at: string;
  readonly rulesVersion: string;
  readonly replay: Exclude<Replay, { result: "same" }>;
}

const atOnce = 1000;
const findingsMax = 50;

interface DecisionRow {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly subject_id: string;
  readonly at: Temporal.Instant;
  readonly playbook_version: number | null;
  readonly rules_version: string;
  readonly inputs: unknown;
  readonly outcome: unknown;
}

/**
 * Decides everything again that was decided by rule, each under the playbook of its time, and compares (promise 12). What was
 * decided about people who were forgotten since cannot be.
 */
export async function replayDecisions(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  scope: ReplayScope,
): Promise<ReplayReport> {
  const byKind: Record<string, Count> = {};
  const findings: ReplayFinding[] = [];
  let decisions = 0;
  for await (const { row, playbook } of kept(db, accountId, now, scope)) {
    const replay = replayDecision(row, playbook);
    const counts = byKind[row.kind] ?? { decisions: 0, same: 0, different: 0, unreadable: 0 };
    counts.decisions++;
    counts[replay.result]++;
    byKind[row.kind] = counts;
    decisions++;
    if (replay.result !== "same" && findings.length < findingsMax) findings.push(findingOf(row, replay));
  }
  return { decisions, byKind, findings };
}

/** Every kept decision in the order they were made, with its playbook; page by page, so that memory stays flat. */
async function* kept(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  scope: ReplayScope,
): AsyncGenerator<{ row: DecisionRow; playbook: Playbook | null }> {
  let last: DecisionRow | null = null;
  do {
    const page: { row: DecisionRow; playbook: Playbook | null }[] = await onePage(db, accountId, now, scope, last);
    yield* page;
    last = page.at(-1)?.row ?? null;
  } while (last !== null);
}

function onePage(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  scope: ReplayScope,
  after: DecisionRow | null,
) {
  return transaction(db, accountId, now, async (tx) => {
    const page: { row: DecisionRow; playbook: Playbook | null }[] = [];
    for (const row of await tx.rows(nextPage(accountId, scope, after))) {
      const version = row.playbook_version;
      page.push({ row, playbook: version === null ? null : await loadPlaybook(tx, version) });
    }
    return page;
  });
}

function findingOf(row: DecisionRow, replay: ReplayFinding["replay"]): ReplayFinding {
  const { id, kind, subject_id: subjectId, rules_version: rulesVersion } = row;
  return { id, kind, subjectId, at: row.at.toString(), rulesVersion, replay };
}

function nextPage(accountId: string, { from, to, kind }: ReplayScope, after: DecisionRow | null) {
  return sql<DecisionRow>`
    select id, kind, subject_id, at, playbook_version, rules_version, inputs, outcome from ringback.decision
    where account_id = ${accountId} and inputs <> '{}' and (${kind ?? null}::text is null or kind = ${kind ?? null})
      and at >= coalesce(${from ?? null}::timestamp at time zone 'UTC', '-infinity') and at < coalesce(${to ?? null}::timestamp at time zone 'UTC' + interval '1 day', 'infinity')
      and (at, id) > (coalesce(${after?.at ?? null}::timestamptz, '-infinity'), coalesce(${after?.id ?? null}::uuid, '00000000-0000-0000-0000-000000000000'))
    order by at, id limit ${atOnce}`;
}
