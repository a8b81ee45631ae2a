import { Skeleton } from "@mantine/core";
import styles from "./case-pane.module.css";

/** The case's shape while it is on its way. */
export function CaseSkeleton() {
  return (
    <div className={styles.pane} aria-busy="true">
      <span className="visually-hidden" role="status">
        Loading the case
      </span>
      <div className={styles.head}>
        <Skeleton circle height={60} />
        <div>
          <Skeleton height={20} width={180} mb={8} />
          <Skeleton height={14} width={240} />
        </div>
      </div>
      <Skeleton height={36} width="85%" />
      <Skeleton height={70} />
      <Skeleton height={150} radius={12} />
      <Skeleton height={130} radius={12} />
    </div>
  );
}
