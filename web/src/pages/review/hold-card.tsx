import { Link } from "@tanstack/react-router";
import { useNowMinuteMs } from "#api/app-clock.ts";
import type { Answer } from "#api/client.ts";
import { useAccount } from "#api/use-account.ts";
import { ExcerptWords } from "#components/excerpt-words.tsx";
import { callerWords } from "#components/phone-words.ts";
import { durationWords, whenWords } from "#components/time-words.ts";
import { When } from "#components/when.tsx";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { CorrectForm } from "./correct-form.tsx";
import styles from "./review.module.css";
import type { useResolve } from "./use-resolve.ts";

interface HoldCardProps {
  readonly hold: Answer<"listHolds">["holds"][number];
  readonly isCurrent: boolean;
  readonly isCorrecting: boolean;
  readonly onFocus: () => void;
  readonly onCorrect: () => void;
  readonly onStopCorrecting: () => void;
  readonly resolve: ReturnType<typeof useResolve>;
}

/** One thing that waits: who, why in plain words, what they said, and the three ways out. */
export function HoldCard({
  hold,
  isCurrent,
  isCorrecting,
  onFocus,
  onCorrect,
  onStopCorrecting,
  resolve,
}: HoldCardProps) {
  const isBusy = resolve.busyId === hold.id;
  const key = (name: string) => (isCurrent ? { hotkey: name } : {});
  return (
    <li id={`hold-${hold.id}`} className={`${styles.hold} ${isCurrent ? styles.current : ""}`} onFocus={onFocus}>
      <div className={styles.top}>
        <h2 className={styles.who}>{callerWords(hold)}</h2>
        {hold.urgency === "emergency" && (
          <Chip tone="late" strong>
            Emergency
          </Chip>
        )}
        {hold.urgency === "high" && <Chip tone="soon">High urgency</Chip>}
        <span className={styles.meta}>
          since <When at={hold.openedAt} />
          {hold.owner !== null && ` · owned by ${hold.owner}`}
        </span>
        <Due dueAt={hold.dueAt} />
      </div>
      <p className={styles.reason}>{hold.text}</p>
      <HoldWords excerpt={hold.excerpt} />
      {isCorrecting ? (
        <CorrectForm
          urgency={hold.urgency}
          onCancel={onStopCorrecting}
          onSubmit={(correction) => {
            resolve.correct(hold.id, correction);
            onStopCorrecting();
          }}
        />
      ) : (
        <div className={styles.actions}>
          <Button
            {...key("y")}
            tone={isCurrent ? "primary" : "plain"}
            busy={isBusy}
            onClick={() => resolve.confirm(hold.id)}
          >
            Confirm
          </Button>
          <Button {...key("f")} onClick={onCorrect}>
            Correct
          </Button>
          <Button {...key("x")} onClick={() => resolve.dismiss(hold.id)}>
            Dismiss
          </Button>
          {hold.callbackId !== null ? (
            <Link to={paths.callback} params={{ callbackId: hold.callbackId }}>
              Open the case
            </Link>
          ) : (
            hold.callId !== null && (
              <Link to={paths.call} params={{ callId: hold.callId }}>
                Open the call
              </Link>
            )
          )}
        </div>
      )}
    </li>
  );
}

/** A quote is the caller's own words; what only the call shows is no quote. */
function HoldWords({ excerpt }: { readonly excerpt: HoldCardProps["hold"]["excerpt"] }) {
  const words = <ExcerptWords excerpt={excerpt} />;
  return excerpt.quoted ? (
    <blockquote className={styles.quote}>{words}</blockquote>
  ) : (
    <p className={styles.quote}>{words}</p>
  );
}

function Due({ dueAt }: { readonly dueAt: string }) {
  const nowMs = useNowMinuteMs();
  const { timeZone } = useAccount();
  const leftMs = Date.parse(dueAt) - nowMs;
  if (leftMs < 0) return <span className={`${styles.due} ${styles.late}`}>waits {durationWords(leftMs)} too long</span>;
  return <span className={styles.due}>decide by {whenWords(Date.parse(dueAt), nowMs, timeZone)}</span>;
}
