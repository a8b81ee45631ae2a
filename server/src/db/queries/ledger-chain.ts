import type { LedgerFinding } from "@ringback/contract/ledger.ts";
import type { Block, BlockContent } from "./ledger-blocks.ts";

const zeroHash = "0".repeat(64);

/** A finding, and where to look for the calls it is about. */
export interface ChainFinding {
  readonly finding: LedgerFinding;
  /** Whose calls are to be named with it. */
  readonly block: Block | null;
}

/** Follows the chain block by block. A mismatch is judged with the next block, which tells whose fault it is. */
export class ChainWalk {
  readonly #found: ChainFinding[] = [];
  #last: { block: Block; content: BlockContent | null | "not-kept" } | null = null;

  step(block: Block, content: BlockContent | null | "not-kept"): void {
    const last = this.#last;
    const number = (last?.block.number ?? 0) + 1;
    if (block.number !== number)
      this.#say(
        "block-missing",
        block.number === number + 1 ? `Block ${number} is gone.` : `Blocks ${number} to ${block.number - 1} are gone.`,
        number,
      );
    // With its own hash altered a block no longer gives what its successor was chained to; its entries still do.
    const altered =
      last !== null &&
      typeof last.content === "object" &&
      last.content?.hash === block.previousHash &&
      last.block.hash !== block.previousHash;
    this.#judgeLast(altered);
    if (block.number === number && !altered && block.previousHash !== (last?.block.hash ?? zeroHash))
      this.#say("chain-broken", `Block ${block.number} does not follow from the block before it.`, block.number);
    this.#last = { block, content };
  }

  add(finding: LedgerFinding): void {
    this.#found.push({ finding, block: null });
  }

  finish(): ChainFinding[] {
    this.#judgeLast(false);
    this.#last = null;
    return this.#found;
  }

  #judgeLast(altered: boolean): void {
    if (this.#last === null || this.#last.content === "not-kept") return;
    const { block, content } = this.#last;
    if (altered) {
      this.#say("block-altered", `Block ${block.number} itself was altered; its entries are as sealed.`, block.number);
      return;
    }
    if (content?.hash === block.hash) return;
    const there = content?.events ?? 0;
    const difference = there - block.events;
    const what =
      difference === 0
        ? "an entry was altered after it was sealed"
        : `${Math.abs(difference)} ${Math.abs(difference) === 1 ? "entry was" : "entries were"} ${difference < 0 ? "removed" : "put in"} after it was sealed`;
    this.#found.push({
      block,
      finding: {
        kind: "entries-changed",
        text: `Block ${block.number} (${block.fromAt} to ${block.toAt}): ${what}.`,
        block: block.number,
        days: [],
        calls: [],
      },
    });
  }

  #say(kind: LedgerFinding["kind"], text: string, block: number): void {
    this.#found.push({ block: null, finding: { kind, text, block, days: [], calls: [] } });
  }
}
