import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A sealed stretch of an account's ledger. Hashes are lowercase hexadecimal. */
export interface Block {
  readonly number: number;
  /** Database time; the end is not included. Text of microseconds, so that it goes back as it came. */
  readonly fromAt: Temporal.Instant;
  readonly toAt: Temporal.Instant;
  readonly events: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** What the ledger holds now of a block's stretch. */
export interface BlockContent {
  readonly number: number;
  readonly events: number;
  /** The hash over the block's stated predecessor and these entries. */
  readonly hash: string;
}

/** How far everything is sealed, and from when on entries are kept. */
export async function sealedUntil(tx: Transaction): Promise<{ at: Temporal.Instant; keptFrom: Temporal.Instant }> {
  const row = await tx.first(
    sql<{
      at: Temporal.Instant;
      keptFrom: Temporal.Instant;
    }>`select at, kept_from as "keptFrom" from ringback.ledger_sealed_until`,
  );
  if (row === null) throw new Error("The table ledger_sealed_until is empty.");
  return row;
}

/** The blocks after `number`, in their order. */
export async function blocksAfter(tx: Transaction, number: number, limit: number): Promise<Block[]> {
  return await tx.rows(sql<Block>`
    select number, from_at as "fromAt", to_at as "toAt", events, encode(previous_hash, 'hex') as "previousHash", encode(hash, 'hex') as hash
    from ringback.ledger_seal where account_id = ${tx.accountId} and number > ${number} order by number limit ${limit}`);
}

/** The newest block; null before the first. */
export async function headBlock(tx: Transaction): Promise<Block | null> {
  return await tx.first(sql<Block>`
    select number, from_at as "fromAt", to_at as "toAt", events, encode(previous_hash, 'hex') as "previousHash", encode(hash, 'hex') as hash
    from ringback.ledger_seal where account_id = ${tx.accountId} order by number desc limit 1`);
}

/**
 * Hashes anew what stands in the stretches of `blocks`. `strays` counts entries stamped from `after` to the end of the last
 * block that are in none of them.
 */
export async function hashBlocks(
  tx: Transaction,
  blocks: readonly Block[],
  after: Temporal.Instant | null,
): Promise<{ contents: Map<number, BlockContent>; strays: number }> {
  const ends = blocks.map((block) => block.toAt.toString());
  const rows = await tx.rows(sql<{ slot: number; inside: boolean; events: number; hash: string | null }>`
    with hashed as materialized (
      select slot, stamped_at < (${ends}::timestamptz[])[slot] as inside, count(*)::int as events,
        string_agg(ringback.entry_digest(e, x.digest), ''::bytea order by stamped_at, id) as digests
      from ringback.call_event e left join ringback.ledger_erasure x on x.account_id = e.account_id and x.call_id = e.call_id and x.event_id = e.id
      cross join lateral width_bucket(stamped_at, ${blocks.map((block) => block.fromAt.toString())}::timestamptz[]) as slot
      where e.account_id = ${tx.accountId} and ${after === null ? sql`true` : sql`stamped_at >= ${after}`} and stamped_at < ${ends.at(-1) ?? null}::timestamptz
      group by 1, 2
    )
    select slot, inside, events, encode(sha256(decode((${blocks.map((block) => block.previousHash)}::text[])[slot], 'hex') || digests), 'hex') as hash from hashed`);
  const contents = new Map<number, BlockContent>();
  let strays = 0;
  for (const { slot, inside, events, hash } of rows) {
    const block = blocks[slot - 1];
    if (block === undefined || !inside || hash === null) strays += events;
    else contents.set(block.number, { number: block.number, events, hash });
  }
  return { contents, strays };
}

/** How many entries are stamped in a stretch. */
export async function countEntries(
  tx: Transaction,
  from: Temporal.Instant | null,
  to: Temporal.Instant,
): Promise<number> {
  const row = await tx.first(sql<{ events: number }>`select count(*)::int as events from ringback.call_event
    where account_id = ${tx.accountId} and stamped_at < ${to} and ${from === null ? sql`true` : sql`stamped_at >= ${from}`}`);
  return row?.events ?? 0;
}

/** Calls that have entries in a stretch, with their days; bounded. */
export async function callsOfStretch(
  tx: Transaction,
  from: Temporal.Instant | null,
  to: Temporal.Instant,
): Promise<{ id: string; day: string | null }[]> {
  return await tx.rows(sql<{ id: string; day: string | null }>`
    select e.call_id as id, c.local_day::text as day from (
      select distinct call_id from ringback.call_event where account_id = ${tx.accountId} and stamped_at < ${to}
        and ${from === null ? sql`true` : sql`stamped_at >= ${from}`} limit 20
    ) e left join ringback.call c on c.account_id = ${tx.accountId} and c.id = e.call_id order by 2, 1`);
}
