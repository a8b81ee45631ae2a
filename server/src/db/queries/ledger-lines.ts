import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { type Block, blocksAfter } from "./ledger-blocks.ts";

/** A line of the exported ledger. `text` is what `sha256` is the hash of; a block's hash is over its predecessor's and its entries'. */
export type LedgerLine =
  | {
      readonly type: "block";
      readonly number: number;
      readonly from: string;
      readonly to: string;
      readonly entries: number;
      readonly previous: string;
      readonly hash: string;
    }
  | { readonly type: "entry"; readonly block: number; readonly text: string; readonly sha256: string };

const blocksAtOnce = 200;

/**
 * The sealed ledger, block by block, each followed by its entries in the order they are sealed in: whoever has it can
 * recompute the chain without us. Days are those of the stamps, in UTC, both included.
 */
export async function* ledgerLines(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): AsyncGenerator<LedgerLine[]> {
  const begin = from === undefined ? null : Temporal.Instant.from(`${from}T00:00:00Z`);
  const end = to === undefined ? null : Temporal.Instant.from(`${to}T00:00:00Z`).add({ hours: 24 });
  let last = 0;
  for (;;) {
    const { page, entries } = await transaction(db, accountId, now, async (tx) => {
      const blocks = await blocksAfter(tx, last, blocksAtOnce);
      const wanted = blocks.filter(
        (block) =>
          (begin === null || Temporal.Instant.compare(block.toAt, begin) > 0) &&
          (end === null || Temporal.Instant.compare(block.fromAt, end) < 0),
      );
      const [first, final] = [wanted.at(0), wanted.at(-1)];
      if (first === undefined || final === undefined) return { page: blocks, entries: new Map<number, LedgerLine[]>() };
      const rows = await tx.rows(sql<{ slot: number; text: string; sha256: string }>`
        select width_bucket(stamped_at, ${wanted.map((block) => block.fromAt.toString())}::timestamptz[]) as slot, ringback.ledger_text(e) as text,
          encode(ringback.entry_digest(e, x.digest), 'hex') as sha256
        from ringback.call_event e left join ringback.ledger_erasure x on x.account_id = e.account_id and x.call_id = e.call_id and x.event_id = e.id
        where e.account_id = ${accountId} and stamped_at >= ${first.fromAt} and stamped_at < ${final.toAt} order by stamped_at, id`);
      return { page: blocks, entries: linesOf(wanted, rows) };
    });
    const lines = page.flatMap((block) => entries.get(block.number) ?? []);
    if (lines.length > 0) yield lines;
    const final = page.at(-1);
    if (final === undefined || (end !== null && Temporal.Instant.compare(final.fromAt, end) >= 0)) return;
    last = final.number;
  }
}

function linesOf(
  blocks: readonly Block[],
  rows: readonly { slot: number; text: string; sha256: string }[],
): Map<number, LedgerLine[]> {
  const lines = new Map<number, LedgerLine[]>(
    blocks.map(({ number, fromAt, toAt, events, previousHash, hash }) => [
      number,
      [
        {
          type: "block",
          number,
          from: fromAt.toString(),
          to: toAt.toString(),
          entries: events,
          previous: previousHash,
          hash,
        },
      ],
    ]),
  );
  for (const { slot, text, sha256 } of rows) {
    const block = blocks[slot - 1]?.number;
    if (block !== undefined) lines.get(block)?.push({ type: "entry", block, text, sha256 });
  }
  return lines;
}
