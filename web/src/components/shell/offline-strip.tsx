import { IconCloudOff, IconCloudUp } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { clockOffsetMs } from "#api/app-clock.ts";
import { useReachable } from "#api/connection.ts";
import { readKey } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { clockTime } from "#components/time-words.ts";
import { useWaiting } from "#offline/waiting.ts";
import styles from "./offline-strip.module.css";

const WaitingTray = lazy(() => import("#offline/waiting-tray.tsx").then((module) => ({ default: module.WaitingTray })));

/** Says that there is no connection and of when the screen is, and what waits to be sent; opens the tray. */
export function OfflineStrip() {
  const client = useQueryClient();
  const { timeZone } = useAccount();
  const isReachable = useReachable();
  const waiting = useWaiting();
  const [isOpen, setOpen] = useState(false);
  const troubles = waiting.filter(({ trouble }) => trouble !== null).length;
  const unsent = waiting.length - troubles;
  const words = [
    ...(isReachable ? [] : ["No connection", asOfWords()]),
    ...(troubles > 0 ? [`${troubles} ${troubles === 1 ? "needs" : "need"} you`] : []),
    ...(unsent > 0 ? [`${unsent} waiting to be sent`] : []),
  ];
  function asOfWords(): string {
    const read = client.getQueryCache().findAll({ queryKey: readKey("today") });
    const readMs = Math.max(0, ...read.map(({ state }) => state.dataUpdatedAt));
    return readMs === 0 ? "nothing read yet" : `as of ${clockTime(readMs + clockOffsetMs(), timeZone)}`;
  }
  return (
    <div className={styles.place}>
      {/* It is there before it says something, or screen readers would not hear it. */}
      <div role="status">
        {words.length > 0 && (
          <button
            type="button"
            className={`${styles.strip} ${troubles > 0 ? styles.trouble : ""}`}
            onClick={() => setOpen(true)}
          >
            {isReachable ? <IconCloudUp size={18} aria-hidden="true" /> : <IconCloudOff size={18} aria-hidden="true" />}
            <span>{words.join(" · ")}</span>
          </button>
        )}
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <WaitingTray onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
