import { clockOffsetMs, useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { dayAndTime } from "#components/time-words.ts";
import styles from "./shell.module.css";

/** Offsets below this are a badly set device, not a moved clock. */
const movedFromMs = 10 * 60_000;

/** Says so when the demo's clock was moved, so that nobody wonders about the times. */
export function ClockBanner() {
  const nowMs = useNowMinuteMs();
  const { timeZone } = useAccount();
  if (Math.abs(clockOffsetMs()) < movedFromMs) return null;
  return (
    <div className={styles.banner} role="status">
      The demo's clock was moved: it is {dayAndTime(nowMs, timeZone)} here.
    </div>
  );
}
