import { useReachable } from "#api/connection.ts";
import type { LiveState } from "#api/live.ts";
import styles from "./shell.module.css";

const words = { live: "Live", connecting: "Connecting…", reconnecting: "Reconnecting…" } as const;

/** Whether the screen follows the server by itself right now. */
export function LiveIndicator({ state }: { readonly state: LiveState }) {
  const isReachable = useReachable();
  return (
    <span className={styles.live} role="status">
      <span className={`${styles.dot} ${state === "live" && isReachable ? "" : styles.dotOff}`} aria-hidden="true" />
      {isReachable ? words[state] : "No connection"}
    </span>
  );
}
