import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { momentWords } from "#components/time-words.ts";
import { Card } from "#ui/card.tsx";
import styles from "./timeline-card.module.css";

/** What happened, in order, by whom. */
export function TimelineCard({ timeline }: { readonly timeline: CallbackCase["timeline"] }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  return (
    <Card title="Timeline">
      <ol className={styles.timeline}>
        {timeline.map((entry) => (
          <li key={entry.id} className={styles.entry}>
            <time dateTime={entry.at}>{momentWords(Date.parse(entry.at), nowMs, timeZone)}</time>
            <span>
              {entry.text}
              {entry.by !== null && <span className={styles.by}> · {entry.by}</span>}
              {entry.quote !== null && <span className={styles.quote}>“{entry.quote}”</span>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
