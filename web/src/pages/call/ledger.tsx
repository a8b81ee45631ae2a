import { useNowMinuteMs } from "#api/app-clock.ts";
import type { Answer } from "#api/client.ts";
import { useAccount } from "#api/use-account.ts";
import { labelWords } from "#components/label-words.ts";
import { durationWords, momentWords } from "#components/time-words.ts";
import styles from "./call.module.css";
import { detailWords } from "./detail-words.ts";

type Entry = Answer<"getLedger">["entries"][number];

/** From this delay on it is worth saying that an event was told late by the provider. */
const lateFromMs = 2000;

/** The append-only history of a call. */
export function Ledger({ entries }: { readonly entries: readonly Entry[] }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  return (
    <ol className={styles.ledger}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <time dateTime={entry.at}>{momentWords(Date.parse(entry.at), nowMs, timeZone)}</time>
          <span>
            {entry.text}
            <Lateness entry={entry} />
          </span>
          <span className={styles.kind}>{labelWords(entry.kind.replaceAll(".", " ")).toLowerCase()}</span>
          <Detail detail={entry.detail} />
        </li>
      ))}
    </ol>
  );
}

function Lateness({ entry }: { readonly entry: Entry }) {
  const lateMs = Date.parse(entry.recordedAt) - Date.parse(entry.at);
  if (lateMs < lateFromMs) return null;
  return <span className={styles.late}> · told {durationWords(lateMs)} later</span>;
}

function Detail({ detail }: { readonly detail: Entry["detail"] }) {
  const lines = detailWords(detail);
  if (lines.length === 0) return null;
  return (
    <details className={styles.detail}>
      <summary>Details</summary>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
