import type { AskedFigures } from "./figures-answer.ts";

/** What a report is asked with: as its screen's address. What a report does not know it leaves. */
export interface AskedReport extends AskedFigures {
  /** Of the weekly review: its Monday. */
  readonly week?: string | undefined;
}
