/**
 * Lets many stories go forward together in the order of their times: whoever waits for the earliest moment goes next,
 * with at most `width` at work at once. Rules that look at everybody's recent past (how many texts a line just sent)
 * then see what they would have seen.
 */
export class Turns {
  readonly #width: number;
  #atWork = 0;
  /** Sorted by time, latest first. */
  readonly #waiting: { readonly atMs: number; readonly go: () => void; readonly giveUp: (why: unknown) => void }[] = [];
  #failure: { readonly why: unknown } | null = null;

  constructor(width: number) {
    this.#width = width;
  }

  /** Runs all stories to their end. @throws what the first story to fail threw; the others stop at their next turn. */
  async run(stories: readonly (() => Promise<void>)[]): Promise<void> {
    this.#atWork = stories.length;
    const ends = stories.map((story) =>
      story()
        .catch((why: unknown) => this.#fail(why))
        .finally(() => this.#leave()),
    );
    await Promise.all(ends);
    if (this.#failure !== null) throw this.#failure.why;
  }

  /** Waits until it is this moment's turn. */
  async until(at: Temporal.Instant): Promise<void> {
    if (this.#failure !== null) throw this.#failure.why;
    await new Promise<void>((go, giveUp) => {
      const atMs = at.epochMilliseconds;
      let place = this.#waiting.length;
      while (place > 0 && (this.#waiting[place - 1]?.atMs ?? 0) <= atMs) place -= 1;
      this.#waiting.splice(place, 0, { atMs, go, giveUp });
      this.#leave();
    });
  }

  #leave(): void {
    this.#atWork -= 1;
    while (this.#atWork < this.#width) {
      const next = this.#waiting.pop();
      if (next === undefined) return;
      this.#atWork += 1;
      next.go();
    }
  }

  #fail(why: unknown): void {
    this.#failure ??= { why };
    for (const { giveUp } of this.#waiting.splice(0)) {
      this.#atWork += 1;
      giveUp(why);
    }
  }
}
