import { useNowMinuteMs } from "#api/app-clock.ts";
import type { Answer } from "#api/client.ts";
import { whenWords } from "#components/time-words.ts";
import styles from "./callback-list.module.css";

/** Whether the business is open now and until when. */
export function HoursLine({ hours }: { readonly hours: Answer<"today">["hours"] | undefined }) {
  const nowMs = useNowMinuteMs();
  if (hours === undefined) return <span className={styles.hours}>&nbsp;</span>;
  const until = hours.until === null ? null : whenWords(Date.parse(hours.until), nowMs, hours.timeZone);
  return (
    <span className={styles.hours}>
      {hours.open ? <b>Open</b> : <i>Closed</i>}
      {until !== null && (hours.open ? ` until ${until}` : `, opens ${until}`)}
    </span>
  );
}
