import { countWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { Link, type LinkProps } from "@tanstack/react-router";
import styles from "./bar-rows.module.css";

export interface BarRow {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** Of the longest bar; where all are shares of one whole, of that. */
  readonly share: number;
  /** The value in words, where it is no plain count. */
  readonly words?: string;
  readonly tone?: "accent" | "quiet" | "late";
  readonly link?: LinkProps;
}

/** Named bars, a row each, the number behind it: chart and table in one. */
export function BarRows({ rows, label }: { readonly rows: readonly BarRow[]; readonly label: string }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id}>
          {row.link === undefined ? (
            <div className={styles.row}>{inside(row)}</div>
          ) : (
            <Link {...row.link} className={`${styles.row} ${styles.link}`}>
              {inside(row)}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function inside({ label, value, share, words, tone = "accent" }: BarRow) {
  return (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.track} aria-hidden="true">
        {share > 0 && (
          <span className={`${styles.bar} ${styles[tone]}`} style={{ width: `${Math.min(1, share) * 100}%` }} />
        )}
      </span>
      <span className={styles.value}>{words ?? countWords(value)}</span>
    </>
  );
}
