import type { Trend } from "@ringback/core/measurement/figures/figure-words.ts";
import type { ReactNode } from "react";
import { type Definition, DefinitionTip } from "./definition-tip.tsx";
import styles from "./measure.module.css";

interface FigureCardProps {
  readonly definition: Definition;
  /** The name on the card, where the definition's title is too long or the question is another. */
  readonly label?: string;
  /** The figure itself, in words; a link where there are calls behind it. */
  readonly value: ReactNode;
  readonly trend?: Trend | null;
  /** Its way over the range, drawn small. */
  readonly spark?: ReactNode;
  /** A second fact that has to stand beside it. */
  readonly beside?: ReactNode;
  /** So few that one call more or less would change the picture. */
  readonly tooFew?: boolean;
}

/** One question's answer: name, figure, trend. */
export function FigureCard({ definition, label, value, trend = null, spark, beside, tooFew = false }: FigureCardProps) {
  return (
    <div className={styles.figure}>
      <DefinitionTip definition={definition} {...(label === undefined ? {} : { label })} />
      <div className={styles.valueRow}>
        <p className={styles.value}>{value}</p>
        {spark}
      </div>
      <p className={styles.beside}>
        {trend !== null && <span className={styles[trend.tone]}>{trend.words}</span>}
        {trend !== null && beside !== undefined && " · "}
        {beside}
        {tooFew && <span className={styles.few}>few calls: read with care</span>}
      </p>
    </div>
  );
}
