// What a report says, before anybody decides whether it becomes a page, a PDF, a table or a file.

import type { ReportName } from "./report-names.ts";

export type ReportCell = string | number | null;

export interface ReportColumn {
  readonly title: string;
  /**
   * How the cells are read: `share` is 0 to 1, `goal-share` one that is held against the pilot's goal, `money` whole cents of `currency`, `minutes` and `seconds` whole ones, `day`
   * a date, `phone` a number in E.164, `text` as it is.
   */
  readonly kind: "text" | "count" | "share" | "goal-share" | "money" | "minutes" | "seconds" | "day" | "phone";
  readonly currency?: string;
  /** About people, by name or in words of their own: left out of what is shared by a link. */
  readonly people?: true;
  /** For programs to know a row by: in tables and data, not on paper or a page. */
  readonly programs?: true;
}

/** A picture of a section; its table, or its words, say the same for whoever does not see it. */
export type ReportChart =
  | {
      readonly kind: "bars";
      readonly bars: readonly { readonly label: string; readonly share: number; readonly words: string }[];
    }
  | {
      /** A few figures, large, side by side: what is read when nothing else is. */
      readonly kind: "headline";
      readonly figures: readonly {
        readonly label: string;
        readonly words: string;
        /** What belongs beside it: the period before, a target. */
        readonly beside: string;
        readonly tone: "better" | "worse" | "same";
      }[];
    }
  | {
      readonly kind: "hours";
      /** Hours of the week with fewer calls have no colour. */
      readonly fewerThan: number;
      readonly cells: readonly {
        readonly weekday: number;
        readonly hour: number;
        readonly calls: number;
        readonly missed: number;
      }[];
    };

/** A heading with sentences, a table, a picture, or several of them. Each row has a cell for each column. */
export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly words: readonly string[];
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
  /** How each row of the `count` columns is read: a table of figures mixes counts, shares and times. */
  readonly rowKinds?: readonly ReportColumn["kind"][];
  readonly chart?: ReportChart;
}

export interface Report {
  readonly id: ReportName | "agency";
  readonly title: string;
  readonly subtitle: string;
  /** What may be claimed from it, printed on every page of it (requirements S1-39, S1-54). */
  readonly claim: string;
  readonly sections: readonly ReportSection[];
}

/** A section as people read it: without the columns that are for programs. */
export function forReading(section: ReportSection): ReportSection {
  const kept = section.columns.flatMap(({ programs }, column) => (programs === true ? [] : [column]));
  if (kept.length === section.columns.length) return section;
  return {
    ...section,
    columns: section.columns.filter(({ programs }) => programs !== true),
    rows: section.rows.map((cells) => kept.map((column) => cells[column] ?? null)),
  };
}

/** A section without a table. */
export function wordsSection(id: string, title: string, words: readonly string[]): ReportSection {
  return { id, title, words, columns: [], rows: [] };
}
