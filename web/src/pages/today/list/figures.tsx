import type { ReactNode } from "react";
import type { Answer } from "#api/client.ts";
import styles from "./figures.module.css";

/** The day in four figures. Attempted and recovered are two numbers and stand side by side. */
export function Figures({ figures }: { readonly figures: Answer<"today"> | undefined }) {
  const median = figures?.medianCallbackMinutes ?? null;
  return (
    <dl className={styles.figures}>
      <Figure name="Open" value={figures?.open} />
      <Figure name="Overdue" value={figures?.overdue} isLate={(figures?.overdue ?? 0) > 0} />
      <Figure
        name="Median wait"
        value={
          figures &&
          (median === null ? (
            "–"
          ) : (
            <>
              {Math.round(median)} <small>min</small>
            </>
          ))
        }
      />
      <Figure
        name="Recovered"
        value={
          figures && (
            <>
              {figures.recovered} <small>of {figures.missed}</small>
            </>
          )
        }
      />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly isLate?: boolean;
}

function Figure({ name, value, isLate = false }: FigureProps) {
  return (
    <div className={`${styles.figure} ${isLate ? styles.late : ""}`}>
      <dt>{name}</dt>
      {/* The space keeps the height while the figure is on its way. */}
      <dd>{value ?? "\u00a0"}</dd>
    </div>
  );
}
