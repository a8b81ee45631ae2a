import type { ShownLabel } from "./label-list.ts";
import styles from "./reading.module.css";

interface LabelChipsProps {
  readonly labels: readonly ShownLabel[];
  readonly active: string | null;
  readonly onPoint: (key: string | null) => void;
  readonly onPick: (key: string) => void;
}

/** The legend: every label with its letter and colour; picking one shows what it rests on and jumps to its words. */
export function LabelChips({ labels, active, onPoint, onPick }: LabelChipsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own frame and legend
    <div className={styles.labels} role="group" aria-label="Labels and the words that led to them">
      {labels.map(({ key, letter, words, group, minor, pieces }) => (
        <button
          key={key}
          type="button"
          className={`${styles.label} ${minor ? styles.minor : ""}`}
          data-group={group}
          aria-pressed={key === active}
          onClick={() => onPick(key)}
          onMouseEnter={() => onPoint(key)}
          onMouseLeave={() => onPoint(null)}
        >
          <span className={styles.labelLetter} aria-hidden="true">
            {letter}
          </span>
          {words}
          {pieces.length === 0 && <span className="visually-hidden"> (no words)</span>}
        </button>
      ))}
    </div>
  );
}
