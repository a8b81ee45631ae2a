import type { Hold } from "@ringback/contract/review.ts";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { callerWords } from "#components/phone-words.ts";
import type { Correction } from "#components/reading/correct-fields.tsx";
import { ReadingView } from "#components/reading/reading-view.tsx";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { CorrectForm } from "./correct-form.tsx";
import { HoldActions } from "./hold-actions.tsx";
import { HoldDue } from "./hold-due.tsx";
import { UrgencyChip } from "./hold-row.tsx";
import styles from "./review.module.css";

interface HoldCardProps {
  readonly hold: Hold;
  readonly picked: string | null;
  readonly isCorrecting: boolean;
  readonly isBusy: boolean;
  /** Takes the focus: the person moved here, by key or by deciding the one before. */
  readonly takesFocus: boolean;
  readonly onPick: (intent: string) => void;
  readonly onDecide: () => void;
  readonly onDismiss: () => void;
  readonly onCorrect: () => void;
  readonly onCorrected: (correction: Correction) => void;
  readonly onStopCorrecting: () => void;
}

/** What waits, whole: why, what they said with the words behind every label, and the ways out. */
export function HoldCard(props: HoldCardProps) {
  const { hold, isCorrecting } = props;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (props.takesFocus) card.current?.focus();
  }, [props.takesFocus]);
  return (
    <article ref={card} tabIndex={-1} className={`${styles.hold} ${styles.current}`} aria-labelledby={`who-${hold.id}`}>
      <div className={styles.top}>
        <h2 id={`who-${hold.id}`} className={styles.who}>
          {callerWords(hold)}
        </h2>
        <UrgencyChip urgency={hold.urgency} />
        <span className={styles.meta}>
          {hold.relation} · since <When at={hold.openedAt} />
          {hold.owner !== null && ` · owned by ${hold.owner}`}
        </span>
        <HoldDue dueAt={hold.dueAt} />
      </div>
      <Reasons hold={hold} />
      {hold.reading === null ? (
        <p className={styles.quote}>{hold.excerpt.text}</p>
      ) : (
        <ReadingView reading={hold.reading} />
      )}
      {isCorrecting ? (
        <CorrectForm hold={hold} onCancel={props.onStopCorrecting} onSubmit={props.onCorrected} />
      ) : (
        <HoldActions {...props} />
      )}
      <Link className={styles.open} to={paths.callback} params={{ callbackId: hold.callbackId }}>
        Open the case
      </Link>
    </article>
  );
}

/** Why a person is asked, in plain words, and what else of the case waits. */
function Reasons({ hold }: { readonly hold: Hold }) {
  return (
    <>
      <p className={styles.reason}>
        {hold.text}
        {hold.rules.length > 0 && <span className={styles.meta}> Seen by: {hold.rules.join(", ")}.</span>}
      </p>
      {hold.alsoWaiting.length > 0 && (
        <p className={styles.meta}>Of this case also waits: {hold.alsoWaiting.map(({ text }) => text).join(" ")}</p>
      )}
    </>
  );
}
