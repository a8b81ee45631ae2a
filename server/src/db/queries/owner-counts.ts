import { correctionWords } from "@ringback/core/ownership/correction-words.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

interface RuleCounts {
  readonly rule: string;
  readonly given: number;
  readonly moved: number;
  readonly duplicates: number;
  readonly causes: { readonly cause: string; readonly words: string; readonly count: number }[];
}

const countedDays = 90;

/**
 * How often each rule decided, and how often people decided otherwise, in 90 days. A callback counts once; one that was moved
 * back to its first owner was not moved away. Drills are in no figure.
 */
export async function ownerCounts(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): Promise<{ days: number; rules: RuleCounts[] }> {
  const since = now.subtract({ hours: 24 * countedDays });
  const rules = await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<Omit<RuleCounts, "causes"> & { causes: { cause: string; count: number }[] | null }>`
      with given as (
        select b.id, coalesce(b.owner_rule, b.explained->>'ownerRule') as rule, b.owner_id from ringback.callback b
        where b.account_id = ${tx.accountId} and b.started_at >= ${since} and b.drill_id is null
      ), corrected as (
        -- What was corrected first tells the rule's mistake; what follows is people's own back and forth.
        select kind, cause, rule from (
          select distinct on (c.callback_id, c.kind) c.kind, c.cause, g.rule, c.from_member = g.owner_id as is_back
          from ringback.owner_correction c join given g on g.id = c.callback_id
          where c.account_id = ${tx.accountId} order by c.callback_id, c.kind, c.at, c.id) firsts
        where kind <> 'moved' or not is_back
      ), causes as (
        select rule, jsonb_agg(jsonb_build_object('cause', cause, 'count', n) order by n desc, cause) as causes
        from (select rule, cause, count(*)::int as n from corrected where kind = 'moved' group by rule, cause) counted group by rule
      )
      select g.rule, count(*)::int as given,
        (select count(*)::int from corrected c where c.rule = g.rule and c.kind = 'moved') as moved,
        (select count(*)::int from corrected c where c.rule = g.rule and c.kind = 'duplicate') as duplicates,
        (select causes from causes where causes.rule = g.rule) as causes
      from given g where g.rule is not null group by g.rule order by given desc, g.rule`),
  );
  return {
    days: countedDays,
    rules: rules.map(({ causes, ...counts }) => ({
      ...counts,
      causes: (causes ?? []).map((each) => ({ ...each, words: correctionWords(each.cause) })),
    })),
  };
}
