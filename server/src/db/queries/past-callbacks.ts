import type { Intent, Urgency } from "@ringback/core/classification/assessment.ts";
import type { PastCallback } from "@ringback/core/measurement/replay/replay-targets.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { DayRange } from "./figure-ranges.ts";
import { mostPastCalls } from "./past-calls.ts";

interface Row {
  readonly id: string;
  readonly startedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly triedAt: Temporal.Instant | null;
  readonly playbookVersion: number;
  readonly urgency: Urgency;
  readonly intent: Intent | null;
  readonly numberId: string | null;
  readonly mayText: boolean;
  readonly pauses: readonly { readonly from: string; readonly until: string }[];
}

/** The callbacks that began in a range of UTC days around the local ones, newest first, drills left out. */
export async function loadPastCallbacks(tx: Transaction, { from, to }: DayRange): Promise<PastCallback[]> {
  const rows = await tx.rows(sql<Row>`
    select b.id, b.started_at as "startedAt", b.due_at as "dueAt", b.first_attempt_at as "triedAt", b.playbook_version as "playbookVersion",
      b.urgency, b.intent, b.number_id as "numberId", coalesce((b.explained->>'mayText')::boolean, true) as "mayText", b.pauses
    from ringback.callback b join ringback.account a on a.id = b.account_id
    where b.account_id = ${tx.accountId} and b.drill_id is null
      and b.started_at >= ${from}::date::timestamp at time zone a.time_zone and b.started_at < (${to}::date + 1)::timestamp at time zone a.time_zone
    order by b.started_at desc limit ${mostPastCalls}`);
  return rows.map(({ urgency, intent, numberId, mayText, pauses, ...row }) => ({
    ...row,
    about: { urgency, intent, numberId, mayText },
    pauses: pauses.map((pause) => ({
      from: Temporal.Instant.from(pause.from),
      until: Temporal.Instant.from(pause.until),
    })),
  }));
}
