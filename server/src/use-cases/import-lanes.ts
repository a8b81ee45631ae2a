import type { ImportSession } from "#db/import-session.ts";
import { type Batch, type MergeContext, type Merged, mergeBatch } from "#db/stores/import-merge.ts";

/** Two connections that write in turn: one takes the next batch in while the other still writes the one before. */
export class ImportLanes {
  readonly #context: MergeContext;
  readonly #sessions: readonly [ImportSession, ImportSession];
  #turn = 0;
  #writing: Promise<Merged> = Promise.resolve({ cancelAsked: false });
  #before: Promise<Merged> = this.#writing;

  constructor(context: MergeContext, sessions: readonly [ImportSession, ImportSession]) {
    this.#context = context;
    this.#sessions = sessions;
  }

  /** Waits until a connection is free; false: somebody asked to cancel. @throws why a batch could not be written. */
  async free(): Promise<boolean> {
    return !(await this.#before).cancelAsked;
  }

  /** Begins to write a batch, after `free`. */
  write(batch: Batch): void {
    const session = this.#sessions[this.#turn % 2 === 0 ? 0 : 1];
    this.#turn += 1;
    this.#before = this.#writing;
    this.#writing = mergeBatch(session, this.#context, batch, this.#before);
    this.#writing.catch(() => {}); // whoever asks for the next place hears of it
  }

  /** Waits until all is written; false: somebody asked to cancel. @throws why a batch could not be written. */
  async finish(): Promise<boolean> {
    return (await this.free()) && !(await this.#writing).cancelAsked;
  }

  /** Waits until nothing is under way, whatever became of it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([this.#before, this.#writing]);
  }
}
