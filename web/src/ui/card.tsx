import { type ReactNode, useId } from "react";
import styles from "./card.module.css";

interface CardProps {
  /** What the card is about; also its name for screen readers. */
  readonly title: string;
  readonly children: ReactNode;
  readonly tone?: "plain" | "soon" | "late";
  /** Something at the right of the title: a count, a link, a small button. */
  readonly aside?: ReactNode;
}

/** A titled box. */
export function Card({ title, children, tone = "plain", aside }: CardProps) {
  const titleId = useId();
  return (
    <section className={`${styles.card} ${tone === "plain" ? "" : styles[tone]}`} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
