import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import styles from "./measure.module.css";
import type { Figures } from "./use-figures.ts";

/** Says why some figures have no trend: the books began within the period that they would be compared with. */
export function PartialNote({ figures: { answer, partialBefore } }: { readonly figures: Figures }) {
  if (partialBefore === null || answer.firstDay === null) return null;
  const first = rangeWords({ from: answer.firstDay, to: answer.firstDay });
  return (
    <p className={styles.partial}>
      Your calls are here since {first}. The days before ({rangeWords(partialBefore)}) are not whole, so numbers of
      calls are not compared with them.
    </p>
  );
}
