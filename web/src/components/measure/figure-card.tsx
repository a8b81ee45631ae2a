import type { Trend } from "@ringback/core/measurement/figures/figure-words.ts";
import type { CSSProperties, ReactNode } from "react";
import { type Definition, DefinitionTip } from "./definition-tip.tsx";
import styles from "./measure.module.css";

interface FigureCardProps {
  readonly definition: Definition;
  /** The name on the card, where the definition's title is too long or the question is another. */
  readonly label?: string;
  /** The figure itself, in words; a link where there are calls behind it. */
  readonly value: ReactNode;
  /** How many characters that is, where it is long: a sum from one to another. */
  readonly chars?: number;
  readonly trend?: Trend | null;
  /** Its way over the range, drawn small. */
  readonly spark?: ReactNode;
  /** A second fact that has to stand beside it. */
  readonly beside?: ReactNode;
  /** So few that one call more or less would change the picture. */
  readonly tooFew?: boolean;
}

/** One question's answer: name, figure, trend. */
export function FigureCard(props: FigureCardProps) {
  const { definition, label, value, chars, trend = null, spark, beside, tooFew = false } = props;
  return (
    <div className={styles.figure}>
      <DefinitionTip definition={definition} {...(label === undefined ? {} : { label })} />
      <div className={styles.valueRow}>
        <p className={styles.value} style={{ "--chars": chars } as CSSProperties}>
          {value}
        </p>
        {spark}
      </div>
      <p className={styles.beside}>
        {trend !== null && <span className={styles[trend.tone]}>{trend.words}</span>}
        {beside !== undefined && <span>{beside}</span>}
        {tooFew && <span className={styles.few}>few calls: read with care</span>}
      </p>
    </div>
  );
}
