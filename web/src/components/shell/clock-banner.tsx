import { useSuspenseQuery } from "@tanstack/react-query";
import { clockOffsetMs, useNowMinuteMs } from "#api/app-clock.ts";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { dayAndTime } from "#components/time-words.ts";
import styles from "./shell.module.css";

/** Offsets below this are a badly set device, not a moved clock. */
const movedFromMs = 10 * 60_000;

/** Says so when the demo's clock was moved or the device's is wrong, so that nobody wonders about the times. */
export function ClockBanner() {
  const nowMs = useNowMinuteMs();
  const { timeZone } = useAccount();
  const { data: installation } = useSuspenseQuery(read("installation"));
  if (Math.abs(clockOffsetMs()) < movedFromMs) return null;
  const now = dayAndTime(nowMs, timeZone);
  return (
    <div className={styles.banner} role="status">
      {installation.simulator
        ? `The demo's clock was moved: it is ${now} here.`
        : `This device's clock is off. Here it is ${now}, and all times follow that.`}
    </div>
  );
}
