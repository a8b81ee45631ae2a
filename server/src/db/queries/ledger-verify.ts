import type { LedgerFinding, LedgerReport } from "@ringback/contract/ledger.ts";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { figureDifferences } from "./figure-differences.ts";
import {
  type Block,
  type BlockContent,
  blocksAfter,
  callsOfStretch,
  countEntries,
  hashBlocks,
  headBlock,
  sealedUntil,
} from "./ledger-blocks.ts";
import { ChainWalk } from "./ledger-chain.ts";
import { judgeStandings } from "./ledger-standings.ts";
import { tallyDifferences } from "./ledger-tally.ts";

export interface VerifyQuestion {
  /** A head noted earlier, in hexadecimal: it must be one of the chain's. */
  readonly expect?: string | undefined;
  /** Told now and then, with the blocks checked so far. */
  readonly onProgress?: ((blocks: number) => void) | undefined;
}

/** Bounds one question's work to some ten thousand entries, so that no snapshot is held for long. */
const blocksAtOnce = 2_000;
const findingsShown = 50;

/**
 * Recomputes an account's books: every block from its entries and its predecessor, every call's standing and day, and the
 * daily counts, and all figures with what they are summed from. Each question is a short transaction of its own; what is sealed no longer changes, and the rest is judged
 * in single statements, so calls that come in meanwhile do no harm.
 */
export async function verifyLedger(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  question: VerifyQuestion = {},
): Promise<LedgerReport> {
  const ask = <Answer>(work: (tx: Transaction) => Promise<Answer>) => transaction(db, accountId, now, work);
  const { at, keptFrom } = await ask(sealedUntil);
  const chain = await verifyChain(ask, at, keptFrom, question);
  const { calls, wrong } = await ask((tx) => judgeStandings(tx, findingsShown));
  const counts = await ask((tx) => tallyDifferences(tx));
  const figures = await transaction(db, accountId, now, (tx) => figureDifferences(tx), { sees: "one moment" });
  const findings: LedgerFinding[] = [
    ...chain.findings,
    ...wrong.map(misplacedWords),
    ...counts.map(
      ({ day, number, standing, kept, counted }): LedgerFinding => ({
        kind: "count-wrong",
        text: `${day}, ${number ?? "no number of ours"}: ${kept} calls are counted as ${standing}, but ${counted} stand so.`,
        block: null,
        days: [day],
        calls: [],
      }),
    ),
    ...figures.map(
      ({ day, what, of, kept, counted }): LedgerFinding => ({
        kind: "count-wrong",
        text: `${day}, figures (${what} of ${of}): kept ${kept}; by the ledger ${counted}.`,
        block: null,
        days: [day],
        calls: [],
      }),
    ),
  ];
  return {
    ok: findings.length === 0,
    at: now.toString(),
    sealedUntil: at.toString(),
    blocks: chain.blocks,
    linkedBlocks: chain.linkedBlocks,
    entries: chain.entries,
    calls,
    head: chain.head,
    findings: findings.slice(0, findingsShown),
    more: Math.max(0, findings.length - findingsShown),
  };
}

/** The newest block of an account's chain: what to keep elsewhere. null before the first. */
export async function ledgerHead(db: Database, accountId: string, now: Temporal.Instant): Promise<Block | null> {
  return await transaction(db, accountId, now, headBlock);
}

type Ask = <Answer>(work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>;

async function verifyChain(ask: Ask, until: Temporal.Instant, keptFrom: Temporal.Instant, question: VerifyQuestion) {
  const walk = new ChainWalk();
  let [blocks, linkedBlocks, entries] = [0, 0, 0];
  let last: Block | null = null;
  /** Up to when entries were looked at; null: none yet. */
  let after: Temporal.Instant | null = null;
  let seen = question.expect === undefined;
  for (let more = true; more; ) {
    const page: Block[] = await ask((tx) => blocksAfter(tx, last?.number ?? 0, blocksAtOnce));
    const sealed = page.filter((block) => Temporal.Instant.compare(block.toAt, until) <= 0);
    const kept = sealed.filter((block) => Temporal.Instant.compare(block.fromAt, keptFrom) >= 0);
    linkedBlocks += sealed.length - kept.length;
    if (linkedBlocks > 0) after ??= keptFrom;
    const { contents, strays } = await hashKept(ask, kept, after);
    if (strays !== null) walk.add(strays);
    for (const [index, block] of sealed.entries()) {
      seen ||= block.hash === question.expect?.toLowerCase();
      const isKept = index >= sealed.length - kept.length;
      walk.step(block, isKept ? (contents.get(block.number) ?? null) : "not-kept");
      entries += contents.get(block.number)?.events ?? 0;
    }
    blocks += kept.length;
    last = sealed.at(-1) ?? last;
    after = kept.at(-1)?.toAt ?? after;
    question.onProgress?.(blocks);
    more = sealed.length === blocksAtOnce;
  }
  const tail = await ask((tx) => countEntries(tx, after, until));
  if (tail > 0) walk.add(outsideFinding(tail, await ask((tx) => callsOfStretch(tx, after, until))));
  if (!seen) walk.add(headUnknown(question.expect ?? ""));
  const findings: LedgerFinding[] = [];
  for (const { finding, block } of walk.finish().slice(0, findingsShown)) {
    const calls = block === null ? null : await ask((tx) => callsOfStretch(tx, block.fromAt, block.toAt));
    findings.push(calls === null ? finding : { ...finding, ...placesOf(calls) });
  }
  const head = last === null ? null : { number: last.number, hash: last.hash, sealedUntil: last.toAt.toString() };
  return { findings, blocks, linkedBlocks, entries, head };
}

async function hashKept(
  ask: Ask,
  kept: readonly Block[],
  after: Temporal.Instant | null,
): Promise<{ contents: ReadonlyMap<number, BlockContent>; strays: LedgerFinding | null }> {
  if (kept.length === 0) return { contents: new Map(), strays: null };
  const { contents, strays } = await ask((tx) => hashBlocks(tx, kept, after));
  return { contents, strays: strays === 0 ? null : await ask((tx) => strayFinding(tx, strays, kept, after)) };
}

function headUnknown(hash: string): LedgerFinding {
  const text = `No block has the hash ${hash}. These books do not continue those it was noted from.`;
  return { kind: "head-unknown", text, block: null, days: [], calls: [] };
}

/** Where strays stand between blocks: each space is asked, until enough calls are named. */
async function strayFinding(
  tx: Transaction,
  entries: number,
  blocks: readonly Block[],
  after: Temporal.Instant | null,
): Promise<LedgerFinding> {
  const calls = [];
  let from = after;
  for (const block of blocks) {
    if (from === null || Temporal.Instant.compare(from, block.fromAt) < 0)
      calls.push(...(await callsOfStretch(tx, from, block.fromAt)));
    if (calls.length >= 20) break;
    from = block.toAt;
  }
  return outsideFinding(entries, calls);
}

function outsideFinding(entries: number, calls: readonly { id: string; day: string | null }[]): LedgerFinding {
  const text =
    entries === 1
      ? "1 entry bears a time that was sealed already, and is in no block."
      : `${entries} entries bear a time that was sealed already, and are in no block.`;
  return { kind: "entries-outside", text, block: null, ...placesOf(calls) };
}

function placesOf(calls: readonly { id: string; day: string | null }[]) {
  const days = [...new Set(calls.flatMap(({ day }) => (day === null ? [] : [day])))].sort();
  return { days, calls: [...new Set(calls.map(({ id }) => id))].slice(0, 20) };
}

function misplacedWords(call: Awaited<ReturnType<typeof judgeStandings>>["wrong"][number]): LedgerFinding {
  const where = { block: null, days: [call.day], calls: [call.id] };
  if (call.standing !== call.expectedStanding)
    return {
      kind: "standing-wrong",
      text: `A call of ${call.day} is counted as ${call.standing} and should be ${call.expectedStanding}.`,
      ...where,
    };
  return { kind: "day-wrong", text: `A call is counted for ${call.day} and belongs to ${call.expectedDay}.`, ...where };
}
