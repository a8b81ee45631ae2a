import { Link } from "@tanstack/react-router";
import { paths } from "#paths.ts";
import styles from "./review-tabs.module.css";

/** Between what waits and what people set right. */
export function ReviewTabs() {
  return (
    <nav className={styles.tabs} aria-label="Review">
      <Link to={paths.review} activeOptions={{ exact: true, includeSearch: false }} className={styles.tab}>
        Waiting
      </Link>
      <Link to={paths.corrections} activeOptions={{ includeSearch: false }} className={styles.tab}>
        Corrections
      </Link>
    </nav>
  );
}
