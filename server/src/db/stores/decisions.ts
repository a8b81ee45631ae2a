import type { DecisionKind } from "@ringback/core/replay/replayers.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface NewDecision {
  readonly id: string;
  readonly kind: DecisionKind;
  /** The message for "outbound", the callback for the others. */
  readonly subjectId: string;
  /** The version of the playbook the rule read; null where it reads none. */
  readonly playbookVersion: number | null;
  /** Which release of the rule decided. */
  readonly rulesVersion: string;
  /** Everything the rule was told besides the playbook, as it becomes JSON. */
  readonly inputs: object;
  readonly outcome: object;
  /** The names of the rules that fired. */
  readonly rules: readonly string[];
}

/** Keeps what was decided and from what, so that it can be explained and replayed (promise 12). */
export function keepDecision(tx: Transaction, decision: NewDecision): void {
  tx.write(sql`insert into ringback.decision (account_id, id, kind, subject_id, at, playbook_version, rules_version, inputs, outcome, rules)
    values (${tx.accountId}, ${decision.id}, ${decision.kind}, ${decision.subjectId}, ${tx.now}, ${decision.playbookVersion}, ${decision.rulesVersion},
      ${JSON.stringify(decision.inputs)}, ${JSON.stringify(decision.outcome)}, ${[...decision.rules]}::text[])`);
}
