import { Button } from "#ui/button.tsx";
import styles from "./setup.module.css";

interface StepFootProps {
  /** The words of the main button. */
  readonly next?: string;
  readonly busy?: boolean;
  readonly refusal?: string | null;
  readonly onNext: () => void;
  /** Goes on without saving. */
  readonly onSkip?: () => void;
}

/** The foot of a step: on, or on without it. */
export function StepFoot({ next = "Save and go on", busy = false, refusal = null, onNext, onSkip }: StepFootProps) {
  return (
    <div className={styles.foot}>
      <Button tone="primary" size="large" busy={busy} refusal={refusal} onClick={onNext}>
        {next}
      </Button>
      {onSkip !== undefined && (
        <Button tone="quiet" size="large" onClick={onSkip}>
          Later
        </Button>
      )}
    </div>
  );
}
