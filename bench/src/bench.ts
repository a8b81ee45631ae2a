/** One measured value, with the target it is held against where architecture.md names one. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: "ms" | "s" | "/s" | "MB" | "%" | "";
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly note?: string;
}

/** A measurement anyone can rerun. */
export interface Bench {
  readonly name: string;
  readonly about: string;
  /** Measures; bounded in time, leaves nothing behind. `say` is for progress. */
  run(say: (line: string) => void): Promise<BenchResult>;
}

export interface BenchResult {
  readonly figures: readonly Figure[];
  /** Promises of the product that were seen broken; none may be. */
  readonly broken?: readonly string[];
}

/** Whether a figure keeps its target; null when it has none. */
export function keepsTarget({ value, atMost, atLeast }: Figure): boolean | null {
  if (atMost === undefined && atLeast === undefined) return null;
  return (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
}
