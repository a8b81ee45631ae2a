import type { ReactNode } from "react";
import styles from "./page-head.module.css";

interface PageHeadProps {
  readonly title: string;
  readonly aside?: ReactNode;
  /** One or two sentences below the title. */
  readonly lead?: ReactNode;
}

/** The head of a screen. Every screen has one, and exactly one. */
export function PageHead({ title, aside, lead }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <title>{`${title} · Ringback`}</title>
      <h1 className={styles.title}>{title}</h1>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
    </header>
  );
}
