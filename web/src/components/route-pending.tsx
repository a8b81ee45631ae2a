import { Loader } from "@mantine/core";
import styles from "./route-pending.module.css";

/** What stands in a screen's place while its data is on the way; the frame around it stays. */
export function RoutePending() {
  return (
    <div className={styles.pending} role="status">
      <Loader size="sm" aria-hidden="true" />
      <span className="visually-hidden">Loading</span>
    </div>
  );
}
