import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { missLabel } from "@ringback/core/callbacks/call-words.ts";
import { Link } from "@tanstack/react-router";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { labelWords } from "#components/label-words.ts";
import { durationWords, whenWords } from "#components/time-words.ts";
import { paths } from "#paths.ts";
import { Card } from "#ui/card.tsx";
import styles from "./timeline-card.module.css";

/** The caller's calls, this one included; each leads to its ledger. */
export function EarlierCalls({ calls }: { readonly calls: CallbackCase["calls"] }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  if (calls.length === 0) return null;
  return (
    <Card title="Calls from this caller">
      <ol className={styles.timeline}>
        {calls.map((call) => (
          <li key={call.id} className={styles.entry}>
            <time dateTime={call.at}>{whenWords(Date.parse(call.at), nowMs, timeZone)}</time>
            <span>
              <Link to={paths.call} params={{ callId: call.id }}>
                {labelWords(call.outcome)}
              </Link>
              <span className={styles.by}>
                {call.missReason !== null && ` · ${missLabel(call.missReason).toLowerCase()}`}
                {call.durationSeconds !== null && ` · ${durationWords(call.durationSeconds * 1000)}`}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
