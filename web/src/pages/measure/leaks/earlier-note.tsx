import { When } from "#components/when.tsx";
import styles from "./leaks.module.css";
import type { Leaks } from "./use-leaks.ts";

/** Says of when the report below is while the one that was asked for is still made; that one takes its place by itself. */
export function EarlierNote({ leaks }: { readonly leaks: Leaks }) {
  const report = leaks.data?.report ?? null;
  if (report === null || leaks.data?.ofEarlierDay !== true) return null;
  return (
    <p className={styles.earlier} role="status">
      The hours, changes and reasons below are of {report.rangeWords}, worked out <When at={report.madeAt} />. Those up
      to today are being worked out and will take their place.
    </p>
  );
}
