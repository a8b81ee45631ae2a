import type { ReactNode } from "react";
import styles from "./conversing.module.css";

interface NothingProps {
  readonly title: string;
  /** What it is good for, with an example. */
  readonly children: ReactNode;
  readonly action: ReactNode;
}

/** A part of the settings that nobody has filled yet. */
export function Nothing({ title, children, action }: NothingProps) {
  return (
    <div className={styles.nothing}>
      <p>
        <strong>{title}</strong>
      </p>
      <p className={styles.quiet}>{children}</p>
      <div>{action}</div>
    </div>
  );
}
