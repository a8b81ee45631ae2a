import type { Hold } from "@ringback/contract/review.ts";
import { useAccount } from "#api/use-account.ts";
import { labelWords } from "#components/label-words.ts";
import { Button } from "#ui/button.tsx";
import { KbdHint } from "#ui/kbd-hint.tsx";
import { intentPicks } from "./intent-picks.ts";
import styles from "./review.module.css";

interface HoldActionsProps {
  readonly hold: Hold;
  /** Another intent than the one read, chosen but not saved; null: as it was read. */
  readonly picked: string | null;
  readonly isBusy: boolean;
  readonly onPick: (intent: string) => void;
  readonly onDecide: () => void;
  readonly onDismiss: () => void;
  readonly onCorrect: () => void;
}

/** One key confirms; a number first sets another wish right. On a phone it stays in the thumb's reach. */
export function HoldActions({ hold, picked, isBusy, onPick, onDecide, onDismiss, onCorrect }: HoldActionsProps) {
  const { role } = useAccount();
  const refusal = role === "viewer" ? "Viewers look; agents and above decide." : null;
  const picks = intentPicks(hold);
  return (
    <div className={styles.foot}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own frame and legend */}
      <div className={styles.picks} role="group" aria-label="They want">
        {picks.map((intent, index) => (
          <button
            key={intent}
            type="button"
            className={styles.pick}
            aria-pressed={intent === (picked ?? picks[0])}
            onClick={() => onPick(intent)}
          >
            <KbdHint>{String(index + 1)}</KbdHint>
            {labelWords(intent)}
            {index === 0 && <span className={styles.asRead}> as read</span>}
          </button>
        ))}
      </div>
      <div className={styles.actions}>
        <Button hotkey="↵" tone="primary" busy={isBusy} refusal={refusal} onClick={onDecide}>
          {picked === null ? "Confirm" : `Save: ${labelWords(picked).toLowerCase()}`}
        </Button>
        <Button hotkey="c" refusal={refusal} onClick={onCorrect}>
          Correct
        </Button>
        <Button hotkey="x" refusal={refusal} onClick={onDismiss}>
          Dismiss
        </Button>
      </div>
    </div>
  );
}
