import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { deliveryWords } from "@ringback/core/callbacks/label-words.ts";
import { lazy, Suspense, useState } from "react";
import { useNowMinuteMs } from "#api/app-clock.ts";
import { useAccount } from "#api/use-account.ts";
import { whenWords } from "#components/time-words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import styles from "./messages-card.module.css";
import type { CaseActions } from "./use-case-actions.ts";

const WhyNotTexted = lazy(() => import("./why-not-texted.tsx").then((module) => ({ default: module.WhyNotTexted })));
const Composer = lazy(() => import("./composer.tsx").then((module) => ({ default: module.Composer })));

interface MessagesCardProps {
  readonly story: CallbackCase;
  readonly actions: CaseActions;
  readonly isWriting: boolean;
}

/** The texts between business and caller, and the place to write the next. */
export function MessagesCard({ story, actions, isWriting }: MessagesCardProps) {
  const text = actions.of("text");
  const isOpen = story.state !== "closed";
  const [asks, setAsks] = useState(false);
  return (
    <Card
      title="Texts"
      aside={
        <Button tone="quiet" size="small" onClick={() => setAsks(true)}>
          {story.noTextReason === null ? "Why these texts?" : "Why was this one not texted?"}
        </Button>
      }
    >
      {asks && (
        <Suspense fallback={null}>
          <WhyNotTexted story={story} onClose={() => setAsks(false)} />
        </Suspense>
      )}
      {story.noTextReason !== null && <p className={styles.note}>{story.noTextReason}</p>}
      {story.messages.length === 0 && story.noTextReason === null && <p className={styles.note}>No texts yet.</p>}
      <Thread messages={story.messages} />
      {isWriting && text.refusal === null && (
        <Suspense fallback={null}>
          <Composer story={story} onDone={actions.closeDialog} />
        </Suspense>
      )}
      {!isWriting && isOpen && (
        <div className={styles.foot} style={{ marginTop: 10 }}>
          <Button size="small" hotkey="t" refusal={text.refusal} onClick={text.run}>
            Write a text
          </Button>
        </div>
      )}
    </Card>
  );
}

const failing = new Set(["failed", "undelivered", "rejected", "refused"]);

function Thread({ messages }: { readonly messages: CallbackCase["messages"] }) {
  const { timeZone } = useAccount();
  const nowMs = useNowMinuteMs();
  if (messages.length === 0) return null;
  return (
    <ol className={styles.thread}>
      {messages.map((message) => (
        <li key={message.id} className={`${styles.message} ${message.direction === "out" ? styles.out : ""}`}>
          <p className={styles.body}>{message.body}</p>
          <p className={styles.meta}>
            {message.by} · <time dateTime={message.at}>{whenWords(Date.parse(message.at), nowMs, timeZone)}</time>
            {message.direction === "out" && (
              <span className={failing.has(message.state) ? styles.failed : ""}>
                {" "}
                · {message.note ?? deliveryWords(message.state)}
              </span>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
