import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { AiKind } from "./ai-services.ts";

/** The day a cost counts for: UTC, like the bills of the vendors. */
export function usageDay(now: Temporal.Instant): string {
  return now.toZonedDateTimeISO("UTC").toPlainDate().toString();
}

/**
 * Sets the most a request can cost aside in the day's budget, in one statement, so that two processes at once cannot
 * overspend. Answers false, and sets nothing aside, when it does not fit.
 */
export async function reserveCost(
  tx: Transaction,
  asked: { kind: AiKind; day: string; costMicrodollars: number; budgetMicrodollars: number },
): Promise<boolean> {
  const { kind, day, costMicrodollars, budgetMicrodollars } = asked;
  if (costMicrodollars > budgetMicrodollars) return false;
  const row = await tx.first(sql`
    insert into ringback.ai_usage as used (account_id, day, kind, requests, cost_microdollars)
    values (${tx.accountId}, ${day}::date, ${kind}, 1, ${costMicrodollars}::bigint)
    on conflict (account_id, day, kind) do update
      set requests = used.requests + 1, cost_microdollars = used.cost_microdollars + excluded.cost_microdollars
      where used.cost_microdollars + excluded.cost_microdollars <= ${budgetMicrodollars}::bigint
    returning day`);
  return row !== null;
}

/** Puts the real cost in the reserved one's place, on the day it was reserved for. */
export function settleCost(
  tx: Transaction,
  { kind, day, changeMicrodollars, failed }: { kind: AiKind; day: string; changeMicrodollars: number; failed: boolean },
): void {
  tx.write(sql`update ringback.ai_usage set cost_microdollars = greatest(0, cost_microdollars + ${changeMicrodollars}::bigint),
    failures = failures + ${failed ? 1 : 0}::integer where account_id = ${tx.accountId} and day = ${day}::date and kind = ${kind}`);
}

/** What a kind of service did and cost on a day. */
export interface UsedOnDay {
  /** ISO date, UTC. */
  readonly day: string;
  readonly kind: AiKind;
  readonly requests: number;
  readonly failures: number;
  readonly costMicrodollars: number;
}

/** The use since a day, newest first. */
export async function listUsage(tx: Transaction, fromDay: string): Promise<UsedOnDay[]> {
  return await tx.rows(sql<UsedOnDay>`select to_char(day, 'YYYY-MM-DD') as day, kind, requests, failures, cost_microdollars as "costMicrodollars"
    from ringback.ai_usage where account_id = ${tx.accountId} and day >= ${fromDay}::date order by day desc, kind`);
}
