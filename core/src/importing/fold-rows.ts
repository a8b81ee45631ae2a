import { type FoldedRows, foldCall, foldSingles } from "./fold-call.ts";
import type { ImportedCall } from "./imported-call.ts";
import type { ImportMapping } from "./mapping.ts";
import type { RowReading } from "./row-reading.ts";

export interface FoldedLog {
  readonly calls: readonly ImportedCall[];
  readonly rejected: FoldedRows["rejected"];
  /** Rows that said once more what was said. */
  readonly repeated: number;
}

/** Folds rows that hold whole calls. Calls come in the order of their first rows. */
export function foldRows(
  rows: readonly RowReading[],
  mapping: Pick<ImportMapping, "format" | "rowsPerCall">,
): FoldedLog {
  const calls: ImportedCall[] = [];
  const rejected: FoldedRows["rejected"][number][] = [];
  let repeated = 0;
  const take = (folded: FoldedRows) => {
    if (folded.call !== null) calls.push(folded.call);
    rejected.push(...folded.rejected);
  };
  const groups = Map.groupBy(rows, (row) => row.key ?? row);
  const made = new Set<string>();
  for (const group of groups.values()) {
    if (group[0]?.key == null) {
      // Without ids two rows are one call when they say the same in everything.
      const folded = foldCall(group, mapping.format);
      if (folded.call === null || !made.has(folded.call.id)) take(folded);
      else repeated += 1;
      if (folded.call !== null) made.add(folded.call.id);
    } else if (mapping.rowsPerCall === "many") take(foldCall(group, mapping.format));
    else {
      const singles = foldSingles(group);
      take(singles);
      repeated += singles.repeated;
    }
  }
  return { calls, rejected, repeated };
}
