import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { appNowMs, useNowMinuteMs } from "#api/app-clock.ts";
import { useReachable } from "#api/connection.ts";
import { useAccount } from "#api/use-account.ts";
import { whenWords } from "#components/time-words.ts";
import { paths } from "#paths.ts";
import { BottomSheet } from "#ui/bottom-sheet.tsx";
import { Button } from "#ui/button.tsx";
import { discard, doNow, keepAsNote } from "./resolve-trouble.ts";
import { useWaiting } from "./waiting.ts";
import type { WaitingAction } from "./waiting-action.ts";
import styles from "./waiting-tray.module.css";

/** Everything that waits: what could not be done and why, with what can be made of it, and what will be sent in order. */
export function WaitingTray({ onClose }: { readonly onClose: () => void }) {
  const isReachable = useReachable();
  const waiting = useWaiting();
  const troubles = waiting.filter(({ trouble }) => trouble !== null);
  const unsent = waiting.filter(({ trouble }) => trouble === null);
  return (
    <BottomSheet
      title={!isReachable ? "No connection" : unsent.length > 0 ? "Waiting to be sent" : "What you did"}
      onClose={onClose}
    >
      {troubles.length > 0 && (
        <section aria-label="Needs you">
          <h3 className={styles.group}>Needs you</h3>
          <ul className={styles.list}>
            {troubles.map((action) => (
              <li key={action.requestId} className={`${styles.item} ${styles.trouble}`}>
                <What action={action} />
                <p className={styles.why}>{action.trouble?.words}</p>
                <Choices action={action} onLook={onClose} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {unsent.length > 0 && (
        <section aria-label="Waiting to be sent">
          {troubles.length > 0 && <h3 className={styles.group}>Waiting to be sent</h3>}
          <ol className={styles.list}>
            {unsent.map((action) => (
              <li key={action.requestId} className={styles.item}>
                <What action={action} />
              </li>
            ))}
          </ol>
        </section>
      )}
      <p className={styles.note}>{noteWords(isReachable, waiting.length, unsent.length)}</p>
    </BottomSheet>
  );
}

function noteWords(isReachable: boolean, all: number, unsent: number): string {
  if (isReachable && all === 0) return "Everything is sent.";
  if (isReachable && unsent === 0) return "Everything else is sent.";
  if (isReachable) return "Sent in this order, with the times at which you did it.";
  if (unsent > 0)
    return "Kept on this phone, also when the app is closed, and sent in this order when there is a connection.";
  return "You see what was read last. Claim, note, attempt, snooze, text and close work: they are kept on this phone and sent when there is a connection.";
}

function What({ action }: { readonly action: WaitingAction }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  return (
    <p className={styles.what}>
      <strong>{action.who}</strong> {action.what}
      <time dateTime={action.happenedAt}>{whenWords(Date.parse(action.happenedAt), nowMs, timeZone)}</time>
    </p>
  );
}

function Choices({ action, onLook }: { readonly action: WaitingAction; readonly onLook: () => void }) {
  const client = useQueryClient();
  const { timeZone } = useAccount();
  const when = whenWords(Date.parse(action.happenedAt), appNowMs(), timeZone);
  return (
    <div className={styles.choices}>
      {(action.trouble?.code === "stale-text" || action.trouble?.code === "happened-too-long-ago") && (
        <Button tone="primary" onClick={() => void doNow(action)}>
          {action.name === "textCaller" ? "Send now" : "Do it now"}
        </Button>
      )}
      <Link
        to={paths.callback}
        params={{ callbackId: action.callbackId }}
        search={{ account: action.accountId }}
        className={styles.look}
        onClick={onLook}
      >
        Look
      </Link>
      {action.name !== "addNote" && (
        <Button onClick={() => void keepAsNote(client, action, when)}>Keep as a note</Button>
      )}
      <Button tone="quiet" onClick={() => void discard(action)}>
        Discard
      </Button>
    </div>
  );
}
