import { KbdHint } from "#ui/kbd-hint.tsx";
import styles from "./choices.module.css";

export interface Choice {
  readonly value: string;
  readonly words: string;
  readonly detail?: string;
  readonly hotkey?: string;
}

interface ChoicesProps {
  readonly legend: string;
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  /** Whether this is the first question of its dialog. */
  readonly isFirst?: boolean;
}

/** A choice of one among a few, each a target that a thumb can hit. */
export function Choices({ legend, name, choices, value, onChange, isFirst = false }: ChoicesProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{legend}</legend>
      <div className={styles.choices}>
        {choices.map((choice, index) => (
          <label key={choice.value} className={styles.choice}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              // The dialog opens with the hand already on its first choice.
              data-autofocus={isFirst && index === 0 ? true : undefined}
            />
            {choice.hotkey !== undefined && <KbdHint>{choice.hotkey}</KbdHint>}
            <span>{choice.words}</span>
            {choice.detail !== undefined && <span className={styles.detail}>{choice.detail}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
