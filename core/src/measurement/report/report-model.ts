// What a report says, before anybody decides whether it becomes a page, a PDF, a table or a file.

export type ReportCell = string | number | null;

export interface ReportColumn {
  readonly title: string;
  /** How the cells are read: `share` is 0 to 1, `money` whole cents of `currency`, `minutes` whole minutes, `day` a date. */
  readonly kind: "text" | "count" | "share" | "money" | "minutes" | "day";
  readonly currency?: string;
}

/** A heading with sentences, a table, or both. Each row has a cell for each column. */
export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly words: readonly string[];
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
}

export interface Report {
  readonly id: "cost" | "scorecard" | "pilot";
  readonly title: string;
  readonly subtitle: string;
  /** What may be claimed from it, printed on every page of it (requirements S1-39, S1-54). */
  readonly claim: string;
  readonly sections: readonly ReportSection[];
}

/** A section without a table. */
export function wordsSection(id: string, title: string, words: readonly string[]): ReportSection {
  return { id, title, words, columns: [], rows: [] };
}
